package codec

import "unsafe"

// The elements of a map have no address, so each is read into a value beside it. A decoder keeps those values for the next
// map: within one text those of any type, and from one call to the next those of Go's own types, which no method of the
// user's can have kept.

// maxElements bounds the values that a decoder keeps, and their size.
const maxElements, maxElementBytes = 8, 1 << 10

// borrowElement returns a value to read the elements of a map into.
func borrowElement[V any](d *Decoder) *V {
	for i, element := range d.elements {
		if v, ok := element.(*V); ok {
			last := len(d.elements) - 1
			d.elements[i] = d.elements[last]
			d.elements = d.elements[:last]
			return v
		}
	}
	return new(V)
}

// returnElement leaves a value for the next map. Nothing of what was read stays in it.
func returnElement[V any](d *Decoder, v *V) {
	var zero V
	*v = zero
	if len(d.elements) < maxElements && unsafe.Sizeof(zero) <= maxElementBytes {
		d.elements = append(d.elements, v)
	}
}

// isPlain reports a pointer to a type that has no methods.
func isPlain(element any) bool {
	switch element.(type) {
	case *string, *bool, *any, *float32, *float64, *[]string,
		*int, *int8, *int16, *int32, *int64, *uint, *uint8, *uint16, *uint32, *uint64:
		return true
	}
	return false
}
