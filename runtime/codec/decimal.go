package codec

import (
	"bytes"
	"math"
	"strconv"

	"github.com/mcpgen/mcpgen/internal/decimal"
)

// compareExact compares the number that literal spells with bound. n is literal as a float64, so only when the two are
// equal can rounding have hidden a difference.
func compareExact(n float64, literal []byte, bound float64) int {
	switch {
	case n < bound:
		return -1
	case n > bound:
		return 1
	case len(literal) <= 15 && math.Abs(n) > 1e-300: // so few digits round-trip, but for the smallest numbers
		return 0
	}
	return decimal.Parse(literal).Compare(exact(bound))
}

// exact is the decimal that bound is written as, not the binary fraction next to it.
func exact(bound float64) decimal.Number {
	return decimal.Parse(strconv.AppendFloat(nil, bound, 'g', -1, 64))
}

// exceeds reports whether the number is beyond the largest of its type, or minus that.
func exceeds(literal []byte, bits int) bool {
	return decimal.Parse(bytes.TrimPrefix(literal, []byte("-"))).Compare(decimal.Parse([]byte(largest(bits)))) > 0
}

// losesDigits reports whether an integer token is not exactly n. A token with a fraction or an exponent is rounded, as
// everywhere.
func losesDigits(n float64, literal []byte) bool {
	if bytes.ContainsAny(literal, ".eE") || math.Abs(n) < 1<<53 {
		return false
	}
	return decimal.Parse(literal).Compare(decimal.Parse(strconv.AppendFloat(nil, n, 'f', 0, 64))) != 0
}

// multipleOf reports whether literal is a multiple of divisor, in decimals: 0.3 is a multiple of 0.1.
func multipleOf(literal []byte, divisor float64) bool {
	return decimal.Parse(literal).MultipleOf(exact(divisor))
}

// largest is the largest number of a type, as it is written in decimal.
func largest(bits int) string {
	if bits == 32 {
		return "3.4028235e+38"
	}
	return "1.7976931348623157e+308"
}
