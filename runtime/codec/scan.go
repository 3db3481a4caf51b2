package codec

import (
	"encoding/binary"
	"math/bits"

	"github.com/mcpgen/mcpgen/internal/jsontoken"
)

// space skips white space.
func (d *Decoder) space() {
	d.pos = jsontoken.Space(d.raw, d.pos)
}

// peek skips white space and returns the byte at which the next token starts; 0 at the end.
func (d *Decoder) peek() byte {
	if d.pos < len(d.raw) && d.raw[d.pos] > ' ' {
		return d.raw[d.pos]
	}
	d.space()
	if d.pos < len(d.raw) {
		return d.raw[d.pos]
	}
	return 0
}

// kind names the type of the value that starts here; "" when none does.
func (d *Decoder) kind() string {
	switch c := d.peek(); {
	case c == '{':
		return "an object"
	case c == '[':
		return "an array"
	case c == '"':
		return "a string"
	case c == 't', c == 'f':
		return "a boolean"
	case c == 'n':
		return "null"
	case c == '-', c >= '0' && c <= '9':
		return "a number"
	}
	return ""
}

// literal reads the word true, false or null.
func (d *Decoder) literal(word string) bool {
	if len(d.raw)-d.pos < len(word) || string(d.raw[d.pos:d.pos+len(word)]) != word {
		d.syntax("a value")
		return false
	}
	d.pos += len(word)
	return true
}

// scanString reads a string token; the caller has seen its quote. It returns what stands between the quotes and
// whether that has escapes.
func (d *Decoder) scanString() (body []byte, escaped, ok bool) {
	start := d.pos + 1
	for i := start; i < len(d.raw); {
		if len(d.raw)-i >= 8 {
			special := specials(binary.LittleEndian.Uint64(d.raw[i:]))
			if special == 0 {
				i += 8
				continue
			}
			i += bits.TrailingZeros64(special) / 8
		}
		switch c := d.raw[i]; {
		case c == '"':
			d.pos = i + 1
			return d.raw[start:i], escaped, true
		case c == '\\':
			escaped = true
			i += 2
		case c < ' ':
			d.pos = i
			d.syntax("a string without control characters")
			return nil, false, false
		default:
			i++
		}
	}
	d.pos = len(d.raw)
	d.syntax("the end of the string")
	return nil, false, false
}

// specials marks, by the high bit of each byte of x, quotes, backslashes and control characters; the lowest mark is
// exact. See "Determine if a word has a byte less than n" in Anderson's Bit Twiddling Hacks.
func specials(x uint64) uint64 {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	quote := x ^ ones*'"'
	slash := x ^ ones*'\\'
	return ((quote-ones)&^quote | (slash-ones)&^slash | (x-ones*' ')&^x) & highs
}

// scanNumber reads a number token.
func (d *Decoder) scanNumber() (literal []byte, ok bool) {
	end, ok := jsontoken.Number(d.raw, d.pos)
	literal = d.raw[d.pos:end]
	d.pos = end
	if !ok {
		d.syntax("a digit")
		return nil, false
	}
	return literal, true
}
