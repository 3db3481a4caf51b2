package jsonschema

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/mcpgen/mcpgen/internal/decimal"
)

// Finding is one thing that is wrong with a value.
type Finding struct {
	// Pointer is the JSON Pointer (RFC 6901) of the place in the value; "" is the whole.
	Pointer string
	// Message says what is wrong and what would be right, as the messages of runtime/codec do.
	Message string
}

// maxFindings are reported; a value that wrong needs no longer list.
const maxFindings = 20

// The steps that checking may take: alternatives within alternatives look at a value again and again, and how often is
// for whoever sends it to choose.
const (
	stepsPerByte = 64
	stepsFree    = 1 << 16
)

// Check holds a value against the schema: valid JSON in UTF-8, without repeated members, no deeper than the stack bears.
// It returns what is wrong, at most 20 findings, nil for nothing. A value that takes too long to check is refused.
func (s *Schema) Check(v []byte) []Finding {
	c := &checker{steps: stepsPerByte*len(v) + stepsFree}
	ok := c.check(s, trim(v))
	if c.steps < 0 {
		return []Finding{{"", "takes too long to check against its schema"}}
	}
	if !ok && len(c.findings) == 0 {
		return []Finding{{"", "does not match its schema"}} // cannot be, but must not pass
	}
	return c.findings
}

// checker checks one value.
type checker struct {
	steps    int
	quiet    bool // only whether it matches is asked
	path     []string
	findings []Finding
}

// wrong notes a finding at the current place; it is always false.
func (c *checker) wrong(format string, args ...any) bool {
	if !c.quiet && len(c.findings) < maxFindings {
		var at strings.Builder
		for _, step := range c.path {
			at.WriteString("/" + escape(step))
		}
		c.findings = append(c.findings, Finding{at.String(), fmt.Sprintf(format, args...)})
	}
	return false
}

// matches asks whether a value matches, without saying why not.
func (c *checker) matches(s *Schema, v []byte) bool {
	outer := c.quiet
	c.quiet = true
	ok := c.check(s, v)
	c.quiet = outer
	return ok
}

// below checks a value one step further down.
func (c *checker) below(step string, s *Schema, v []byte) bool {
	c.path = append(c.path, step)
	ok := c.check(s, v)
	c.path = c.path[:len(c.path)-1]
	return ok
}

// check checks a value against all keywords, so that all findings are reported together.
func (c *checker) check(s *Schema, v []byte) bool {
	if s == nil {
		return true
	}
	if c.steps -= 1 + len(v); c.steps < 0 {
		return false
	}
	if s.Never {
		return c.wrong("is not allowed here")
	}
	if s.Types != 0 && s.Types&typeOf(v) == 0 {
		return c.wrong("is %s, want %s", noun(v), s.Types)
	}
	ok := c.enum(s, v)
	switch v[0] {
	case '{':
		ok = c.object(s, v) && ok
	case '[':
		ok = c.array(s, v) && ok
	case '"':
		ok = c.text(s, v) && ok
	case 't', 'f', 'n':
	default:
		ok = c.number(s, v) && ok
	}
	return c.combined(s, v) && ok
}

// typeOf returns the types that a value is of.
func typeOf(v []byte) Types {
	switch v[0] {
	case '{':
		return Object
	case '[':
		return Array
	case '"':
		return String
	case 't', 'f':
		return Boolean
	case 'n':
		return Null
	}
	if decimal.Parse(v).IsInteger() {
		return NumberType | Integer
	}
	return NumberType
}

// String lists the types in words: "a string or null".
func (t Types) String() string {
	var words []string
	if t&NumberType != 0 {
		t &^= Integer
	}
	for i, word := range [...]string{"null", "a boolean", "an integer", "a number", "a string", "an array", "an object"} {
		if t&(1<<i) != 0 {
			words = append(words, word)
		}
	}
	if len(words) > 1 {
		words = append(words[1:], words[0]) // null last
	}
	return strings.Join(words, " or ")
}

func (c *checker) enum(s *Schema, v []byte) bool {
	if s.Enum == nil {
		return true
	}
	value := Value{canonical: canonical(v)}
	var list []string
	for _, e := range s.Enum {
		if e.equal(value) {
			return true
		}
		list = append(list, e.Text)
	}
	if len(list) == 1 {
		return c.wrong("is %s, want %s", show(v), list[0])
	}
	return c.wrong("is %s, want one of %s", show(v), strings.Join(list, ", "))
}

// show is a value in a message, cut when it is long.
func show[T ~string | ~[]byte](v T) string {
	const maxShown = 60
	n := 0
	for i := range string(v) {
		if n++; n > maxShown {
			return string(v[:i]) + "…"
		}
	}
	return string(v)
}

// numbered is "1 element", "2 elements".
func numbered(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
