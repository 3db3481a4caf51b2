package load

import (
	"go/ast"
	"slices"
)

// withClauses returns the files with the names that nameImports has found. The files themselves stay as they are: whether an
// import has a name of its own matters to others.
func (u *universe) withClauses(files []*ast.File) []*ast.File {
	if len(u.clauses) == 0 {
		return files
	}
	named := slices.Clone(files)
	for i, f := range files {
		if !slices.ContainsFunc(f.Imports, func(spec *ast.ImportSpec) bool { return u.clauses[spec] != "" }) {
			continue
		}
		own := *f
		own.Decls = slices.Clone(f.Decls)
		for j, decl := range own.Decls {
			if d, ok := decl.(*ast.GenDecl); ok {
				own.Decls[j] = u.withClause(d)
			}
		}
		named[i] = &own
	}
	return named
}

func (u *universe) withClause(d *ast.GenDecl) *ast.GenDecl {
	own := *d
	own.Specs = slices.Clone(d.Specs)
	for i, spec := range own.Specs {
		if imported, ok := spec.(*ast.ImportSpec); ok && u.clauses[imported] != "" {
			named := *imported
			named.Name = &ast.Ident{NamePos: imported.Path.Pos(), Name: u.clauses[imported]}
			own.Specs[i] = &named
		}
	}
	return &own
}
