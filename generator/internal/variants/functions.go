package variants

import (
	"go/ast"
	"slices"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/builds"
)

// functions finds where the annotated functions are, which has to be in the same builds: one file registers them.
func (r *reader) functions() (list []*declaration) {
	for _, d := range r.pkg.Directives {
		verb, _ := annotations.VerbNamed(d.Verb.Text)
		fn, ok := d.Node.(*ast.FuncDecl)
		if !ok || !verb.IsComponent() {
			continue
		}
		here, where := r.function(fn)
		if here == nil {
			continue
		}
		list = append(list, here)
		switch {
		case r.first == nil:
			r.first, r.where = here, where
		case !where.Equal(r.where):
			r.report("MCP219", here.span(), r.first.span(), "the other function",
				"one file registers both: move one of them to a package of its own, and call its RegisterMCP where it exists",
				"%s is compiled %s, but %s %s", here.name.Name, where.Where(), r.first.name.Name, r.where.Where())
		}
	}
	return list
}

// function is the declaration of an annotated function, and where it or one that is annotated alike is.
func (r *reader) function(fn *ast.FuncDecl) (here *declaration, where builds.Constraint) {
	name := functionName(fn)
	for _, d := range r.index[name] {
		if d.node == fn {
			here, where = d, d.file.constraint
		}
	}
	for _, other := range r.index[name] {
		switch {
		case here == nil || other.file.here || len(other.file.directives[other.node]) == 0:
		case !slices.Equal(other.file.directives[other.node], here.file.directives[here.node]):
			r.report("MCP220", here.span(), other.span(), "there", "write the same directives in both files",
				"%s is annotated otherwise where %s", name, other.file.constraint)
		case other.text() != here.text():
			r.differs(here, other, name)
		default:
			where = where.Or(other.file.constraint)
		}
	}
	return here, where
}

// registers reports a RegisterMCP of the user's own in another build, where the generated one has to stand.
func (r *reader) registers(fn *declaration) {
	name := "RegisterMCP"
	if decl := fn.node.(*ast.FuncDecl); decl.Recv != nil {
		name = receiverOf(decl) + "." + name
	}
	for _, other := range r.index[name] {
		if !other.file.here && other.file.constraint.Meets(r.where) {
			r.report("MCP505", other.span(), diag.Span{}, "", "rename it", "another build declares %s itself, which mcpgen has to generate", name)
		}
	}
}

// packageDirectives holds that what the package says of its components is said wherever they are.
func (r *reader) packageDirectives() {
	for _, f := range r.files {
		for node, texts := range f.directives {
			if node != f.ast || !f.here {
				continue
			}
			for _, text := range texts {
				r.needs(r.saidIn(text), r.directiveSpan(text), "//"+text[2:])
			}
		}
	}
}

// saidIn is where a directive stands on the package clause.
func (r *reader) saidIn(text string) (where builds.Constraint) {
	first := true
	for _, f := range r.files {
		switch {
		case !slices.Contains(f.directives[f.ast], text):
		case first:
			first, where = false, f.constraint
		default:
			where = where.Or(f.constraint)
		}
	}
	return where
}

func (r *reader) directiveSpan(text string) diag.Span {
	for _, d := range r.pkg.Directives {
		if d.Place == annotations.OnPackage && d.String() == text {
			return d.Verb.Span
		}
	}
	return diag.Span{}
}
