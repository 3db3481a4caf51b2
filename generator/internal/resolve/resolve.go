package resolve

import (
	"fmt"
	"go/ast"
	"go/types"
	"os"
	"path/filepath"
	"strconv"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/load"
	"github.com/mcpgen/mcpgen/generator/internal/schema"
)

// Package resolves one package. When the findings have an error, the result must not be generated. A package that could
// not be type-checked has findings already and gives nil.
func Package(p *load.Package) (*ir.Package, []diag.Diagnostic) {
	if p.Types == nil {
		return nil, nil
	}
	r := &resolver{
		pkg: p,
		out: &ir.Package{Path: p.Path, Name: p.Name, Dir: p.Dir, Taken: taken(p)},
		types: schema.New(schema.Config{
			Fset: p.Fset, Package: p.Types, Files: p.Files, Source: os.ReadFile,
		}),
		checks: map[string]knownCheck{},
		used:   map[string]bool{}, receivers: map[*types.Named]bool{}, registered: map[types.Object]bool{},
	}
	r.sort()
	r.scopes()
	r.localChecks()
	r.packageDirectives()
	r.components()
	return r.out, r.found
}

type resolver struct {
	pkg   *load.Package
	out   *ir.Package
	types *schema.Builder
	found []diag.Diagnostic

	byVerb     map[string][]annotations.Found
	byNode     map[ast.Node][]annotations.Found
	vocabulary vocabulary
	checks     map[string]knownCheck // by name, "pkg.Name" for those of other packages
	defaults   defaults
	restricts  []restrict
	used       map[string]bool       // tags that a component has
	receivers  map[*types.Named]bool // types of receivers that were looked at
	registered map[types.Object]bool // RegisterMCP of receivers' own, reported
}

func (r *resolver) report(code diag.Code, at diag.Span, hint, format string, args ...any) {
	r.found = append(r.found, diag.Diagnostic{Code: code, Span: at, Hint: hint, Message: fmt.Sprintf(format, args...)})
}

func (r *resolver) reportRelated(code diag.Code, at, other diag.Span, note, hint, format string, args ...any) {
	r.report(code, at, hint, format, args...)
	last := &r.found[len(r.found)-1]
	last.Related = append(last.Related, diag.Related{Span: other, Message: note})
}

// sort files the directives by verb and by the declaration they stand on.
func (r *resolver) sort() {
	r.byVerb, r.byNode = map[string][]annotations.Found{}, map[ast.Node][]annotations.Found{}
	for _, f := range r.pkg.Directives {
		r.byVerb[f.Verb.Text] = append(r.byVerb[f.Verb.Text], f)
		r.byNode[f.Node] = append(r.byNode[f.Node], f)
	}
}

// directives returns those with the verb, in source order.
func (r *resolver) directives(verb string) []annotations.Found { return r.byVerb[verb] }

// on returns the directives with the verb that stand on the node.
func (r *resolver) on(node ast.Node, verb string) []annotations.Found {
	var list []annotations.Found
	for _, f := range r.byNode[node] {
		if f.Verb.Text == verb {
			list = append(list, f)
		}
	}
	return list
}

func (r *resolver) span(n ast.Node) diag.Span { return annotations.NodeSpan(r.pkg.Fset, n) }

// taken collects the names that a generated file may not declare: those of the package scope (true), and of imports in
// any file (false), which the generated file may import under the same name.
func taken(p *load.Package) map[string]bool {
	names := map[string]bool{}
	for _, file := range p.Files {
		for _, spec := range file.Imports {
			if spec.Name != nil {
				names[spec.Name.Name] = false
			} else if path, err := strconv.Unquote(spec.Path.Value); err == nil {
				names[load.GuessName(path)] = false
			}
		}
	}
	for _, name := range p.Types.Scope().Names() {
		names[name] = true
	}
	return names
}

// object is the function that a declaration declares; nil for one whose type is broken.
func (r *resolver) object(fn *ast.FuncDecl) *types.Func {
	obj, _ := r.pkg.Defs[fn.Name].(*types.Func)
	return obj
}

func baseName(s diag.Span) string { return filepath.Base(s.File) }
