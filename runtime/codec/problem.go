package codec

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Problem is one thing that is wrong with a value, to be told to whoever sent it.
type Problem struct {
	// Pointer is the JSON Pointer (RFC 6901) of the value; "" is the whole document.
	Pointer string `json:"pointer"`
	// Message says what is wrong and what would be right: `is 200, want at most 100`.
	Message string `json:"message"`
}

// String is "pointer: message".
func (p Problem) String() string {
	if p.Pointer == "" {
		return "arguments: " + p.Message
	}
	return p.Pointer + ": " + p.Message
}

// problem notes what is wrong with the current value.
func (d *Decoder) problem(message string) { d.problemAt(d.pointer(), message) }

func (d *Decoder) problemAt(pointer, message string) {
	if d.dead {
		return
	}
	d.problems = append(d.problems, Problem{Pointer: pointer, Message: message})
	if len(d.problems) == MaxProblems {
		d.stop()
	}
}

// fatal notes a problem after which nothing more can be read.
func (d *Decoder) fatal(message string) {
	d.problem(message)
	d.stop()
}

func (d *Decoder) stop() { d.dead, d.pos = true, len(d.raw) }

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

// mistyped notes that the current value is not what was wanted, and skips it.
func (d *Decoder) mistyped(want string) {
	d.space()
	got := d.kind()
	switch got {
	case "":
		d.syntax("a value")
		return
	case "null":
		d.problem("is null, want " + want)
	default:
		d.problem("is " + got + ", want " + want)
	}
	d.skip()
}

// pointer is the JSON Pointer of the current value; of the value around it where that is skipped.
func (d *Decoder) pointer() string {
	var b strings.Builder
	for _, s := range d.path {
		if s.kind == stepUnknown {
			break
		}
		b.WriteByte('/')
		switch s.kind {
		case stepIndex:
			b.WriteString(strconv.Itoa(s.index))
		case stepRaw:
			b.WriteString(pointerEscaper.Replace(abbreviate(string(s.raw))))
		default:
			b.WriteString(pointerEscaper.Replace(abbreviate(s.name)))
		}
	}
	return b.String()
}

var pointerEscaper = strings.NewReplacer("~", "~0", "/", "~1")

// quote shows s in a message, cut when it is long.
func quote[T ~string | ~[]byte](s T) string { return strconv.Quote(abbreviate(string(s))) }

// abbreviate cuts s after maxQuoted code points.
func abbreviate(s string) string {
	const maxQuoted = 60
	n := 0
	for i := range s {
		if n++; n > maxQuoted {
			return s[:i] + "…"
		}
	}
	return s
}
