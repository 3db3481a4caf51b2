package mcpruntime

import (
	"github.com/mark3labs/mcp-go/mcp"

	"github.com/mcpgen/mcpgen/runtime/codec"
	"github.com/mcpgen/mcpgen/runtime/internal/wire"
)

// Result says how the value of a function travels. Make one with [JSON], [WrappedJSON], [Text], [NoResult],
// [OneContent], [Contents], [ToolResult] or [TextOrBytes]; the zero Result refuses registration.
type Result[Out any] struct {
	kind   resultKind
	encode func(*codec.Encoder, *Out)
	// convert is set for mcp-go's types.
	convert func(*Out) (*mcp.CallToolResult, error)
}

type resultKind uint8

const (
	kindUnset resultKind = iota
	kindJSON
	kindWrapped
	kindText
	kindNone
	kindMCP
)

// JSON sends a value whose JSON is an object as structured content, and as text.
func JSON[Out any](encode func(*codec.Encoder, *Out)) Result[Out] {
	return Result[Out]{kind: kindJSON, encode: encode}
}

// WrappedJSON sends a value whose JSON is no object as {"result": …}, and its own JSON as text.
func WrappedJSON[Out any](encode func(*codec.Encoder, *Out)) Result[Out] {
	return Result[Out]{kind: kindWrapped, encode: encode}
}

// Text sends a string as text, and as {"result": "…"}.
func Text() Result[string] { return Result[string]{kind: kindText} }

// NoResult sends empty content.
func NoResult() Result[struct{}] { return Result[struct{}]{kind: kindNone} }

// set reports whether the result says how a value travels.
func (r Result[Out]) set() bool {
	switch r.kind {
	case kindUnset:
		return false
	case kindJSON, kindWrapped:
		return r.encode != nil
	case kindMCP:
		return r.convert != nil
	}
	return true
}

// append appends the value itself: its JSON, the text of a string, or nothing.
func (r Result[Out]) append(dst []byte, out *Out) ([]byte, error) {
	switch r.kind {
	case kindText:
		text, _ := any(out).(*string)
		return append(dst, *text...), nil
	case kindNone:
		return dst, nil
	default:
		return codec.Append(dst, out, r.encode)
	}
}

// appendContent writes the members "content" and "structuredContent" of a tool result for a value that append made.
func appendContent(r *wire.Result, kind resultKind, value []byte) {
	r.Member("content")
	if kind == kindNone {
		r.Raw(`[]`)
		return
	}
	r.Raw(`[{"type":"text","text":`)
	start := len(r.Body)
	r.Text(string(value))
	text := r.Body[start:]
	r.Raw(`}]`)
	r.Member("structuredContent")
	switch kind {
	case kindText:
		r.Raw(`{"result":`)
		r.Body = append(r.Body, text...)
		r.Raw(`}`)
	case kindWrapped:
		r.Raw(`{"result":`)
		r.Body = append(r.Body, value...)
		r.Raw(`}`)
	default:
		r.Body = append(r.Body, value...)
	}
}
