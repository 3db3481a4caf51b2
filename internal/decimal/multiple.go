package decimal

import (
	"math/big"
	"math/bits"
	"strconv"
)

// maxWordDigits is how many digits fit into a word, with one more to spare.
const maxWordDigits = 18

// MultipleOf reports whether n is a multiple of divisor, in decimals: 0.3 is a multiple of 0.1. It takes time in proportion to
// the digits of n, whatever the exponent. Against a divisor of more than 18 digits a number that is dear to compare is none.
func (n Number) MultipleOf(divisor Number) bool {
	if len(n.Digits) == 0 {
		return true
	}
	if len(divisor.Digits) > maxWordDigits {
		return n.multipleOfLong(divisor)
	}
	// As integers, digits × 10^shift is to be a multiple of by. With a negative shift the digits would have to end with a zero.
	shift := n.Exponent - divisor.Exponent
	by, err := strconv.ParseUint(string(divisor.Digits), 10, 64)
	if shift < 0 || err != nil || by == 0 {
		return false
	}
	rest := uint64(0)
	for _, digit := range n.Digits {
		rest = (rest*10 + uint64(digit-'0')) % by
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
	if max(n.Exponent, -n.Exponent) > cheap || len(n.Digits) > cheap {
		return false
	}
	return new(big.Rat).Quo(n.rat(), divisor.rat()).IsInt()
}

func (n Number) rat() *big.Rat {
	r, _ := new(big.Rat).SetString(string(n.Digits) + "e" + strconv.Itoa(n.Exponent))
	return r
}
