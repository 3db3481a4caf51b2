package codec

import (
	"errors"
	"fmt"
	"slices"
	"sync"
)

// Encoder writes one JSON document. Get one by calling [Append]; it is used by one goroutine. It keeps the first error,
// after which what it writes is thrown away.
type Encoder struct {
	out   []byte
	depth int
	err   error
	// scratch is where a document without a destination grows, to be copied once at its final size.
	scratch []byte
}

// maxEncodeDepth finds values that contain themselves before the stack does.
const maxEncodeDepth = 1000

var errTooDeep = fmt.Errorf("value is nested deeper than %d, or contains itself", maxEncodeDepth)

// ErrNil is the error for a nil pointer where the schema promises a value.
var ErrNil = errors.New("nil where the output schema promises a value")

var encoders = sync.Pool{New: func() any { return new(Encoder) }}

// Append appends the JSON of what v points to, to dst, by means of encode. On an error it returns nil.
func Append[P any](dst []byte, v P, encode func(*Encoder, P)) ([]byte, error) {
	e := encoders.Get().(*Encoder)
	e.out = dst
	if dst == nil {
		e.out = e.scratch[:0]
	}
	encode(e, v)
	out, err := e.out, e.err
	scratch := e.scratch
	if dst == nil {
		scratch, out = out[:0], slices.Clone(out)
	}
	if cap(scratch) > 64<<10 {
		scratch = nil
	}
	*e = Encoder{scratch: scratch}
	encoders.Put(e)
	if err != nil {
		return nil, fmt.Errorf("encoding result: %w", err)
	}
	return out, nil
}

// fail keeps the first error.
func (e *Encoder) fail(err error) {
	if e.err == nil {
		e.err = err
	}
}

// Begin opens an object.
func (e *Encoder) Begin() {
	e.out = append(e.out, '{')
	e.depth++
}

// End closes the object.
func (e *Encoder) End() {
	e.out = append(e.out, '}')
	e.depth--
}

// Name starts a member and returns e, for the call that writes its value. The name stands in the text as it is given,
// already escaped.
func (e *Encoder) Name(name string) *Encoder {
	if e.out[len(e.out)-1] != '{' {
		e.out = append(e.out, ',')
	}
	e.out = append(e.out, '"')
	e.out = append(e.out, name...)
	e.out = append(e.out, '"', ':')
	return e
}
