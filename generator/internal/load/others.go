package load

import (
	"fmt"
	"go/ast"
	"slices"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/builds"
)

// isElsewhere reports whether the directives of the package are all in files of other builds.
func (p *Package) isElsewhere() bool {
	return len(p.Directives) == 0 && slices.ContainsFunc(p.Others, func(o Other) bool { return len(o.Directives) > 0 })
}

// LeftOut reports the directives in files of other builds. Those of a function that this build annotates alike hold here as
// there. Where all directives are elsewhere there is nothing to generate in this build, and nothing to remove: that is a
// warning, unless what is here is faulty and may have been meant.
func (p *Package) LeftOut(faulty bool) []diag.Diagnostic {
	var found []diag.Diagnostic
	here := p.annotated()
	for _, o := range p.Others {
		command := builds.File(o.Path, o.AST).Command()
		if len(o.Directives) > 0 && p.isElsewhere() && !faulty {
			d := diag.Diagnostic{Code: "MCP605", Severity: diag.Warning, Span: o.Directives[0].Span,
				Message: fmt.Sprintf("%s in a file that this build leaves out, and none in the others: %s stays as it is", directives(len(o.Directives)), GeneratedFile)}
			if command != "" {
				d.Hint = "run " + command
			}
			found = append(found, d)
			continue
		}
		for _, d := range o.Directives {
			if !o.isIgnore(d, p) && !isHere(d, here) {
				hint := "move it to a file without a constraint"
				if command != "" {
					hint += ", or run " + command
				}
				found = append(found, diag.Diagnostic{Code: "MCP206", Span: d.Span, Hint: hint,
					Message: "directive mcp:" + d.Verb.Text + " in a file that a build constraint excludes"})
			}
		}
	}
	return found
}

// annotated are the directives of this build, by the function that they stand on; "" is the package clause.
func (p *Package) annotated() map[string][]annotations.Found {
	here := map[string][]annotations.Found{}
	for _, d := range p.Directives {
		here[functionOf(d.Node)] = append(here[functionOf(d.Node)], d)
	}
	return here
}

// functionOf is how files name a function: its name, or that of its receiver's type, a dot and its name.
func functionOf(node ast.Node) string {
	fn, ok := node.(*ast.FuncDecl)
	if !ok {
		return ""
	}
	prefix, _ := receiverPrefix(fn)
	return prefix + fn.Name.Name
}

// isHere reports whether a directive of another build stands on a function that is annotated in this build as well. How the
// two differ is for package variants to find out. Another directive has to be here to the letter.
func isHere(d annotations.Found, here map[string][]annotations.Found) bool {
	return slices.ContainsFunc(here[functionOf(d.Node)], func(h annotations.Found) bool {
		verb, _ := annotations.VerbNamed(h.Verb.Text)
		return verb.IsComponent() || h.String() == d.String()
	})
}

// isIgnore reports whether a directive leaves a field or constant out of a declaration that this build makes as well. How
// the two differ is for those to find out who use it.
func (o Other) isIgnore(d annotations.Found, p *Package) bool {
	if d.Verb.Text != "ignore" {
		return false
	}
	for _, decl := range o.AST.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok || d.Node.Pos() < gen.Pos() || gen.End() < d.Node.Pos() {
			continue
		}
		for _, spec := range gen.Specs {
			if spec.Pos() <= d.Node.Pos() && d.Node.Pos() < spec.End() {
				return p.declares(spec)
			}
		}
	}
	return false
}

// declares reports whether a file of this build declares what spec does.
func (p *Package) declares(spec ast.Spec) bool {
	name := func(s ast.Spec) string {
		switch s := s.(type) {
		case *ast.TypeSpec:
			return s.Name.Name
		case *ast.ValueSpec:
			return s.Names[0].Name
		}
		return ""
	}
	for _, f := range p.Files {
		for _, decl := range f.Decls {
			if gen, ok := decl.(*ast.GenDecl); ok && slices.ContainsFunc(gen.Specs, func(s ast.Spec) bool { return name(s) != "" && name(s) == name(spec) }) {
				return true
			}
		}
	}
	return false
}

func directives(n int) string {
	if n == 1 {
		return "a directive"
	}
	return fmt.Sprintf("%d directives", n)
}
