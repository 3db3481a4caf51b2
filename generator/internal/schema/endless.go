package schema

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// An endless type is one of which no finite value exists, because each value needs another one inside: a struct with a
// required pointer to itself. Go has such values, with nil at the end, but input takes no null, so a parameter of an
// endless type could never be given.

// need is one part that every value of a type has to have.
type need struct {
	t       *ir.Type
	field   *ir.Field // nil for what a pointer points to and for elements of an array
	element bool      // of an array, or of the slice in field
}

// needs are the parts without which there is no value of t. Slices and maps may be empty unless a field says otherwise.
func needs(t *ir.Type) []need {
	switch t.Kind {
	case ir.Pointer:
		return []need{{t: t.Elem}}
	case ir.Array:
		if t.Len > 0 {
			return []need{{t: t.Elem, element: true}}
		}
	case ir.Object:
		var list []need
		for i := range t.Fields {
			f := &t.Fields[i]
			if !f.Required {
				continue
			}
			list = append(list, need{t: f.Type, field: f})
			if base := f.Type.Pointee(); base.Kind == ir.Slice && f.Constraints.MinItems != nil && *f.Constraints.MinItems > 0 {
				list = append(list, need{t: base.Elem, field: f, element: true})
			}
		}
		return list
	}
	return nil
}

// finite finds the types below root of which finite values exist: the least set such that a type is in it when all that
// it needs is.
func finite(root *ir.Type) map[*ir.Type]bool {
	var all []*ir.Type
	seen := map[*ir.Type]bool{}
	var collect func(t *ir.Type)
	collect = func(t *ir.Type) {
		if seen[t] {
			return
		}
		seen[t] = true
		for _, n := range needs(t) {
			collect(n.t)
		}
		all = append(all, t) // parts first, so that few rounds are enough
	}
	collect(root)
	found := map[*ir.Type]bool{}
	for before := -1; before < len(found); {
		before = len(found)
		for _, t := range all {
			if !slices.ContainsFunc(needs(t), func(n need) bool { return !found[n.t] }) {
				found[t] = true
			}
		}
	}
	return found
}

// demandFinite reports the parameters that can never be given; name is the whole, for arguments that are one struct.
func (b *Builder) demandFinite(root *ir.Type, name string) {
	found := finite(root)
	if found[root] {
		return
	}
	if root.Go.Name != "" {
		b.endless(root, found, b.at, name)
		return
	}
	for _, n := range needs(root) {
		if !found[n.t] {
			b.endless(n.t, found, n.field.Declared, fmt.Sprintf("parameter %q", n.field.JSON))
		}
	}
}

// endless follows what t needs until it comes round, and reports the circle: at a field of it when there is one in this
// package, else at the parameter.
func (b *Builder) endless(t *ir.Type, found map[*ir.Type]bool, at diag.Span, who string) {
	var way []need
	visited := map[*ir.Type]int{}
	for {
		if start, again := visited[t]; again {
			way = way[start:]
			break
		}
		visited[t] = len(way)
		all := needs(t)
		next := all[slices.IndexFunc(all, func(n need) bool { return !found[n.t] })]
		way = append(way, next)
		t = next.t
	}
	// Begin at a type that the reader knows by name. There is one: without a declaration nothing can contain itself.
	first := slices.IndexFunc(way, func(n need) bool { return n.t.Go.Name != "" && n.t.Go.Struct == nil })
	way = slices.Concat(way[first+1:], way[:first+1])
	name := way[len(way)-1].t.Go.Name

	path := name
	hint := fmt.Sprintf("take a slice, []%s, which may be empty", name)
	for _, n := range way {
		if n.field != nil {
			path += "." + strings.Join(n.field.Path, ".")
			at = cmp.Or(n.field.Declared, at)
			hint = remedy(n)
		}
		if n.element {
			path += "[0]"
		}
	}
	b.report("MCP419", at, fmt.Sprintf("%s cannot be given, for no finite value exists: every %s needs %s, which is %s again", who, name, path, name), hint)
}

// remedy is what can be done at a field.
func remedy(n need) string {
	name := n.field.Path[len(n.field.Path)-1]
	switch {
	case n.element:
		return fmt.Sprintf("let %s be empty: remove its minimum number of items", name)
	case n.field.OmitEmpty || n.field.OmitZero || n.field.Type.Kind == ir.Pointer:
		return fmt.Sprintf(`make %s optional: remove "required"`, name)
	}
	return fmt.Sprintf("make %s a pointer, which may be left out, or a slice, which may be empty", name)
}
