package resolve

import (
	"go/types"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/load"
)

// shapeFixed is the number of parameters of a shape that the generated code fills; the rest are arguments of the term.
var shapeFixed = map[ir.CheckShape]int{
	ir.CheckBool: 1, ir.CheckError: 2, ir.CheckCaller: 2, ir.CheckArgs: 2, ir.CheckFactory: 0,
}

// shapeOf tells which of the shapes of a check function a signature has; 0 is none.
func shapeOf(sig *types.Signature) ir.CheckShape {
	params, results := sig.Params(), sig.Results()
	if sig.Variadic() {
		return 0
	}
	param := func(i int) types.Type {
		if i < params.Len() {
			return params.At(i).Type()
		}
		return nil
	}
	result := func(i int) types.Type {
		if i < results.Len() {
			return results.At(i).Type()
		}
		return nil
	}
	switch {
	case results.Len() == 1 && isNamed(result(0), load.CheckPath, "Check"):
		return ir.CheckFactory
	case params.Len() == 1 && results.Len() == 1 && isRequest(param(0)) && isBasic(result(0), types.Bool):
		return ir.CheckBool
	case params.Len() == 2 && results.Len() == 2 && isContext(param(0)) && isPrincipal(param(1)) &&
		isBasic(result(0), types.Bool) && isError(result(1)):
		return ir.CheckCaller
	case params.Len() >= 2 && results.Len() == 1 && isContext(param(0)) && isRequest(param(1)) && isError(result(0)):
		if params.Len() > 2 {
			return ir.CheckArgs
		}
		return ir.CheckError
	}
	return 0
}

// isNamed recognises a type by the path of its package and its name; nothing is compared by identity, because packages
// may be stubs.
func isNamed(t types.Type, path, name string) bool {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return false
	}
	obj := named.Obj()
	return obj.Pkg() != nil && obj.Pkg().Path() == path && obj.Name() == name
}

func isPointerTo(t types.Type, path, name string) bool {
	p, ok := types.Unalias(t).(*types.Pointer)
	return ok && isNamed(p.Elem(), path, name)
}

func isContext(t types.Type) bool   { return isNamed(t, "context", "Context") }
func isRequest(t types.Type) bool   { return isPointerTo(t, load.CheckPath, "Request") }
func isPrincipal(t types.Type) bool { return isPointerTo(t, load.PrincipalPath, "Principal") }

func isError(t types.Type) bool {
	return t != nil && types.Identical(t, types.Universe.Lookup("error").Type())
}

func isBasic(t types.Type, kind types.BasicKind) bool {
	b, ok := types.Unalias(t).(*types.Basic)
	return ok && b.Kind() == kind
}

// typeString prints a type as the package's own code would write it.
func (r *resolver) typeString(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string {
		if p.Path() == r.pkg.Path {
			return ""
		}
		return p.Name()
	})
}
