package schema

import (
	"fmt"
	"go/types"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// isByte reports whether encoding/json writes a slice of t in base64: t is uint8 underneath, also under a name, and does
// not write itself.
func (b *Builder) isByte(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	if !ok || basic.Kind() != types.Byte {
		return false
	}
	for _, own := range []string{"MarshalJSON", "UnmarshalJSON", "MarshalText", "UnmarshalText"} {
		if b.method(t, own) {
			return false
		}
	}
	return true
}

// bytes builds a slice of bytes; a named byte type is kept as its element. One that says which values it has is refused:
// nothing of that could be seen in base64.
func (b *Builder) bytes(out *ir.Type, t *types.Slice, span place) {
	out.Kind = ir.Bytes
	if _, plain := types.Unalias(t.Elem()).(*types.Basic); plain {
		return
	}
	out.Elem = b.typeOf(t.Elem(), span)
	says := ""
	switch {
	case out.Elem.Literal != "":
		says = "the schema"
	case len(out.Elem.Enum) > 0:
		says = "the constants"
	default:
		return
	}
	b.refuse(span, "MCP402", fmt.Sprintf("is %s, which encoding/json writes in base64, without a trace of %s of %s", b.show(t), says, b.show(t.Elem())),
		"give the element type MarshalText and UnmarshalText, or make it a uint16, for an array")
}
