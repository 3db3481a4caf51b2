// Package corpus holds the types by which schemas, decoders and encoders are held against each other: one package for
// each testdata/schema/*.txtar, with every exported type in a box that a tool takes and returns. TestCorpus in
// generator writes those packages; the tests here compare them with encoding/json and with an independent validator of
// JSON Schema.
package corpus

import (
	"encoding/json"

	"github.com/mcpgen/mcpgen/runtime/codec"
)

// Entry is one type of the corpus, in its box {"v": …}.
type Entry struct {
	Name string
	// Input and Output are the schemas of the box.
	Input, Output string
	// Decode reads by generated code, Std by encoding/json. Encode writes what Decode returned.
	Decode func(raw []byte) (any, []codec.Problem)
	Std    func(raw []byte) (any, error)
	Encode func(v any) ([]byte, error)
	// Zero is a box that nothing was read into.
	Zero func() any
}

// Use makes the entry of a box.
func Use[T any](name, input, output string, decode func(*codec.Decoder, *T), encode func(*codec.Encoder, *T)) Entry {
	return Entry{
		Name:   name,
		Input:  input,
		Output: output,
		Decode: func(raw []byte) (any, []codec.Problem) {
			v := new(T)
			problems := codec.Decode(raw, v, decode)
			return v, problems
		},
		Std: func(raw []byte) (any, error) {
			v := new(T)
			err := json.Unmarshal(raw, v)
			return v, err
		},
		Encode: func(v any) ([]byte, error) { return codec.Append(nil, v.(*T), encode) },
		Zero:   func() any { return new(T) },
	}
}
