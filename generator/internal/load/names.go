package load

import (
	"go/ast"
	"maps"
	"slices"
)

// importNames maps the local names of a file's imports to paths. Without an explicit name, the name is guessed from the
// path; [universe.codeImport] is for the cases where that is wrong.
func (u *universe) importNames(p *unit, file *ast.File) map[string]called {
	if m, ok := p.names[file]; ok {
		return m
	}
	m := map[string]called{}
	for _, spec := range file.Imports {
		path := importPath(spec)
		switch {
		case spec.Name == nil:
			if name := GuessName(path); !m[name].sure {
				m[name] = called{path, u.sureName(path)}
			}
		case spec.Name.Name != "." && spec.Name.Name != "_": // which name a _ import goes by, only its clause says
			m[spec.Name.Name] = called{path, true}
		}
	}
	p.names[file] = m
	return m
}

// codeImport finds the import that the code of a file calls pkg.
func (u *universe) codeImport(p *unit, file *ast.File, pkg string) (string, bool) {
	names := u.importNames(p, file)
	found, ok := names[pkg]
	if ok && !found.sure {
		name := u.clause(u.actual(p, found.path))
		ok = name == pkg || name == ""
	}
	if !ok {
		var paths []string
		for _, spec := range file.Imports {
			if path := importPath(spec); spec.Name == nil && path != "C" {
				paths = append(paths, path)
			}
		}
		found.path, ok = u.withClause(paths, pkg)
	}
	if ok {
		names[pkg] = called{found.path, true}
	}
	return found.path, ok
}

// directiveImport finds the import that a directive in the file calls pkg. No compiler will check the choice, so a guess
// does not do: an import without a name of its own goes by its package clause, and so does a _ import.
func (u *universe) directiveImport(file *ast.File, pkg string) (string, bool) {
	var paths []string
	for _, spec := range file.Imports {
		path := importPath(spec)
		switch {
		case spec.Name != nil && spec.Name.Name == pkg && pkg != "_":
			return path, true
		case spec.Name == nil && GuessName(path) == pkg && u.clause(path) == pkg:
			return path, true // Go allows only one import of that name
		case (spec.Name == nil || spec.Name.Name == "_") && path != "C":
			paths = append(paths, path)
		}
	}
	return u.withClause(paths, pkg)
}

// withClause finds the one of the packages that is called pkg; of two of that name, neither is meant more than the other.
func (u *universe) withClause(paths []string, pkg string) (string, bool) {
	u.env.locate(paths)
	found := map[string]bool{}
	for _, path := range paths {
		if u.clause(path) == pkg {
			found[path] = true
		}
	}
	if len(found) != 1 {
		return "", false
	}
	return slices.Collect(maps.Keys(found))[0], true
}
