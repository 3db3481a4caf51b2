package codec

import (
	"fmt"
	"math/big"
	"strings"

	"github.com/mcpgen/mcpgen/internal/decimal"
)

// maxBigDigits bounds the work of reading a big.Int, which grows with the square of its digits.
const maxBigDigits = 4096

// ReadBigInt reads an integer of any size, up to 4096 digits.
func ReadBigInt(d *Decoder, v *big.Int) {
	literal, ok := d.number("an integer")
	if !ok {
		return
	}
	dec := decimal.Parse(literal)
	switch {
	case len(dec.Digits) == 0:
		v.SetInt64(0)
		return
	case dec.Exponent < 0:
		d.problem("is " + abbreviate(string(literal)) + ", want an integer")
		return
	case len(dec.Digits)+dec.Exponent > maxBigDigits:
		d.problem(fmt.Sprintf("is %s, want an integer of at most %d digits", abbreviate(string(literal)), maxBigDigits))
		return
	}
	v.SetString(string(dec.Digits)+strings.Repeat("0", dec.Exponent), 10)
	if dec.Negative {
		v.Neg(v)
	}
}

// WriteBigInt writes an integer of any size.
func WriteBigInt(e *Encoder, v *big.Int) { e.out = v.Append(e.out, 10) }
