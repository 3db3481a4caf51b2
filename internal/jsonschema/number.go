package jsonschema

import (
	"math/big"
	"math/bits"
	"strconv"
	"strings"
)

// Number is a JSON number taken apart exactly: ±0.digits × 10^exponent, digits without leading and trailing zeros.
type Number struct {
	negative bool
	digits   string // "" is zero
	exponent int
}

// maxExponent bounds exponents, so that 1e999999999999 costs no more than its length.
const maxExponent = 1 << 30

// ParseNumber takes a valid JSON number apart.
func ParseNumber(token string) Number {
	var n Number
	token, n.negative = strings.CutPrefix(token, "-")
	if e := strings.IndexAny(token, "eE"); e >= 0 {
		exponent, err := strconv.Atoi(token[e+1:])
		if err != nil { // out of range; the sign is what counts
			exponent = maxExponent
			if token[e+1] == '-' {
				exponent = -maxExponent
			}
		}
		n.exponent = min(max(exponent, -maxExponent), maxExponent)
		token = token[:e]
	}
	whole, fraction, _ := strings.Cut(token, ".")
	digits := strings.TrimLeft(whole+fraction, "0")
	n.exponent += len(digits) - len(fraction)
	n.digits = strings.TrimRight(digits, "0")
	if n.digits == "" {
		return Number{}
	}
	return n
}

// IsInteger reports whether the number has no fraction: 1.0 and 1e2 have none.
func (n Number) IsInteger() bool { return n.exponent >= len(n.digits) }

// Compare orders two numbers by their values.
func (n Number) Compare(m Number) int {
	if n.sign() != m.sign() {
		return n.sign() - m.sign()
	}
	order := n.exponent - m.exponent
	if order == 0 {
		order = strings.Compare(n.digits, m.digits)
	}
	if n.negative {
		return -order
	}
	return order
}

// sign is -1, 0 or 1.
func (n Number) sign() int {
	switch {
	case n.digits == "":
		return 0
	case n.negative:
		return -1
	}
	return 1
}

// maxWordDigits is how many digits fit into a word, with one more to spare.
const maxWordDigits = 18

// MultipleOf reports whether n is a multiple of divisor, in decimals: 0.3 is a multiple of 0.1. It takes time in proportion to
// the digits of n, whatever the exponent. Against a divisor of more than 18 digits a number that is dear to compare is none.
func (n Number) MultipleOf(divisor Number) bool {
	if n.digits == "" {
		return true
	}
	if len(divisor.digits) > maxWordDigits {
		return n.multipleOfLong(divisor)
	}
	// As integers, digits × 10^shift is to be a multiple of by. With a negative shift the digits would have to end with a zero.
	shift := n.exponent - len(n.digits) - (divisor.exponent - len(divisor.digits))
	by, err := strconv.ParseUint(divisor.digits, 10, 64)
	if shift < 0 || err != nil || by == 0 {
		return false
	}
	rest := uint64(0)
	for i := range len(n.digits) {
		rest = (rest*10 + uint64(n.digits[i]-'0')) % by
	}
	return timesModulo(rest, powerModulo(10, shift, by), by) == 0
}

// powerModulo is base^exponent modulo by.
func powerModulo(base uint64, exponent int, by uint64) uint64 {
	power := 1 % by
	for base %= by; exponent > 0; exponent >>= 1 {
		if exponent&1 == 1 {
			power = timesModulo(power, base, by)
		}
		base = timesModulo(base, base, by)
	}
	return power
}

// timesModulo is a × b modulo by, of which both are less.
func timesModulo(a, b, by uint64) uint64 {
	high, low := bits.Mul64(a, b)
	_, rest := bits.Div64(high, low, by)
	return rest
}

func (n Number) multipleOfLong(divisor Number) bool {
	const cheap = 2000
	if max(n.exponent, -n.exponent) > cheap || len(n.digits) > cheap {
		return false
	}
	return new(big.Rat).Quo(n.rat(), divisor.rat()).IsInt()
}

func (n Number) rat() *big.Rat {
	r, _ := new(big.Rat).SetString("0." + n.digits + "e" + strconv.Itoa(n.exponent))
	return r
}

// canonical is one text for all spellings of a number.
func (n Number) canonical() string {
	if n.digits == "" {
		return "0"
	}
	sign := ""
	if n.negative {
		sign = "-"
	}
	return sign + "0." + n.digits + "e" + strconv.Itoa(n.exponent)
}
