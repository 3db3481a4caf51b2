package load

import (
	"go/ast"
	"go/types"
	"path"
	"slices"
	"strings"
)

// nameImports checks packages again whose errors may come of imports that were left out on purpose. go/types takes such an
// import for a package called as its path ends. Where the package clause says something else, as for
// github.com/jackc/pgx/v5, that name looks undefined, and two such paths look like one name declared twice. Here the
// imports get the names of their clauses. These are read only now, and the go command runs at most once to find them.
func (u *universe) nameImports(units []*unit) {
	var opaque []*ast.ImportSpec
	var paths []string
	for _, p := range units {
		for _, e := range p.errs {
			if mayBeImport(e) {
				opaque = append(opaque, u.opaqueImports(p, p.fileAt(e.Pos))...)
			}
		}
	}
	if len(opaque) == 0 {
		return
	}
	for _, spec := range opaque {
		paths = append(paths, importPath(spec))
	}
	slices.Sort(paths)
	u.env.locate(slices.Compact(paths))
	u.clauses = map[*ast.ImportSpec]string{}
	for _, spec := range opaque {
		if name := u.clause(importPath(spec)); name != "" && name != path.Base(importPath(spec)) {
			u.clauses[spec] = name
		}
	}
	if len(u.clauses) == 0 {
		return
	}
	for _, p := range u.units {
		if p != nil {
			p.status, p.errs, p.types = 0, nil, nil // all of them, since they hold each other's types
		}
	}
	for _, p := range units {
		u.check(p)
	}
}

// mayBeImport reports whether an error may be about the name of an import.
func mayBeImport(e types.Error) bool {
	return strings.HasPrefix(e.Msg, "undefined: ") || strings.Contains(e.Msg, "redeclared in this block") ||
		strings.Contains(e.Msg, "already declared through import")
}

// opaqueImports are the imports of a file that were left out and have no name of their own.
func (u *universe) opaqueImports(p *unit, file *ast.File) (specs []*ast.ImportSpec) {
	if file == nil {
		return nil
	}
	for _, spec := range file.Imports {
		if path := importPath(spec); spec.Name == nil && path != "C" && path != "unsafe" && !p.wants[path] {
			specs = append(specs, spec)
		}
	}
	return specs
}
