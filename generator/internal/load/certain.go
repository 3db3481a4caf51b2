package load

import (
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// certain reports whether all errors of a root are such that nothing that was cut away explains them: names that the package
// itself, or one that it imports, does not declare.
func (u *universe) certain(p *unit) bool {
	for _, f := range p.files {
		for _, spec := range f.Imports {
			if spec.Name != nil && spec.Name.Name == "." {
				return false
			}
		}
	}
	return !slices.ContainsFunc(p.errs, func(e types.Error) bool {
		return !u.undeclared(p, e) && !strings.Contains(e.Msg, "redeclared in this block") && !strings.Contains(e.Msg, errNotFound.Error())
	})
}

// undeclared reports whether an error is about a name, or a pkg.Name, that is declared nowhere.
func (u *universe) undeclared(p *unit, e types.Error) bool {
	name, ok := strings.CutPrefix(e.Msg, "undefined: ")
	if !ok || token.IsIdentifier(name) {
		return ok
	}
	pkg, name, _ := strings.Cut(name, ".")
	path, ok := u.codeImport(p, p.fileAt(e.Pos), pkg)
	if !ok || stubs[path] != "" {
		return false // a stub declares only what matters
	}
	dep := u.units[path]
	return dep != nil && len(dep.files) > 0 && len(dep.decls[name]) == 0
}
