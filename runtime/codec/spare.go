package codec

import "unsafe"

// The elements of a map have no address, so each is read into a value beside it. A decoder keeps those values for the next
// map: within one text those of any type, and from one call to the next those of Go's own types, which no method of the
// user's can have kept.

// maxSpares bounds the values that a decoder keeps, and their size.
const maxSpares, maxSpareBytes = 8, 1 << 10

// takeSpare returns a value to read the elements of a map into.
func takeSpare[V any](d *Decoder) *V {
	for i, spare := range d.spares {
		if v, ok := spare.(*V); ok {
			last := len(d.spares) - 1
			d.spares[i] = d.spares[last]
			d.spares = d.spares[:last]
			return v
		}
	}
	return new(V)
}

// giveSpare leaves a value for the next map. Nothing of what was read stays in it.
func giveSpare[V any](d *Decoder, v *V) {
	var zero V
	if *v = zero; len(d.spares) < maxSpares && unsafe.Sizeof(zero) <= maxSpareBytes {
		d.spares = append(d.spares, v)
	}
}

// isPlain reports a pointer to a type that has no methods.
func isPlain(spare any) bool {
	switch spare.(type) {
	case *string, *bool, *any, *float32, *float64, *[]string,
		*int, *int8, *int16, *int32, *int64, *uint, *uint8, *uint16, *uint32, *uint64:
		return true
	}
	return false
}
