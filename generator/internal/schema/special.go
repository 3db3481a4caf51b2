package schema

import (
	"fmt"
	"go/types"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

const (
	codecPath = "github.com/mcpgen/mcpgen/runtime/codec"
)

// special builds the types whose JSON form does not follow from their Go structure. Standard types are known by path
// and name: the loader may have loaded nothing else of them.
func (b *Builder) special(out *ir.Type, t *types.Named, span place) bool {
	kinds := map[string]ir.TypeKind{
		"time.Time":                ir.Time,
		"encoding/json.RawMessage": ir.Raw,
		"encoding/json.Number":     ir.Number,
		"net/url.URL":              ir.URL,
		"math/big.Int":             ir.BigInt,
		codecPath + ".Duration":    ir.Duration,
	}
	name := qualified(t)
	kind, known := kinds[name]
	switch {
	case known:
		*out = ir.Type{Kind: kind, Go: b.goType(t, span), IsZero: kind == ir.Time, Comparable: types.Comparable(t), Empty: emptiness(t)}
		return true
	case isMCP(t):
		// The loader knows these types by name only, and mcp-go gives most of them a JSON form of their own.
		b.refuse(span, "MCP402", fmt.Sprintf("is %s, a type of mcp-go, whose JSON belongs to the protocol", b.show(t)), "take your own type with the data; a tool returns content as mcp.Content, []mcp.Content or *mcp.CallToolResult")
		out.Kind = ir.Any
		return true
	case name == "time.Duration":
		b.refuse(span, "MCP402", "is a time.Duration, which JSON would show as a count of nanoseconds", `use codec.Duration of mcpgen ("1m30s"), or a number with its unit in the name (timeoutSeconds)`)
		out.Kind, out.Bits = ir.Integer, 64
		return true
	case b.method(t, "MarshalJSON") || b.method(t, "UnmarshalJSON"):
		*out = ir.Type{Kind: ir.Custom, Go: b.goType(t, span), IsZero: hasIsZero(t), Comparable: types.Comparable(t), Empty: emptiness(t)}
		before := b.reports
		out.Literal = b.statedSchema(t, span)
		if out.Literal == "" && b.reports == before {
			b.unstated[out] = b.show(t)
		}
		if !b.method(t, "MarshalJSON") || !b.method(t, "UnmarshalJSON") {
			b.refuse(span, "MCP403", fmt.Sprintf("is %s, which has only one of MarshalJSON and UnmarshalJSON", b.show(t)), "add the other one: what is written must be read")
		}
		return true
	case b.method(t, "MarshalText") || b.method(t, "UnmarshalText"):
		if !b.method(t, "MarshalText") || !b.method(t, "UnmarshalText") {
			b.refuse(span, "MCP403", fmt.Sprintf("is %s, which has only one of MarshalText and UnmarshalText", b.show(t)), "add the other one: what is written as text must be read as text")
		}
		*out = ir.Type{Kind: ir.Text, Go: b.goType(t, span), Description: b.docs.Of(t.Obj()), IsZero: hasIsZero(t), Comparable: types.Comparable(t), Empty: emptiness(t)}
		b.binds(out, b.statedSchema(t, span), b.show(t), span)
		return true
	}
	return false
}

// emptiness is how omitempty sees a type, by its Go kind.
func emptiness(t types.Type) ir.Emptiness {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch info := u.Info(); {
		case info&types.IsString != 0:
			return ir.EmptyLength
		case info&types.IsBoolean != 0:
			return ir.EmptyFalse
		}
		return ir.EmptyNumber
	case *types.Slice, *types.Map:
		return ir.EmptyLength
	case *types.Interface, *types.Pointer:
		return ir.EmptyNil
	case *types.Array:
		if u.Len() == 0 {
			return ir.EmptyLength
		}
	}
	return ir.EmptyNever
}
