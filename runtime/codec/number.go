package codec

import (
	"fmt"
	"math"
	"strconv"
	"unsafe"

	"github.com/mcpgen/mcpgen/internal/decimal"
)

// Signed are the types that [ReadInt] reads.
type Signed interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64
}

// Unsigned are the types that [ReadUint] reads.
type Unsigned interface {
	~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr
}

// Float are the types that [ReadFloat] reads.
type Float interface{ ~float32 | ~float64 }

// ReadInt reads an integer. As JSON Schema has it, 1.0 and 1e2 are integers.
func ReadInt[T Signed](d *Decoder, v *T) { ReadIntWith[T, int](d, v) }

// ReadIntWith reads an integer that obeys rules. Those are made of int64 where a bound may be beyond an int: it has 32 bits on
// some systems.
func ReadIntWith[T Signed, N int | int64](d *Decoder, v *T, rules ...NumberRule[N]) {
	literal, ok := d.number("an integer")
	if !ok {
		return
	}
	size := bitSize[T]()
	magnitude, negative, state := parseInteger(literal)
	if state == integerOK && (magnitude > 1<<(size-1) || magnitude == 1<<(size-1) && !negative) {
		state = integerTooLarge
	}
	if state != integerOK {
		d.badInteger(literal, state, fmt.Sprintf("from %d to %d", int64(-1)<<(size-1), int64(1)<<(size-1)-1))
		return
	}
	n := int64(magnitude)
	if negative {
		n = -n
	}
	for i := range rules {
		rules[i].checkInt(d, n)
	}
	*v = T(n)
}

// ReadUint reads an integer that is not negative.
func ReadUint[T Unsigned](d *Decoder, v *T) { ReadUintWith[T, int](d, v) }

// ReadUintWith reads an integer that is not negative and obeys rules.
func ReadUintWith[T Unsigned, N int | int64](d *Decoder, v *T, rules ...NumberRule[N]) {
	literal, ok := d.number("an integer")
	if !ok {
		return
	}
	largest := uint64(math.MaxUint64) >> (64 - bitSize[T]())
	magnitude, negative, state := parseInteger(literal)
	if state == integerOK && (magnitude > largest || negative && magnitude > 0) {
		state = integerTooLarge
	}
	if state != integerOK {
		d.badInteger(literal, state, fmt.Sprintf("from 0 to %d", largest))
		return
	}
	for i := range rules {
		rules[i].checkUint(d, magnitude)
	}
	*v = T(magnitude)
}

func bitSize[T Signed | Unsigned]() uint {
	var zero T
	return uint(unsafe.Sizeof(zero)) * 8
}

// ReadFloat reads a number. One that is out of the type's range is a problem; so is an integer that a float64 cannot
// hold, as 9007199254740993: its last digits would be lost in silence.
func ReadFloat[T Float](d *Decoder, v *T) { ReadFloatWith(d, v) }

// ReadFloatWith reads a number that obeys rules.
func ReadFloatWith[T Float](d *Decoder, v *T, rules ...NumberRule[float64]) {
	literal, ok := d.number("a number")
	if !ok {
		return
	}
	var zero T
	n, ok := d.float(literal, int(unsafe.Sizeof(zero))*8)
	if !ok {
		return
	}
	if len(rules) > 0 && unsafe.Sizeof(zero) == 4 {
		n, _ = strconv.ParseFloat(string(literal), 64) // rules look at the number itself, not at what a float32 makes of it
	}
	for i := range rules {
		rules[i].checkFloat(d, n, literal)
	}
	if unsafe.Sizeof(zero) == 4 && len(rules) > 0 {
		n, _ = strconv.ParseFloat(string(literal), 32) // not rounded twice
	}
	*v = T(n)
}

// float converts a number; bits is 32 or 64.
func (d *Decoder) float(literal []byte, bits int) (float64, bool) {
	n, err := strconv.ParseFloat(string(literal), bits)
	switch {
	case err != nil || math.Abs(n) >= math.MaxFloat32 && exceeds(literal, bits):
		d.problem(fmt.Sprintf("is %s, want a number from -%[2]s to %[2]s", abbreviate(string(literal)), largest(bits)))
		return 0, false
	case bits == 64 && len(literal) > 15 && losesDigits(n, literal):
		d.problem(fmt.Sprintf("is %s, which would lose digits, want an integer that a double holds exactly", abbreviate(string(literal))))
		return 0, false
	}
	return n, true
}

// number reads a number token.
func (d *Decoder) number(want string) ([]byte, bool) {
	if c := d.peek(); c != '-' && c-'0' > 9 {
		d.mistyped(want)
		return nil, false
	}
	return d.scanNumber()
}

func (d *Decoder) badInteger(literal []byte, state integerState, rangeOf string) {
	want := "an integer"
	if state == integerTooLarge {
		want += " " + rangeOf
	}
	d.problem("is " + abbreviate(string(literal)) + ", want " + want)
}

// integerState says what became of a number that should be an integer.
type integerState uint8

const (
	integerOK integerState = iota
	integerFraction
	integerTooLarge // beyond 64 bits
)

// parseInteger splits a valid number token into sign and magnitude.
func parseInteger(literal []byte) (magnitude uint64, negative bool, state integerState) {
	digits := literal
	if digits[0] == '-' {
		negative, digits = true, digits[1:]
	}
	for i, c := range digits {
		if c-'0' > 9 {
			magnitude, state = parseDecimalInteger(digits)
			return magnitude, negative, state
		}
		if i >= 19 { // 10^19 - 1 is the last that cannot overflow
			return parseLongInteger(digits, negative)
		}
		magnitude = magnitude*10 + uint64(c-'0')
	}
	return magnitude, negative, integerOK
}

func parseLongInteger(digits []byte, negative bool) (uint64, bool, integerState) {
	magnitude, state := parseDecimalInteger(digits)
	return magnitude, negative, state
}

// parseDecimalInteger reads an unsigned number token with a fraction, an exponent or many digits.
func parseDecimalInteger(token []byte) (uint64, integerState) {
	dec := decimal.Parse(token)
	switch {
	case len(dec.Digits) == 0:
		return 0, integerOK
	case dec.Exponent < 0:
		return 0, integerFraction
	case dec.Exponent > 20 || len(dec.Digits)+dec.Exponent > 20:
		return 0, integerTooLarge
	}
	n, err := strconv.ParseUint(string(dec.Digits), 10, 64)
	for range dec.Exponent {
		if n > math.MaxUint64/10 {
			return 0, integerTooLarge
		}
		n *= 10
	}
	if err != nil {
		return 0, integerTooLarge
	}
	return n, integerOK
}
