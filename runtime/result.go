package mcpruntime

import "github.com/mcpgen/mcpgen/runtime/codec"

// Result says how the value of a function travels. Make one with [JSON], [WrappedJSON], [Text] or [NoResult]; the zero
// Result refuses registration.
type Result[Out any] struct {
	form   resultForm
	encode func(e *codec.Encoder, v *Out)
}

type resultForm uint8

const (
	formUnset resultForm = iota
	formJSON
	formWrapped
	formText
	formNone
)

// JSON sends a value whose JSON is an object as structured content, and as text.
func JSON[Out any](encode func(e *codec.Encoder, v *Out)) Result[Out] {
	return Result[Out]{formJSON, encode}
}

// WrappedJSON sends a value whose JSON is no object as {"result": …}, and its own JSON as text.
func WrappedJSON[Out any](encode func(e *codec.Encoder, v *Out)) Result[Out] {
	return Result[Out]{formWrapped, encode}
}

// Text sends a string as text, and as {"result": "…"}.
func Text() Result[string] { return Result[string]{form: formText} }

// NoResult sends empty content.
func NoResult() Result[struct{}] { return Result[struct{}]{form: formNone} }
