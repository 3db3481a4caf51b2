package mcpruntime

import (
	"github.com/mark3labs/mcp-go/mcp"

	"github.com/mcpgen/mcpgen/runtime/codec"
	"github.com/mcpgen/mcpgen/runtime/internal/wire"
)

// Result says how the value of a function travels. Make one with [JSON], [WrappedJSON], [Text], [NoResult],
// [OneContent], [Contents] or [ToolResult]; the zero Result refuses registration.
type Result[Out any] struct {
	form   resultForm
	encode func(*codec.Encoder, *Out)
	// convert is set for mcp-go's types.
	convert func(*Out) (*mcp.CallToolResult, error)
}

type resultForm uint8

const (
	formUnset resultForm = iota
	formJSON
	formWrapped
	formText
	formNone
	formMCP
)

// JSON sends a value whose JSON is an object as structured content, and as text.
func JSON[Out any](encode func(*codec.Encoder, *Out)) Result[Out] {
	return Result[Out]{form: formJSON, encode: encode}
}

// WrappedJSON sends a value whose JSON is no object as {"result": …}, and its own JSON as text.
func WrappedJSON[Out any](encode func(*codec.Encoder, *Out)) Result[Out] {
	return Result[Out]{form: formWrapped, encode: encode}
}

// Text sends a string as text, and as {"result": "…"}.
func Text() Result[string] { return Result[string]{form: formText} }

// NoResult sends empty content.
func NoResult() Result[struct{}] { return Result[struct{}]{form: formNone} }

func (r Result[Out]) needsEncoder() bool { return r.form == formJSON || r.form == formWrapped }

// append appends the value itself: its JSON, the text of a string, or nothing.
func (r Result[Out]) append(dst []byte, out *Out) ([]byte, error) {
	switch r.form {
	case formText:
		text, _ := any(out).(*string)
		return append(dst, *text...), nil
	case formNone:
		return dst, nil
	default:
		return codec.Append(dst, out, r.encode)
	}
}

// appendContent writes the members "content" and "structuredContent" of a tool result for a value that append made.
func appendContent(r *wire.Result, form resultForm, value []byte) {
	r.Member("content")
	if form == formNone {
		r.Raw(`[]`)
		return
	}
	r.Raw(`[{"type":"text","text":`)
	start := len(r.Body)
	r.Text(string(value))
	text := r.Body[start:]
	r.Raw(`}]`)
	r.Member("structuredContent")
	switch form {
	case formText:
		r.Raw(`{"result":`)
		r.Body = append(r.Body, text...)
		r.Raw(`}`)
	case formWrapped:
		r.Raw(`{"result":`)
		r.Body = append(r.Body, value...)
		r.Raw(`}`)
	default:
		r.Body = append(r.Body, value...)
	}
}
