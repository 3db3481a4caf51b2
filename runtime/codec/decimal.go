package codec

import (
	"bytes"
	"math"
	"math/big"
	"strconv"

	"github.com/mcpgen/mcpgen/internal/jsonschema"
)

// decimal is a number token taken apart exactly: digits × 10^exponent, without leading and trailing zeros.
type decimal struct {
	negative bool
	digits   []byte
	exponent int
}

// maxExponent bounds exponents, so that 1e999999999999 costs no more than its length.
const maxExponent = 1 << 30

// parseDecimal takes a valid number token apart. This is the slow road, for tokens that are no plain integers.
func parseDecimal(token []byte) decimal {
	var dec decimal
	if token[0] == '-' {
		dec.negative, token = true, token[1:]
	}
	if e := bytes.IndexAny(token, "eE"); e >= 0 {
		n, err := strconv.Atoi(string(token[e+1:]))
		if err != nil { // out of range; the sign is what counts
			n = maxExponent
			if token[e+1] == '-' {
				n = -maxExponent
			}
		}
		dec.exponent = min(max(n, -maxExponent), maxExponent)
		token = token[:e]
	}
	if dot := bytes.IndexByte(token, '.'); dot >= 0 {
		dec.exponent -= len(token) - dot - 1
		token = append(append(make([]byte, 0, len(token)), token[:dot]...), token[dot+1:]...)
	}
	dec.digits = bytes.TrimLeft(token, "0")
	trimmed := bytes.TrimRight(dec.digits, "0")
	dec.exponent += len(dec.digits) - len(trimmed)
	dec.digits = trimmed
	return dec
}

// rat is the exact value; ok is false when its exponent is too large for that to be cheap.
func (dec decimal) rat() (r *big.Rat, ok bool) {
	const cheap = 2000
	if dec.exponent > cheap || dec.exponent < -cheap {
		return nil, false
	}
	text := string(dec.digits)
	if text == "" {
		text = "0"
	}
	r, ok = new(big.Rat).SetString(text + "e" + strconv.Itoa(dec.exponent))
	if ok && dec.negative {
		r.Neg(r)
	}
	return r, ok
}

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
	r, ok := parseDecimal(literal).rat()
	if !ok { // n is 0 by underflow, as the range has been checked
		if literal[0] == '-' {
			return -1
		}
		return 1
	}
	return r.Cmp(exact(bound))
}

// exact is the decimal that bound is written as, not the binary fraction next to it.
func exact(bound float64) *big.Rat {
	r, _ := new(big.Rat).SetString(strconv.FormatFloat(bound, 'g', -1, 64))
	return r
}

// exceeds reports whether the number is beyond the largest of its type, or minus that.
func exceeds(literal []byte, bits int) bool {
	limit, _ := new(big.Rat).SetString(largest(bits))
	r, ok := parseDecimal(literal).rat()
	return !ok || r.Abs(r).Cmp(limit) > 0
}

// losesDigits reports whether an integer token is not exactly n. A token with a fraction or an exponent is rounded, as
// everywhere.
func losesDigits(n float64, literal []byte) bool {
	if bytes.ContainsAny(literal, ".eE") {
		return false
	}
	if math.Abs(n) < 1<<53 {
		return false
	}
	r, ok := parseDecimal(literal).rat()
	return !ok || r.Cmp(new(big.Rat).SetFloat64(n)) != 0
}

// multipleOf reports whether literal is a multiple of divisor, in decimals: 0.3 is a multiple of 0.1.
func multipleOf(literal []byte, divisor float64) bool {
	by := jsonschema.ParseNumber(strconv.FormatFloat(divisor, 'g', -1, 64))
	return jsonschema.ParseNumber(string(literal)).MultipleOf(by)
}
