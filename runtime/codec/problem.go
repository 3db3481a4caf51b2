package codec

import (
	"strconv"
	"strings"
)

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
