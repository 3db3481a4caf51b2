package load

import (
	"go/ast"
	"go/types"
)

// opaque stands for an import that is left out on purpose; whatever uses it is quietly invalid. go/types would call it as its
// path ends, which github.com/jackc/pgx/v5 does not.
func (u *universe) opaque(path string) *types.Package {
	name := u.clauses[path]
	if name == "" {
		name = GuessName(path)
	}
	return types.NewPackage(path, name)
}

// nameOpaque reads the names of imports that are left out, where guesses will not do: a file mentions a name that no guess
// gives, or two guesses are the same.
func (u *universe) nameOpaque(p *unit) {
	var paths []string
	for _, file := range p.files {
		unnamed, names, doubt := u.guesses(p, file)
		if doubt || len(unnamed) > 0 && u.mentionsOther(p, file, names) {
			paths = append(paths, unnamed...)
		}
	}
	u.env.locate(paths)
	for _, path := range paths {
		u.clause(path)
	}
}

// guesses returns the imports of a file that are left out and have no name of their own, and the names of all of its imports.
// It reports whether two of them, or one and a declaration, would be called the same.
func (u *universe) guesses(p *unit, file *ast.File) (unnamed []string, names map[string]bool, doubt bool) {
	names = map[string]bool{}
	for _, spec := range file.Imports {
		path, name := importPath(spec), ""
		switch {
		case path == "C":
			name = "C"
		case spec.Name != nil:
			name = spec.Name.Name
		case p.wants[path] || u.sureName(path):
			name = u.clause(path)
		default:
			unnamed = append(unnamed, path)
			name = u.opaque(path).Name()
		}
		doubt = doubt || name != "_" && name != "." && (names[name] || len(p.decls[name]) > 0)
		names[name] = true
	}
	return unnamed, names, doubt && len(unnamed) > 0
}

// mentionsOther reports whether a file mentions, outside of the bodies of functions, a package that goes by none of the names.
func (u *universe) mentionsOther(p *unit, file *ast.File, names map[string]bool) bool {
	other := false
	ast.Inspect(file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := sel.X.(*ast.Ident); ok && !names[x.Name] && len(p.decls[x.Name]) == 0 {
				other = true
			}
		}
		_, body := n.(*ast.BlockStmt)
		return !body && !other
	})
	return other
}
