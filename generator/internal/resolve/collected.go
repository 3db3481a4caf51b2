package resolve

import (
	"go/token"
	"go/types"

	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// What a function makes bit by bit is collected into a list, or into text: iterators, channels, readers, and what it hands
// to a callback.

// gathered is what a result of the type becomes once it has been collected; CollectNone and t itself for data.
func (r *resolver) gathered(t types.Type) (ir.Collect, types.Type) {
	if isReader(t) {
		return ir.CollectText, types.Typ[types.String]
	}
	switch u := t.Underlying().(type) {
	case *types.Chan:
		if u.Dir() != types.SendOnly {
			return ir.CollectChan, types.NewSlice(u.Elem())
		}
	case *types.Signature:
		yield := yieldOf(u)
		switch {
		case yield == nil:
		case yield.Params().Len() == 1:
			return ir.CollectSeq, types.NewSlice(yield.Params().At(0).Type())
		case isError(yield.Params().At(1).Type()):
			return ir.CollectSeqError, types.NewSlice(yield.Params().At(0).Type())
		default:
			return ir.CollectPairs, types.NewSlice(pairOf(yield.Params().At(0).Type(), yield.Params().At(1).Type()))
		}
	}
	return ir.CollectNone, t
}

// yieldOf is the function that an iterator calls with its elements: iter.Seq, iter.Seq2 and what looks like them. Nil for
// another function.
func yieldOf(sig *types.Signature) *types.Signature {
	if sig.Params().Len() != 1 || sig.Results().Len() != 0 || sig.Variadic() {
		return nil
	}
	yield, ok := types.Unalias(sig.Params().At(0).Type()).(*types.Signature)
	if !ok || yield.Variadic() || yield.Results().Len() != 1 || !isBasic(yield.Results().At(0).Type(), types.Bool) {
		return nil
	}
	if n := yield.Params().Len(); n != 1 && n != 2 {
		return nil
	}
	return yield
}

// isReader recognises interfaces with the Read of io.Reader, and the buffers of the standard library.
func isReader(t types.Type) bool {
	for _, known := range [][2]string{{"bytes", "Buffer"}, {"bytes", "Reader"}, {"strings", "Reader"}, {"os", "File"}} {
		if isPointerTo(t, known[0], known[1]) {
			return true
		}
	}
	i, ok := t.Underlying().(*types.Interface)
	return ok && types.Implements(i, reader)
}

// reader is io.Reader.
var reader = func() *types.Interface {
	p := types.NewVar(token.NoPos, nil, "p", types.NewSlice(types.Typ[types.Byte]))
	n := types.NewVar(token.NoPos, nil, "n", types.Typ[types.Int])
	err := types.NewVar(token.NoPos, nil, "err", types.Universe.Lookup("error").Type())
	sig := types.NewSignatureType(nil, nil, nil, types.NewTuple(p), types.NewTuple(n, err), false)
	return types.NewInterfaceType([]*types.Func{types.NewFunc(token.NoPos, nil, "Read", sig)}, nil).Complete()
}()

const runtimePath = "github.com/mcpgen/mcpgen/runtime"

// pairOf is mcpruntime.Pair[K, V], without the runtime being loaded.
func pairOf(key, value types.Type) types.Type {
	pkg := types.NewPackage(runtimePath, "mcpruntime")
	param := func(name string) *types.TypeParam {
		return types.NewTypeParam(types.NewTypeName(token.NoPos, pkg, name, nil), types.NewInterfaceType(nil, nil).Complete())
	}
	k, v := param("K"), param("V")
	fields := []*types.Var{types.NewField(token.NoPos, pkg, "Key", k, false), types.NewField(token.NoPos, pkg, "Value", v, false)}
	named := types.NewNamed(types.NewTypeName(token.NoPos, pkg, "Pair", nil), types.NewStruct(fields, []string{`json:"key"`, `json:"value"`}), nil)
	named.SetTypeParams([]*types.TypeParam{k, v})
	instance, err := types.Instantiate(nil, named, []types.Type{key, value}, false)
	if err != nil {
		return named
	}
	return instance
}

// callback is the signature of a parameter that is handed elements, as func(T) error; nil for any other type.
func callback(t types.Type) *types.Signature {
	sig, ok := t.Underlying().(*types.Signature)
	if !ok || sig.Variadic() || sig.Results().Len() > 1 {
		return nil
	}
	if sig.Results().Len() == 1 {
		if result := sig.Results().At(0).Type(); !isError(result) && !isBasic(result, types.Bool) {
			return nil
		}
	}
	n := sig.Params().Len()
	if n == 1 && !isContext(sig.Params().At(0).Type()) || n == 2 && isContext(sig.Params().At(0).Type()) {
		return sig
	}
	return nil
}

// collector gives a callback its role. What it is handed is what the component returns.
func (r *resolver) collector(p *ir.Param, t types.Type, at diag.Span) {
	sig := callback(t)
	if r.callback.elem != nil {
		r.reportRelated("MCP211", at, r.callback.at, "the first callback", "write a function with one callback that calls it",
			"a second callback: the elements of which one are the result?")
		return
	}
	p.Role, p.WithContext = ir.Callback, sig.Params().Len() == 2
	switch {
	case sig.Results().Len() == 0:
		p.Method = "Put"
	case isError(sig.Results().At(0).Type()):
		p.Method = "Add"
	default:
		p.Method = "Yield"
	}
	r.callback = collected{sig.Params().At(sig.Params().Len() - 1).Type(), at}
}
