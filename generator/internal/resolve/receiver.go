package resolve

import "go/types"

// receiverOf is the type of which a function is a method, behind any alias, and whether it needs a pointer to it; nil for
// a function, and for a receiver that is broken.
func receiverOf(sig *types.Signature) (named *types.Named, pointer bool) {
	if sig.Recv() == nil {
		return nil, false
	}
	t := types.Unalias(sig.Recv().Type())
	if p, ok := t.(*types.Pointer); ok {
		pointer, t = true, types.Unalias(p.Elem())
	}
	named, _ = t.(*types.Named)
	return named, pointer
}

// receiverName is the name of the type of which a function is a method; "" for a function.
func receiverName(fn *types.Func) string {
	if fn == nil {
		return ""
	}
	named, _ := receiverOf(fn.Signature())
	if named == nil {
		return ""
	}
	return named.Obj().Name()
}
