// Package codec is the JSON reading and writing that generated code calls.
package codec

// Decoder reads one JSON value and collects what is wrong with it.
type Decoder struct {
	raw      []byte
	problems []Problem
}

// Problem is one thing wrong with the arguments.
type Problem struct{ Pointer, Message string }

// NewDecoder returns a Decoder of raw.
func NewDecoder(raw []byte) *Decoder { return &Decoder{raw: raw} }

// Problems returns everything found wrong so far.
func (d *Decoder) Problems() []Problem { return d.problems }

// Encoder appends the JSON of v to dst.
type Encoder[T any] func(dst []byte, v *T) ([]byte, error)
