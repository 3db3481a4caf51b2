package codec

import (
	"fmt"
	"slices"
	"sync"
	"unicode/utf8"
)

var decoders = sync.Pool{New: func() any { return &Decoder{path: make([]step, 0, MaxDepth)} }}

// Decode reads raw into v, a pointer, by means of decode, and returns what is wrong with it: nil when raw was accepted, else v is
// to be thrown away. Empty raw is read as {}: a call without arguments is a call with none. Nothing of raw is kept.
func Decode[P any](raw []byte, v P, decode func(*Decoder, P)) []Problem {
	if len(raw) == 0 {
		raw = []byte("{}")
	}
	d := decoders.Get().(*Decoder)
	defer d.release()
	d.raw, d.budget = raw, memoryPerByte*len(raw)+memoryFree
	if d.begin() {
		decode(d, v)
		d.end()
	}
	return d.problems
}

// begin checks what concerns the document as a whole.
func (d *Decoder) begin() bool {
	switch {
	case len(d.raw) > MaxBytes:
		d.fatal(fmt.Sprintf("is %d bytes long, want at most %d", len(d.raw), MaxBytes))
	case !utf8.Valid(d.raw):
		d.fatal("is not valid UTF-8")
	}
	return !d.dead
}

// end checks that nothing follows the value.
func (d *Decoder) end() {
	d.space()
	if !d.dead && d.pos < len(d.raw) {
		d.syntax("the end")
	}
}

// release puts d back for the next [Decode].
func (d *Decoder) release() {
	clear(d.path) // what a panic left open: nothing of this text may stay
	d.elements = slices.DeleteFunc(d.elements, func(element any) bool { return !isPlain(element) })
	*d = Decoder{path: d.path[:0], scratch: d.scratch[:0], elements: d.elements}
	if cap(d.scratch) > 64<<10 {
		d.scratch = nil
	}
	decoders.Put(d)
}
