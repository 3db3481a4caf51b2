package load

import (
	"go/ast"
	"go/parser"
)

// unit returns the package with the path, reading it when it is new; nil when it cannot be found.
func (u *universe) unit(path string) *unit {
	if _, known := u.units[path]; !known {
		u.read([]string{path})
	}
	return u.units[path]
}

// read parses packages that are new, all of their files in parallel.
func (u *universe) read(paths []string) {
	units := make([]*unit, len(paths))
	var fresh []string
	for i, path := range paths {
		if stub := u.stub(path); stub != nil {
			units[i] = newUnit(path, []*ast.File{stub})
			continue
		}
		dir := u.env.dir(path)
		if dir == "" {
			continue
		}
		units[i] = newUnit(path, nil)
		units[i].sources, units[i].standard = goFiles(dir), u.env.standard(dir)
		fresh = append(fresh, units[i].sources...)
	}
	u.env.parse(u.fset, fresh)
	parallel(len(units), func(i int) {
		if units[i] != nil {
			units[i].add(u.env.parsed)
			units[i].indexAll()
		}
	})
	for i, path := range paths {
		u.units[path] = units[i]
	}
}

// stub is the source of a package that is recognised instead of loaded, nil for others.
func (u *universe) stub(path string) *ast.File {
	stub, ok := stubs[path]
	if !ok || u.thorough && u.env.dir(path) != "" {
		return nil
	}
	file, err := parser.ParseFile(u.fset, path, stub, parser.SkipObjectResolution)
	if err != nil {
		panic("stub of " + path + ": " + err.Error())
	}
	return file
}
