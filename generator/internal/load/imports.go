package load

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strconv"
	"strings"
)

func importPath(spec *ast.ImportSpec) string {
	path, _ := strconv.Unquote(spec.Path.Value) // the parser has checked it
	return path
}

// importNames maps the local names of a file's imports to paths. Without an explicit name, the name is guessed from the
// path; [universe.importByClause] is for the cases where that is wrong.
func (u *universe) importNames(p *unit, file *ast.File) map[string]string {
	if m, ok := p.names[file]; ok {
		return m
	}
	m := map[string]string{}
	for _, spec := range file.Imports {
		path := importPath(spec)
		switch {
		case spec.Name == nil:
			m[GuessName(path)] = path
		case spec.Name.Name != "." && spec.Name.Name != "_": // which name a _ import goes by, only its clause says
			m[spec.Name.Name] = path
		}
	}
	p.names[file] = m
	return m
}

var versionElement = regexp.MustCompile(`^v[0-9]+$`)

// GuessName guesses the name of the package with the path.
func GuessName(path string) string {
	if path == RuntimePath {
		return "mcpruntime"
	}
	elements := strings.Split(path, "/")
	last := elements[len(elements)-1]
	if len(elements) > 1 && versionElement.MatchString(last) {
		last = elements[len(elements)-2]
	}
	last, _, _ = strings.Cut(last, ".v")
	return strings.TrimPrefix(last, "go-")
}

// directiveImport finds the import that a directive in the file calls pkg. No compiler will check the choice, so a guess
// does not do: an import without a name of its own goes by its package clause.
func (u *universe) directiveImport(p *unit, file *ast.File, pkg string) (string, bool) {
	for _, spec := range file.Imports {
		path := importPath(spec)
		switch {
		case spec.Name != nil && spec.Name.Name == pkg && pkg != "_":
			return path, true
		case spec.Name == nil && GuessName(path) == pkg && (stubs[path] != "" || u.clause(path) == pkg):
			return path, true // Go allows only one import of that name
		}
	}
	u.importNames(p, file)
	return u.importByClause(p, file, pkg)
}

// importByClause reads the package clauses of imports without a name of their own, to find the one called pkg.
func (u *universe) importByClause(p *unit, file *ast.File, pkg string) (string, bool) {
	var paths []string
	for _, spec := range file.Imports {
		if path := importPath(spec); (spec.Name == nil || spec.Name.Name == "_") && path != "C" {
			paths = append(paths, path)
		}
	}
	u.env.locate(paths)
	found := ""
	for _, path := range paths {
		if u.clause(path) != pkg || path == found {
			continue
		}
		if found != "" {
			return "", false // two of that name: neither is meant more than the other
		}
		found = path
	}
	if found != "" {
		p.names[file][pkg] = found
	}
	return found, found != ""
}

// clause is the name in the package clause of a dependency, "" when it cannot be read.
func (u *universe) clause(path string) string {
	if stubs[path] != "" {
		return GuessName(path)
	}
	dir := u.env.dir(path)
	if dir == "" {
		return ""
	}
	for _, name := range u.env.goFiles(dir) {
		if f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.PackageClauseOnly); err == nil {
			return f.Name.Name
		}
	}
	return ""
}
