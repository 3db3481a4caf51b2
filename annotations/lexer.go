package annotations

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mcpgen/mcpgen/annotations/diag"
)

// cursor walks over the text of one comment and knows where each byte stands in the file.
type cursor struct {
	text  string
	at    int // the next byte
	file  string
	base  diag.Pos // of text[0]
	found []diag.Diagnostic
}

// span is the place of text[from:to].
func (c *cursor) span(from, to int) diag.Span {
	return diag.Span{File: c.file, Start: c.pos(from), End: c.pos(to)}
}

// pos works because a directive is one line: offset and column advance together.
func (c *cursor) pos(i int) diag.Pos {
	return diag.Pos{Offset: c.base.Offset + i, Line: c.base.Line, Column: c.base.Column + i}
}

func (c *cursor) word(from, to int) Word { return Word{c.text[from:to], c.span(from, to)} }

func (c *cursor) report(code diag.Code, from, to int, hint, format string, args ...any) {
	c.found = append(c.found, finding(code, c.span(from, to), hint, format, args...))
}

// peek returns the next byte, 0 at the end.
func (c *cursor) peek() byte {
	if c.at < len(c.text) {
		return c.text[c.at]
	}
	return 0
}

func (c *cursor) done() bool { return c.at >= len(c.text) }

func (c *cursor) skipBlanks() bool {
	from := c.at
	for !c.done() && isBlank(c.text[c.at]) {
		c.at++
	}
	return c.at > from
}

func isBlank(b byte) bool { return b == ' ' || b == '\t' }

// bare advances over a run of bare characters and returns where it began.
func (c *cursor) bare() int {
	from := c.at
	for !c.done() {
		r, size := utf8.DecodeRuneInString(c.text[c.at:])
		if !isBare(r, size) {
			break
		}
		c.at += size
	}
	return from
}

func isBare(r rune, size int) bool {
	if r == utf8.RuneError && size <= 1 {
		return false
	}
	return !strings.ContainsRune(" \t,()=\"`$", r) && unicode.IsPrint(r)
}

// quoted reads a Go string at the cursor. When it is broken, the finding is reported and ok is false; the cursor then
// stands at the end of the text, for nothing after an open quote can be trusted.
func (c *cursor) quoted() (text string, ok bool) {
	from := c.at
	end := closingQuote(c.text, from)
	if end < 0 {
		c.at = len(c.text)
		c.report("MCP106", from, c.at, "close the string with "+string(c.text[from]), "string is not closed")
		return "", false
	}
	c.at = end
	text, err := strconv.Unquote(c.text[from:end])
	if err != nil || !utf8.ValidString(text) {
		c.report("MCP106", from, end, "write a Go string: \\\" for a quote, \\\\ for a backslash, or use back quotes",
			"%s is no valid Go string", c.text[from:end])
		return "", false
	}
	return text, true
}

// closingQuote returns the index after the quote that closes the one at from, or -1.
func closingQuote(s string, from int) int {
	for i := from + 1; i < len(s); i++ {
		switch {
		case s[i] == '\\' && s[from] == '"':
			i++
		case s[i] == s[from]:
			return i + 1
		}
	}
	return -1
}

// skipArgument moves to the blank after a malformed argument, so that reading can go on behind it. Blanks inside
// parentheses and strings belong to the argument.
func (c *cursor) skipArgument() {
	depth := 0
	for ; !c.done(); c.at++ {
		switch b := c.text[c.at]; {
		case b == '(':
			depth++
		case b == ')':
			depth--
		case b == '"' || b == '`':
			if end := closingQuote(c.text, c.at); end > 0 {
				c.at = end - 1
			}
		case isBlank(b) && depth <= 0:
			return
		}
	}
}
