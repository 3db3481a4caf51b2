package load

import (
	"cmp"
	"slices"
	"strings"
)

// learn notes packages, and the modules that they are of.
func (e *environment) learn(listed []listedPackage) {
	for _, p := range listed {
		if p.Dir != "" {
			e.dirs[p.Path] = p.Dir
		}
	}
	e.addModules(listed)
}

// addModules notes the modules of packages, whose other packages need no go command to be found then.
func (e *environment) addModules(listed []listedPackage) {
	for _, p := range listed {
		if m := (module{p.Module, p.ModuleDir}); m.path != "" && m.dir != "" && !slices.Contains(e.modules, m) {
			e.modules = append(e.modules, m)
		}
	}
	slices.SortFunc(e.modules, func(a, b module) int {
		return cmp.Or(cmp.Compare(len(b.path), len(a.path)), strings.Compare(a.path, b.path), strings.Compare(a.dir, b.dir))
	})
}
