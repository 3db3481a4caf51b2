package resolve

import (
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/annotations/diag"
)

// onlyOne reports a declaration that policies use when a file that a build constraint excludes has another one: in such a
// build that one would decide, and nothing would show it.
func (r *resolver) onlyOne(what string, obj types.Object, name string, at diag.Span) {
	if other, ok := r.excluded(obj, name); ok {
		r.reportRelated("MCP218", at, other, "the other declaration", "declare it once, in a file without a build constraint",
			"%s %s is another one where a build constraint selects another file", what, name)
	}
}

// excluded finds another declaration in the files that a build constraint excludes. Their receivers are known by name: an
// alias that only such a file declares may be any type.
func (r *resolver) excluded(obj types.Object, name string) (diag.Span, bool) {
	fn, _ := obj.(*types.Func)
	if fn == nil || fn.Signature().Recv() == nil {
		at, ok := r.pkg.Excluded[name]
		return at, ok
	}
	named, _ := receiverOf(fn.Signature())
	for _, key := range slices.Sorted(maps.Keys(r.pkg.Excluded)) {
		receiver, method, isMethod := strings.Cut(key, ".")
		if !isMethod || method != name {
			continue
		}
		declared := r.pkg.Types.Scope().Lookup(receiver)
		if declared == nil && !r.pkg.ExcludedTypes[receiver] || declared != nil && isOrPointsTo(declared.Type(), named) {
			return r.pkg.Excluded[key], true
		}
	}
	return diag.Span{}, false
}

func isOrPointsTo(t types.Type, named *types.Named) bool {
	if named == nil {
		return false
	}
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	return types.Identical(t, named)
}
