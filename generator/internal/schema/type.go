package schema

import (
	"fmt"
	"go/types"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// typeOf turns a Go type into its ir form. What JSON cannot say is reported at span (zero: at the parameter) and gives a
// type that is only good for going on.
func (b *Builder) typeOf(t types.Type, span place) *ir.Type {
	t = types.Unalias(t)
	switch t := t.(type) {
	case *types.Named:
		return b.named(t, span)
	case *types.Struct:
		return b.anonymous(t, span)
	}
	return b.literal(t, span)
}

// named builds a named type once.
func (b *Builder) named(t *types.Named, span place) *ir.Type {
	return b.once(types.TypeString(t, nil), func(out *ir.Type) {
		outer := b.words
		b.words = []string{upperFirst(t.Obj().Name())}
		b.fillNamed(out, t, span)
		b.words = outer
	})
}

// once builds a type once; a type that contains itself meets its own unfinished form.
func (b *Builder) once(key string, fill func(out *ir.Type)) *ir.Type {
	if known, ok := b.types[key]; ok {
		if b.open[known] {
			known.Recursive = true
		}
		if b.refused[known] { // say it again at this place
			delete(b.types, key)
		} else {
			return known
		}
	}
	out := new(ir.Type)
	b.types[key] = out
	b.open[out] = true
	before := b.reports
	fill(out)
	delete(b.open, out)
	b.refused[out] = b.refusedSince(before)
	return out
}

func (b *Builder) fillNamed(out *ir.Type, t *types.Named, span place) {
	obj := t.Obj()
	if !b.nameable(obj) && b.alias(t) == nil {
		why, hint := b.unnameable(obj)
		b.refuse(span, "MCP404", why, hint)
		return
	}
	if b.special(out, t, span) {
		return
	}
	if _, ok := t.Underlying().(*types.Pointer); ok {
		b.refuse(span, "MCP402", fmt.Sprintf("is %s, a named pointer type", b.show(t)), "use the pointer itself, *T")
		return
	}
	if i, ok := t.Underlying().(*types.Interface); ok && !i.Empty() {
		b.refuse(span, "MCP401", fmt.Sprintf("is %s, an interface with methods", b.show(t)), "a decoder cannot know which type to make: take a concrete type")
		return
	}
	b.use(obj)
	before := b.reports
	b.words = []string{upperFirst(obj.Name()), "Element"} // for fields, they are replaced
	inner := b.literal(t.Underlying(), span)
	b.words = b.words[:1]
	recursive := out.Recursive
	*out = *inner
	out.Recursive = recursive
	out.Go = b.goType(t, span)
	out.Description = b.docs.Of(obj)
	out.IsZero = hasIsZero(t)
	out.Comparable = types.Comparable(t)
	out.Enum = b.enum(t, out.Kind)
	if s, ok := t.Underlying().(*types.Struct); ok {
		b.fields(out, t, s)
		b.shows(s, b.show(t), span)
	}
	if b.method(t, "JSONSchema") && !b.refusedSince(before) && !b.promotedSchema(t, b.show(t), span) {
		b.binds(out, b.statedSchema(t, span), b.show(t), span)
	}
}

// opaque reports whether a struct hides all of its fields.
func opaque(s *types.Struct) bool {
	for f := range s.Fields() {
		if f.Exported() || f.Embedded() {
			return false
		}
	}
	return true
}

// literal builds an unnamed type, or the underlying type of a named one; the fields of a struct are for the caller.
func (b *Builder) literal(t types.Type, span place) *ir.Type {
	out := &ir.Type{Comparable: types.Comparable(t)}
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		b.basic(out, t, span)
	case *types.Pointer:
		out.Kind, out.Elem = ir.Pointer, b.typeOf(t.Elem(), span)
	case *types.Slice:
		if b.isByte(t.Elem()) {
			b.bytes(out, t, span)
			return out
		}
		out.Kind, out.Elem = ir.Slice, b.typeOf(t.Elem(), span)
	case *types.Array:
		out.Kind, out.Elem, out.Len = ir.Array, b.typeOf(t.Elem(), span), int(t.Len())
	case *types.Map:
		out.Kind, out.Key, out.Elem = ir.Map, b.mapKey(t.Key(), span), b.typeOf(t.Elem(), span)
	case *types.Struct:
		out.Kind = ir.Object
	case *types.Interface:
		if t.Empty() {
			out.Kind = ir.Any
			return out
		}
		b.refuse(span, "MCP401", fmt.Sprintf("is %s, an interface with methods", b.show(t)), "a decoder cannot know which type to make: take a concrete type")
	default:
		b.refuse(span, "MCP401", fmt.Sprintf("is %s, which has no JSON form", b.show(t)), b.insteadHint())
	}
	return out
}

func (b *Builder) basic(out *ir.Type, t *types.Basic, span place) {
	bits := map[types.BasicKind]int{
		types.Int8: 8, types.Int16: 16, types.Int32: 32, types.Int64: 64, types.Int: 64,
		types.Uint8: 8, types.Uint16: 16, types.Uint32: 32, types.Uint64: 64, types.Uint: 64, types.Uintptr: 64,
		types.Float32: 32, types.Float64: 64,
	}
	out.Bits = bits[t.Kind()]
	out.Go = ir.GoType{Name: t.Name(), Predeclared: true}
	switch info := t.Info(); {
	case info&types.IsString != 0:
		out.Kind = ir.String
	case info&types.IsBoolean != 0:
		out.Kind = ir.Boolean
	case info&types.IsInteger != 0:
		out.Kind = ir.Integer
		out.Unsigned = info&types.IsUnsigned != 0
		out.Native = t.Kind() == types.Int || t.Kind() == types.Uint || t.Kind() == types.Uintptr
	case info&types.IsFloat != 0:
		out.Kind = ir.Float
	default:
		b.refuse(span, "MCP401", fmt.Sprintf("is %s, which has no JSON form", t.Name()), b.insteadHint())
	}
}

// insteadHint is what to do about a type that is no data: only a field can be left out.
func (b *Builder) insteadHint() string {
	if len(b.where) > 1 {
		return `take data instead, or leave the field out with json:"-"`
	}
	return "take data instead"
}

// mapKey builds the key of a map.
func (b *Builder) mapKey(t types.Type, span place) *ir.Type {
	key := b.typeOf(t, span)
	switch {
	case key.Literal != "" && key.Kind != ir.Text:
		b.refuse(span, "MCP414", fmt.Sprintf("has map keys of type %s, which states a schema: names of members cannot be held against it", b.show(t)), "use a type without JSONSchema")
		return key
	case key.Kind == ir.String, key.Kind == ir.Integer, key.Kind == ir.Text:
		return key
	}
	if len(b.diags) == 0 || !b.refused[key] {
		b.refuse(span, "MCP414", fmt.Sprintf("has map keys of type %s", b.show(t)), "use string keys, integers, or a type with MarshalText and UnmarshalText")
	}
	return key
}
