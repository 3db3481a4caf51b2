package load

import (
	"go/ast"
	"go/parser"
	"os"
)

// unit returns the package with the path, reading it when it is new; nil when it cannot be found.
func (u *universe) unit(path string) *unit {
	if known, ok := u.units[path]; ok {
		return known
	}
	p := u.read(path)
	u.units[path] = p
	return p
}

func (u *universe) read(path string) *unit {
	if stub, ok := stubs[path]; ok && !(u.thorough && u.env.dir(path) != "") {
		file, err := parser.ParseFile(u.fset, path, stub, parser.SkipObjectResolution)
		if err != nil {
			panic("stub of " + path + ": " + err.Error())
		}
		return newUnit(path, []*ast.File{file})
	}
	dir := u.env.dir(path)
	if dir == "" {
		return nil
	}
	mode := parser.SkipObjectResolution
	if !u.env.standard(dir) {
		mode |= parser.ParseComments // descriptions of types and checks
	}
	paths := u.env.goFiles(dir)
	files := make([]*ast.File, len(paths))
	parallel(len(paths), func(i int) {
		if source, err := os.ReadFile(paths[i]); err == nil {
			files[i], _ = parser.ParseFile(u.fset, paths[i], source, mode)
		}
	})
	var parsed []*ast.File
	for _, f := range files {
		if f != nil && f.Name != nil {
			parsed = append(parsed, f)
		}
	}
	return newUnit(path, parsed)
}
