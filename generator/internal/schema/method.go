package schema

import "go/types"

// isMCP reports whether a type is one of mcp-go's.
func isMCP(t *types.Named) bool { return t.Obj().Pkg() != nil && t.Obj().Pkg().Path() == mcpPath }

// method reports whether t or *t has the method that encoding packages, or this one, call by that name. One of the name with
// another signature is some other method: encoding/json does not call it, either.
func (b *Builder) method(t types.Type, name string) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, b.cfg.Package, name)
	f, ok := obj.(*types.Func)
	if !ok {
		return false
	}
	sig := f.Signature()
	want := signatures[name]
	return types.Identical(types.NewSignatureType(nil, nil, nil, sig.Params(), sig.Results(), sig.Variadic()), want)
}

// signatures are those of the methods that mean something.
var signatures = func() map[string]*types.Signature {
	bytes, text := types.NewSlice(types.Typ[types.Byte]), types.Typ[types.String]
	failure := types.Universe.Lookup("error").Type()
	tuple := func(list ...types.Type) *types.Tuple {
		var vars []*types.Var
		for _, t := range list {
			vars = append(vars, types.NewParam(0, nil, "", t))
		}
		return types.NewTuple(vars...)
	}
	signature := func(params, results *types.Tuple) *types.Signature {
		return types.NewSignatureType(nil, nil, nil, params, results, false)
	}
	marshal, unmarshal := signature(nil, tuple(bytes, failure)), signature(tuple(bytes), tuple(failure))
	return map[string]*types.Signature{
		"MarshalJSON": marshal, "MarshalText": marshal, "UnmarshalJSON": unmarshal, "UnmarshalText": unmarshal,
		"JSONSchema": signature(nil, tuple(text)),
	}
}()

// qualified is the name with its full package path.
func qualified(t *types.Named) string {
	if t.Obj().Pkg() == nil {
		return t.Obj().Name()
	}
	return t.Obj().Pkg().Path() + "." + t.Obj().Name()
}

// hasIsZero reports whether omitzero calls a method of t.
func hasIsZero(t types.Type) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "IsZero")
	f, ok := obj.(*types.Func)
	if !ok {
		return false
	}
	sig := f.Signature()
	return sig.Params().Len() == 0 && sig.Results().Len() == 1 && types.Identical(sig.Results().At(0).Type(), types.Typ[types.Bool])
}

const mcpPath = "github.com/mark3labs/mcp-go/mcp"
