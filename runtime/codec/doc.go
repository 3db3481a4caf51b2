// Package codec reads and writes the JSON of tool arguments and results. Its callers are generated: one function per
// Go type, made of the calls below, so that reading needs no reflection, no intermediate map and no allocation but
// what the values themselves need.
//
// Reading is one pass over the raw bytes. A [Decoder] never stops at the first problem of the values: it notes a
// [Problem] with its JSON Pointer, in words by which a model can correct itself, and reads on.
//
//	raw ─► Decode ─► decodeNote(d, v) ─► o := d.Object(…); for o.Next() { switch o.Name() { case "title": ReadString(d, &v.Title) … } }
//	                                                │ unknown, missing, repeated members        │ type, range, length, pattern …
//	                                                └───────────────► problems ◄────────────────┘
//
// It accepts exactly what the published schema accepts: names are case-sensitive, null is no value, 1.0 is an integer,
// lengths count code points. What JSON Schema leaves to implementations is refused when it would change a value or
// mean two things: repeated members, lone surrogates, invalid UTF-8, integers that do not fit their type or, written
// into a float64, lose digits; and input beyond [MaxBytes] or nested deeper than [MaxDepth].
//
// Writing appends to a byte slice: an [Encoder] keeps the first error, so generated functions have no error handling.
// It writes what encoding/json writes, with these differences: nil slices are [], nil maps are {}, and <, > and & are
// not escaped.
package codec

// Limits of what a [Decoder] reads.
const (
	MaxBytes    = 8 << 20 // size of one document
	MaxDepth    = 64      // objects and arrays inside each other
	MaxProblems = 20      // after so many problems reading stops

	// The memory of slices, maps and pointers, without strings: so many bytes for each byte of text, and some for free.
	memoryPerByte = 16
	memoryFree    = 1 << 20
)
