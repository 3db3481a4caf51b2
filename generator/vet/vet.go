// Package vet is mcpgen's findings as a go/analysis Analyzer, for editors and `go vet -vettool=$(which mcpgen)`, with
// fixes for what can be mended mechanically.
//
//	pass ─► load.Package (files, types, facts about checks) ─► resolve ─► validate ─► pass.Report
//
// It runs on packages that compile, so, unlike mcpgen itself, it needs the generated file to be there.
package vet

import (
	"errors"
	"go/ast"
	"go/token"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/emit"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/load"
	"github.com/mcpgen/mcpgen/generator/internal/resolve"
	"github.com/mcpgen/mcpgen/generator/internal/validate"
)

// Analyzer reports what mcpgen would: errors and warnings. The category of a diagnostic is its code.
var Analyzer = &analysis.Analyzer{
	Name:      "mcpgen",
	Doc:       "check //mcp: directives: spelling, place, names, policies",
	URL:       "https://pkg.go.dev/github.com/mcpgen/mcpgen/generator/vet",
	Run:       run,
	FactTypes: []analysis.Fact{new(checkFact), new(schemaFact), new(constantsFact)},
}

func run(pass *analysis.Pass) (any, error) {
	r := reporter{pass: pass, files: map[string]*token.File{}}
	pkg, found := read(pass, &r)
	pkg.Faulty = diag.HasErrors(found)
	exportFacts(pass, pkg)
	exportTypeFacts(pass)
	if len(pkg.Directives) > 0 {
		found = append(found, understand(pkg)...)
	}
	for _, d := range diag.Sort(found) {
		r.report(d)
	}
	return nil, nil
}

// understand reports what resolving finds.
func understand(pkg *load.Package) []diag.Diagnostic {
	resolved, found := resolve.Package(pkg)
	if resolved == nil {
		return found
	}
	found = append(found, validate.Package(resolved)...)
	if diag.HasErrors(found) {
		return found
	}
	return append(append(found, validate.Warnings(resolved)...), shadowed(pkg, resolved)...)
}

// shadowed reports what only shows when the file is written.
func shadowed(pkg *load.Package, resolved *ir.Package) []diag.Diagnostic {
	_, err := emit.File(resolved)
	var shadowed *emit.ShadowedError
	if !errors.As(err, &shadowed) {
		return nil
	}
	return resolve.Shadowed(pkg, shadowed.Names)
}

// read makes a package of a pass, as the loader would.
func read(pass *analysis.Pass, r *reporter) (*load.Package, []diag.Diagnostic) {
	p := &load.Package{
		Path: pass.Pkg.Path(), Name: pass.Pkg.Name(), Fset: pass.Fset, Types: pass.Pkg, Defs: pass.TypesInfo.Defs,
	}
	p.ImportPath = func(pos token.Pos, name string) (string, bool) { return importPath(pass, pos, name) }
	p.Dependency = func(path, name string) (function, *ast.FuncDecl) { return dependency(pass, path, name) }
	p.Schema, p.Constants = r.schema, r.constants
	var found []diag.Diagnostic
	for _, file := range pass.Files {
		name := pass.Fset.PositionFor(file.FileStart, false).Filename
		if !strings.HasSuffix(name, ".cgo1.go") && !strings.HasPrefix(filepath.Base(name), "_cgo_") { // what cgo made lies elsewhere
			p.Dir = filepath.Dir(name)
		}
		switch {
		case filepath.Base(name) == load.GeneratedFile:
		case strings.HasSuffix(name, "_test.go"):
			found = append(found, scan(pass, name, "MCP205")...)
		default:
			list, more := annotations.Scan(annotations.File{Name: name, Fset: pass.Fset, AST: file})
			p.Files = append(p.Files, file)
			p.Directives = append(p.Directives, list...)
			found = append(found, more...)
		}
	}
	for _, name := range pass.IgnoredFiles {
		if strings.HasSuffix(name, ".go") && filepath.Base(name) != load.GeneratedFile {
			if source, err := pass.ReadFile(name); err == nil {
				found = append(found, p.Exclude(name, source)...)
			}
		}
	}
	if p.Dir != "" {
		p.Generated = filepath.Join(p.Dir, load.GeneratedFile)
		found = append(found, p.Beside()...)
	}
	return p, append(found, p.LeftOut(diag.HasErrors(found))...)
}

func scan(pass *analysis.Pass, name string, code diag.Code) []diag.Diagnostic {
	source, err := pass.ReadFile(name)
	if err != nil || !annotations.Mentions(source) {
		return nil
	}
	return annotations.ScanComments(name, source, code)
}
