package load

import (
	"go/ast"
	"go/token"
)

// pruned returns the files of a dependency with only the marked declarations.
func (p *unit) pruned() []*ast.File {
	var files []*ast.File
	for _, f := range p.files {
		copied := &ast.File{Package: f.Package, Name: f.Name, FileStart: f.FileStart, FileEnd: f.FileEnd, GoVersion: f.GoVersion}
		for _, decl := range f.Decls {
			if d := p.prunedDecl(decl); d != nil {
				copied.Decls = append(copied.Decls, d)
			}
		}
		files = append(files, copied)
	}
	return files
}

func (p *unit) prunedDecl(decl ast.Decl) ast.Decl {
	d, ok := decl.(*ast.GenDecl)
	if !ok {
		if p.keep[decl] {
			return decl
		}
		return nil
	}
	copied := *d
	copied.Specs = nil
	for _, spec := range d.Specs {
		imported, isImport := spec.(*ast.ImportSpec)
		if isImport && p.wants[importPath(imported)] || p.keep[spec] {
			copied.Specs = append(copied.Specs, spec)
			if d.Tok == token.VAR {
				copied.Specs[len(copied.Specs)-1] = p.typed(spec)
			}
		}
	}
	if len(copied.Specs) == 0 {
		return nil
	}
	return &copied
}

// typed returns a variable of a dependency without its value, where its type is stated: the value says nothing then.
func (p *unit) typed(spec ast.Spec) ast.Spec {
	s, ok := spec.(*ast.ValueSpec)
	if !ok || p.root != nil || s.Type == nil {
		return spec
	}
	copied := *s
	copied.Values = nil
	return &copied
}
