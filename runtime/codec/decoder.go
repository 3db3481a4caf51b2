package codec

import (
	"fmt"
	"slices"
	"sync"
	"unicode/utf8"
)

// Decoder reads one JSON document. Get one by calling [Decode]; it is used by one goroutine.
type Decoder struct {
	raw []byte
	pos int
	// path leads to the value being read: a step for each object or array that is open.
	path     []step
	problems []Problem
	// dead says that nothing more can be read: the text is no JSON, or there are too many problems.
	dead     bool
	budget   int    // bytes of memory that values may still take
	strict   bool   // skipped values are checked for repeated members
	scratch  []byte // the last string, when it had escapes
	elements []any  // for the elements of maps, see [borrowElement]
}

// step is where in an object or array the value is that is being read: not known (before the first member, and in values
// that are skipped), at a member's name, as a string or as it stands in the text, or at an element's index.
type step struct {
	kind  stepKind
	name  string
	raw   []byte
	index int
}

type stepKind uint8

const (
	stepUnknown stepKind = iota
	stepName
	stepRaw
	stepIndex
)

var decoders = sync.Pool{New: func() any { return &Decoder{path: make([]step, 0, MaxDepth)} }}

// Decode reads raw into v by means of decode, and returns what is wrong with it: nil when raw was accepted, else v is
// to be thrown away. Empty raw is read as {}: a call without arguments is a call with none. Nothing of raw is kept.
func Decode[T any](raw []byte, v *T, decode func(*Decoder, *T)) []Problem {
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

// push opens an object or array at the current value; the caller has seen its bracket. False: too deep, and skipped.
func (d *Decoder) push() bool {
	if len(d.path) == MaxDepth {
		d.fatal(fmt.Sprintf("is nested deeper than %d objects and arrays", MaxDepth))
		return false
	}
	d.pos++
	d.path = append(d.path, step{})
	return true
}

// charge takes the size of a value that is about to be made out of the budget: a few bytes of text, as {}, can stand
// for a large struct. False: there is none left.
func (d *Decoder) charge(bytes uintptr) bool {
	if d.budget -= int(bytes); d.budget < 0 {
		d.fatal("holds too many values for its length")
		return false
	}
	return true
}

// pop closes what push opened.
func (d *Decoder) pop() {
	d.path[len(d.path)-1] = step{}
	d.path = d.path[:len(d.path)-1]
}
