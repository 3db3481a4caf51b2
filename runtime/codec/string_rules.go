package codec

import (
	"fmt"
	"regexp"
	"unicode/utf8"

	"github.com/mcpgen/mcpgen/internal/format"
)

// StringRule is a constraint on a string, for [ReadStringWith].
type StringRule struct {
	op      stringOp
	length  int
	pattern *regexp.Regexp
	format  string
}

type stringOp uint8

const (
	opMinLength stringOp = iota + 1
	opMaxLength
	opPattern
	opFormat
)

// MinLength asks for at least n code points.
func MinLength(n int) StringRule { return StringRule{op: opMinLength, length: n} }

// MaxLength asks for at most n code points.
func MaxLength(n int) StringRule { return StringRule{op: opMaxLength, length: n} }

// Pattern asks for a match of an RE2 expression, anywhere in the string unless it is anchored. Generated code keeps the
// rule in a package variable, so that it is compiled once; the generator has checked that it compiles.
func Pattern(expression string) StringRule {
	return StringRule{op: opPattern, pattern: regexp.MustCompile(expression)}
}

// Format asks for one of the formats of JSON Schema that mcpgen checks.
func Format(name string) StringRule { return StringRule{op: opFormat, format: name} }

func (r *StringRule) check(d *Decoder, s []byte) {
	switch r.op {
	case opMinLength:
		if n := utf8.RuneCount(s); n < r.length {
			d.problem(fmt.Sprintf("has %s, want at least %d", count(n, "character"), r.length))
		}
	case opMaxLength:
		if len(s) <= r.length {
			return // no more code points than bytes
		}
		if n := utf8.RuneCount(s); n > r.length {
			d.problem(fmt.Sprintf("has %s, want at most %d", count(n, "character"), r.length))
		}
	case opPattern:
		if !r.pattern.Match(s) {
			d.problem(fmt.Sprintf("is %s, want a match of the pattern %s", quote(s), r.pattern))
		}
	case opFormat:
		if !format.Valid(r.format, string(s)) {
			d.problem(fmt.Sprintf("is %s, want %s", quote(s), format.Want(r.format)))
		}
	}
}
