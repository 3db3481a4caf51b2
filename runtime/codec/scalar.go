package codec

import (
	"fmt"
	"strings"
	"time"
	"unsafe"

	"github.com/mcpgen/mcpgen/internal/format"
)

// ReadBool reads true or false.
func ReadBool[T ~bool](d *Decoder, v *T) {
	switch d.peek() {
	case 't':
		*v = T(d.literal("true"))
	case 'f':
		d.literal("false")
		*v = false
	default:
		d.mistyped("true or false")
	}
}

// ReadIntEnum reads an integer that is one of valid.
func ReadIntEnum[T Signed | Unsigned](d *Decoder, v *T, valid ...T) {
	literal, ok := d.number("an integer")
	if !ok {
		return
	}
	magnitude, negative, state := parseInteger(literal)
	for _, choice := range valid {
		if state == integerOK && uint64(choice) == signed(magnitude, negative) && (choice < 0) == (negative && magnitude > 0) {
			*v = choice
			return
		}
	}
	d.problem("is " + abbreviate(string(literal)) + ", want one of " + join(valid))
}

// join lists integers.
func join[T Signed | Unsigned](valid []T) string {
	words := make([]string, len(valid))
	for i, n := range valid {
		words[i] = fmt.Sprint(n)
	}
	return strings.Join(words, ", ")
}

// signed is the two's complement of a sign and a magnitude.
func signed(magnitude uint64, negative bool) uint64 {
	if negative {
		return -magnitude
	}
	return magnitude
}

// ReadTime reads an RFC 3339 date-time.
func ReadTime(d *Decoder, v *time.Time) {
	s, ok := d.text()
	if !ok {
		return
	}
	if !format.DateTime(s, v) {
		d.problem("is " + quote(s) + ", want " + format.Want("date-time"))
	}
}

// ReadPointer reads what a pointer points to.
func ReadPointer[T any](d *Decoder, v **T, elem func(*Decoder, *T)) {
	if *v == nil { // else a default, which is overwritten
		*v = new(T)
		d.charge(unsafe.Sizeof(**v))
	}
	elem(d, *v)
}

// Alloc returns what *p points to, made if it is nil: a struct that is embedded by pointer appears with its first member.
func Alloc[T any](p **T) *T {
	if *p == nil {
		*p = new(T)
	}
	return *p
}

// Pointer returns a pointer to v: the default of a pointer.
func Pointer[T any](v T) *T { return &v }

// ReadNothing reads the arguments of a function that has none: an object without members.
func ReadNothing(d *Decoder, _ *struct{}) {
	for o := d.Object(&none); o.Next(); {
	}
}

var none Members
