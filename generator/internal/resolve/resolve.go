package resolve

import (
	"go/ast"
	"go/types"
	"os"
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
		functions: map[ast.Node]*function{}, omitted: map[string]diag.Span{},
	}
	r.sort()
	r.scopes()
	r.localChecks()
	r.packageDirectives()
	r.omissions()
	r.components()
	return r.out, r.found
}

// sort files the directives by verb and by the declaration they stand on.
func (r *resolver) sort() {
	r.byVerb, r.byNode = map[string][]annotations.Found{}, map[ast.Node][]annotations.Found{}
	for _, f := range r.pkg.Directives {
		r.byVerb[f.Verb.Text] = append(r.byVerb[f.Verb.Text], f)
		r.byNode[f.Node] = append(r.byNode[f.Node], f)
	}
}

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
