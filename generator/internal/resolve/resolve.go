package resolve

import (
	"go/ast"
	"go/types"
	"os"
	"slices"
	"strconv"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/load"
	"github.com/mcpgen/mcpgen/generator/internal/schema"
	"github.com/mcpgen/mcpgen/generator/internal/variants"
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
			Fset: p.Fset, Package: p.Types, Files: p.Files, Source: os.ReadFile, Schema: p.Schema, Constants: p.Constants,
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
	r.variants()
	return r.out, r.found
}

// variants finds the build constraint of the generated file. Of a package with other findings nothing is said: what could
// not be resolved could not be followed.
func (r *resolver) variants() {
	if len(r.found) > 0 || r.pkg.Invalid {
		return
	}
	var used []variants.Use
	for _, u := range r.types.Uses() {
		file := r.pkg.Fset.PositionFor(u.Object.Pos(), false).Filename
		used = append(used, variants.Use{Name: u.Object.Name(), Shown: u.Object.Pkg().Name() + "." + u.Object.Name(), File: file, At: u.At})
	}
	r.found = variants.Apply(r.pkg, r.out, used)
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
// any file (false), which the generated file may import under the same name. Files of other builds count as well: the
// generated file may have to stand beside them.
func taken(p *load.Package) map[string]bool {
	names := map[string]bool{}
	files := slices.Clone(p.Files)
	for _, o := range p.Others {
		files = append(files, o.AST)
	}
	for _, file := range files {
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
	for _, o := range p.Others {
		for _, name := range declared(o.AST) {
			names[name] = true
		}
	}
	return names
}

// declared lists what a file declares at package level.
func declared(f *ast.File) (names []string) {
	for _, decl := range f.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				names = append(names, d.Name.Name)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch s := spec.(type) {
				case *ast.TypeSpec:
					names = append(names, s.Name.Name)
				case *ast.ValueSpec:
					for _, name := range s.Names {
						names = append(names, name.Name)
					}
				}
			}
		}
	}
	return names
}
