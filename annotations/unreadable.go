package annotations

import (
	"strings"
	"unicode/utf8"

	"github.com/mcpgen/mcpgen/annotations/diag"
)

// unreadable reports what no directive may contain anywhere, since whoever reads it would not see what is written: the
// first such place.
func (c *cursor) unreadable() {
	if len(c.text) > maxDirectiveBytes {
		c.report("MCP107", 0, 1, "", "directive is longer than 16 KiB")
		return
	}
	before, blanks := rune(0), 0
	for i, r := range c.text {
		size := utf8.RuneLen(r)
		if r == utf8.RuneError {
			if _, width := utf8.DecodeRuneInString(c.text[i:]); width <= 1 {
				c.report("MCP107", i, i+1, "save the file as UTF-8", "directive is not valid UTF-8")
				return
			}
		}
		if diag.Hidden(before, r) {
			c.report("MCP107", i, i+size, "delete it: two words that differ only in it look the same", "invisible character %U", r)
			return
		}
		blanks++
		if r != ' ' && r != '\t' {
			blanks = 0
		}
		if blanks > maxBlanks && strings.Trim(c.text[i:], " \t") != "" {
			c.report("MCP107", i+1-blanks, i+1, "a reviewer may not see what is so far to the right: put one blank", "more than %d blanks in a row", maxBlanks)
			return
		}
		before = r
	}
}

const maxDirectiveBytes = 16 << 10

const maxBlanks = 40 // in a row
