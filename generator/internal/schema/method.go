package schema

import "go/types"

// isMCP reports whether a type is one of mcp-go's.
func isMCP(t *types.Named) bool { return t.Obj().Pkg() != nil && t.Obj().Pkg().Path() == mcpPath }

// method reports whether t or *t has a method of that name.
func (b *Builder) method(t types.Type, name string) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, b.cfg.Package, name)
	_, ok := obj.(*types.Func)
	return ok
}

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
