package load

import (
	"go/ast"
	"go/parser"
	"go/types"
)

// function finds a function of a dependency, and parses its file again: this time with what stands in its body.
func (u *universe) function(path, name string) (*types.Func, *ast.FuncDecl) {
	dep := u.units[path]
	if dep == nil || dep.types == nil {
		return nil, nil
	}
	fn, _ := dep.types.Scope().Lookup(name).(*types.Func)
	if fn == nil {
		return nil, nil
	}
	for _, at := range dep.decls[name] {
		d, ok := at.decl.(*ast.FuncDecl)
		if !ok {
			continue
		}
		if whole := u.parseWhole(d); whole != nil {
			return fn, whole
		}
		return fn, d
	}
	return nil, nil
}

func (u *universe) parseWhole(fn *ast.FuncDecl) *ast.FuncDecl {
	at := u.fset.PositionFor(fn.Pos(), false)
	file, err := parser.ParseFile(u.fset, at.Filename, nil, parser.SkipObjectResolution|parser.ParseComments)
	if err != nil {
		return nil // a stub, which is no file
	}
	for _, decl := range file.Decls {
		if d, ok := decl.(*ast.FuncDecl); ok && u.fset.PositionFor(d.Pos(), false).Offset == at.Offset {
			return d
		}
	}
	return nil
}
