package codec

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"time"
	"unsafe"
)

// WriteString writes a string.
func WriteString[T ~string](e *Encoder, v *T) { e.out = AppendString(e.out, string(*v)) }

// WriteBool writes true or false.
func WriteBool[T ~bool](e *Encoder, v *T) { e.out = strconv.AppendBool(e.out, bool(*v)) }

// WriteInt writes an integer.
func WriteInt[T Signed](e *Encoder, v *T) { e.out = strconv.AppendInt(e.out, int64(*v), 10) }

// WriteUint writes an integer that is not negative.
func WriteUint[T Unsigned](e *Encoder, v *T) { e.out = strconv.AppendUint(e.out, uint64(*v), 10) }

// WriteFloat writes a number as encoding/json does. NaN and the infinities are errors: JSON has no such numbers.
func WriteFloat[T Float](e *Encoder, v *T) {
	n, bits := float64(*v), int(unsafe.Sizeof(*v))*8
	if math.IsInf(n, 0) || math.IsNaN(n) {
		e.fail(fmt.Errorf("%v is no JSON number", n))
		return
	}
	format := byte('f')
	if abs := math.Abs(n); abs != 0 {
		if bits == 64 && (abs < 1e-6 || abs >= 1e21) || bits == 32 && (float32(abs) < 1e-6 || float32(abs) >= 1e21) {
			format = 'e'
		}
	}
	e.out = strconv.AppendFloat(e.out, n, format, -1, bits)
	if n := len(e.out); format == 'e' && n >= 4 && e.out[n-4] == 'e' && e.out[n-3] == '-' && e.out[n-2] == '0' {
		e.out[n-2] = e.out[n-1] // e-09 becomes e-9, as ECMAScript writes it
		e.out = e.out[:n-1]
	}
}

var errYear = errors.New("time has a year outside of 0 to 9999, or an offset RFC 3339 cannot write")

// WriteTime writes an RFC 3339 date-time.
func WriteTime(e *Encoder, v *time.Time) {
	text, err := v.AppendText(append(e.out, '"'))
	if err != nil {
		e.fail(errYear)
		return
	}
	e.out = append(text, '"')
}

// WritePointer writes what a pointer points to; null when it is nil.
func WritePointer[T any](e *Encoder, v **T, elem func(*Encoder, *T)) {
	if *v == nil {
		e.out = append(e.out, "null"...)
		return
	}
	if e.deeper() {
		elem(e, *v)
		e.depth--
	}
}

// WriteNonNil writes what a pointer points to. A nil pointer is [ErrNil].
func WriteNonNil[T any](e *Encoder, v **T, elem func(*Encoder, *T)) {
	if *v == nil {
		e.fail(ErrNil)
		return
	}
	elem(e, *v)
}

// WriteSlice writes an array. A nil slice is [].
func WriteSlice[S ~[]E, E any](e *Encoder, v *S, elem func(*Encoder, *E)) { WriteArray(e, *v, elem) }

// WriteArray writes the elements of a slice of a Go array.
func WriteArray[E any](e *Encoder, v []E, elem func(*Encoder, *E)) {
	if !e.deeper() {
		return
	}
	e.out = append(e.out, '[')
	for i := range v {
		if i > 0 {
			e.out = append(e.out, ',')
		}
		elem(e, &v[i])
	}
	e.out = append(e.out, ']')
	e.depth--
}

// deeper goes one level down. False: the value is too deep, and the error kept.
func (e *Encoder) deeper() bool {
	if e.depth >= maxEncodeDepth {
		e.fail(errTooDeep)
	}
	if e.err != nil {
		return false
	}
	e.depth++
	return true
}
