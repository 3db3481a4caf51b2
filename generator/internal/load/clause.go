package load

import "strings"

// clause is the name in the package clause of a dependency, "" when it cannot be read.
func (u *universe) clause(path string) string {
	if u.sureName(path) {
		return GuessName(path)
	}
	name, known := u.clauses[path]
	if !known {
		name = u.env.clauseIn(u.env.dir(path))
		u.clauses[path] = name
	}
	return name
}

// sureName reports whether a path tells the package's name for sure: those of the standard library and of stubs do.
func (u *universe) sureName(path string) bool {
	head, _, _ := strings.Cut(path, "/")
	return stubs[path] != "" || !strings.Contains(head, ".") && u.env.inStandard(path)
}

// actual is the path by which a package's import is known: the standard library has copies of modules of its own.
func (u *universe) actual(p *unit, path string) string {
	if head, _, _ := strings.Cut(path, "/"); p.standard && strings.Contains(head, ".") && u.env.inStandard("vendor/"+path) {
		return "vendor/" + path
	}
	return path
}
