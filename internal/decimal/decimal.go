// Package decimal takes JSON numbers apart exactly, so that the generator, stated schemas and decoders compare them alike
// and no digit is lost to a float64. Whatever the exponent, the work grows with the length of the token alone.
package decimal

import (
	"bytes"
	"strconv"
)

// Number is ±Digits × 10^Exponent, Digits without leading and trailing zeros. The zero Number is 0.
type Number struct {
	Negative bool
	Digits   []byte // empty is 0; may share memory with the token
	Exponent int
}

// maxExponent bounds exponents, so that 1e999999999999 costs no more than its length.
const maxExponent = 1 << 30

// Parse takes a valid JSON number apart. The sign of -0 is dropped.
func Parse(token []byte) Number {
	var n Number
	token, n.Negative = bytes.CutPrefix(token, []byte("-"))
	if e := bytes.IndexAny(token, "eE"); e >= 0 {
		exponent, err := strconv.Atoi(string(token[e+1:]))
		if err != nil { // out of range; the sign is what counts
			exponent = maxExponent
			if token[e+1] == '-' {
				exponent = -maxExponent
			}
		}
		n.Exponent = min(max(exponent, -maxExponent), maxExponent)
		token = token[:e]
	}
	if dot := bytes.IndexByte(token, '.'); dot >= 0 {
		n.Exponent -= len(token) - dot - 1
		token = append(append(make([]byte, 0, len(token)), token[:dot]...), token[dot+1:]...)
	}
	digits := bytes.TrimLeft(token, "0")
	n.Digits = bytes.TrimRight(digits, "0")
	n.Exponent += len(digits) - len(n.Digits)
	if len(n.Digits) == 0 {
		return Number{}
	}
	return n
}

// IsInteger reports whether the number has no fraction: 1.0 and 1e2 have none.
func (n Number) IsInteger() bool { return n.Exponent >= 0 }

// Compare orders two numbers by their values.
func (n Number) Compare(m Number) int {
	if n.Sign() != m.Sign() {
		return n.Sign() - m.Sign()
	}
	order := n.Exponent + len(n.Digits) - (m.Exponent + len(m.Digits))
	if order == 0 {
		order = bytes.Compare(n.Digits, m.Digits)
	}
	if n.Negative {
		return -order
	}
	return order
}

// Sign is -1, 0 or 1.
func (n Number) Sign() int {
	switch {
	case len(n.Digits) == 0:
		return 0
	case n.Negative:
		return -1
	}
	return 1
}

// AppendCanonical appends one text for all spellings of a number: 1, 1.0 and 10e-1 are 1e0. An exponent that is beyond all
// reason stays as it is written.
func AppendCanonical(b, token []byte) []byte {
	n := Parse(token)
	switch {
	case len(n.Digits) == 0:
		return append(b, '0')
	case n.Exponent > maxExponent/2 || n.Exponent < -maxExponent/2:
		return append(b, token...)
	case n.Negative:
		b = append(b, '-')
	}
	return strconv.AppendInt(append(append(b, n.Digits...), 'e'), int64(n.Exponent), 10)
}
