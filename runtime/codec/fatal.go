package codec

import (
	"fmt"
	"strconv"
	"unicode/utf8"
)

// syntax notes that the text is no JSON: at the current position want was expected.
func (d *Decoder) syntax(want string) {
	if d.dead {
		return
	}
	got := "the end"
	if d.pos < len(d.raw) {
		r, _ := utf8.DecodeRune(d.raw[d.pos:])
		got = strconv.QuoteRune(r)
	}
	d.fatal(fmt.Sprintf("is not valid JSON: at byte %d got %s, want %s", d.pos, got, want))
}
