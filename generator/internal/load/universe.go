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
	type file struct {
		unit int
		path string
		ast  *ast.File
	}
	units := make([]*unit, len(paths))
	var files []*file
	for i, path := range paths {
		if stub := u.stub(path); stub != nil {
			units[i] = newUnit(path, []*ast.File{stub})
			continue
		}
		dir := u.env.dir(path)
		for _, name := range goFiles(dir) {
			files = append(files, &file{unit: i, path: name})
		}
		if dir != "" {
			units[i] = newUnit(path, nil)
			units[i].standard = u.env.standard(dir)
		}
	}
	parallel(len(files), func(i int) { files[i].ast = u.env.parseDependency(u.fset, files[i].path) })
	for _, f := range files {
		if f.ast != nil {
			units[f.unit].files = append(units[f.unit].files, f.ast)
		}
	}
	parallel(len(units), func(i int) {
		if units[i] != nil {
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
