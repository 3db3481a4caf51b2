package uritemplate

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// MaxTemplateBytes bounds the work of comparing templates.
const MaxTemplateBytes = 1024

// Template is a parsed URI or URI template. The zero Template matches the empty text alone. It is immutable.
type Template struct {
	text  string
	parts []part
}

// part is a literal, or a variable.
type part struct{ literal, variable string }

// Problem is something wrong with text[From:To] of a template.
type Problem struct {
	From, To      int
	Message, Hint string // the hint may be empty
}

// Parse reads a URI or URI template. It returns everything that is wrong with it, in the order of the text.
func Parse(text string) (Template, []Problem) {
	p := parser{text: text}
	if len(text) > MaxTemplateBytes {
		p.report(0, len(text), "", "URI is longer than %d bytes", MaxTemplateBytes)
		return Template{}, p.problems
	}
	p.scheme()
	parts := p.parts()
	p.literals(parts)
	if len(p.problems) == 0 {
		p.url(parts)
	}
	if len(p.problems) > 0 {
		slices.SortStableFunc(p.problems, func(a, b Problem) int { return a.From - b.From })
		return Template{}, p.problems
	}
	t := Template{text: text}
	for _, one := range parts {
		t.parts = append(t.parts, one.part)
	}
	return t, nil
}

// Err joins problems into one error; nil when there are none.
func Err(problems []Problem) error {
	var errs []error
	for _, p := range problems {
		errs = append(errs, errors.New(p.Message))
	}
	return errors.Join(errs...)
}

// String returns the text that was parsed.
func (t Template) String() string { return t.text }

// Static reports whether there is no variable.
func (t Template) Static() bool {
	return !slices.ContainsFunc(t.parts, func(p part) bool { return p.variable != "" })
}

// Variables returns the names, in order.
func (t Template) Variables() []string {
	var names []string
	for _, p := range t.parts {
		if p.variable != "" {
			names = append(names, p.variable)
		}
	}
	return names
}

// parser reads one template.
type parser struct {
	text     string
	problems []Problem
}

// placed is a part and where it stands; of a variable with its braces.
type placed struct {
	part
	from, to int
}

func (p *parser) report(from, to int, hint, format string, args ...any) {
	p.problems = append(p.problems, Problem{from, to, fmt.Sprintf(format, args...), hint})
}

// scheme follows RFC 3986, section 3.1.
func (p *parser) scheme() {
	scheme, _, colon := strings.Cut(p.text, ":")
	valid := colon && scheme != ""
	for i := range len(scheme) {
		c := scheme[i] | 0x20
		letter := c >= 'a' && c <= 'z'
		valid = valid && (letter || i > 0 && strings.IndexByte("0123456789+-.", scheme[i]) >= 0)
	}
	if !valid {
		p.report(0, len(p.text), "begin with a scheme, as notes://", "%q is no absolute URI", p.text)
	}
}

// parts takes the text apart at its braces. What is no variable is reported and left out.
func (p *parser) parts() (parts []placed) {
	seen := map[string]bool{}
	for at := 0; at < len(p.text); {
		next := strings.IndexAny(p.text[at:], "{}")
		if next < 0 {
			return append(parts, placed{part{literal: p.text[at:]}, at, len(p.text)})
		}
		from := at + next
		end := strings.IndexByte(p.text[from:], '}')
		if p.text[from] == '}' || end < 0 {
			p.report(from, from+1, "write {name}", "brace without its counterpart")
			return parts
		}
		if next > 0 {
			parts = append(parts, placed{part{literal: p.text[at:from]}, at, from})
		}
		at = from + end + 1
		name := p.text[from+1 : at-1]
		switch {
		case !isName(name):
			p.report(from, at, "write {name} with the name of a parameter; operators and modifiers are not supported",
				"{%s} is no variable of RFC 6570 level 1", name)
		case seen[name]:
			p.report(from, at, "", "variable {%s} occurs twice", name)
		}
		seen[name] = true
		parts = append(parts, placed{part{variable: name}, from, at})
	}
	return parts
}

// literals checks what stands around and between variables.
func (p *parser) literals(parts []placed) {
	for i, one := range parts {
		switch {
		case one.variable != "" && i > 0 && parts[i-1].variable != "":
			p.report(parts[i-1].from, one.from+1, "put a reserved character between them, as /",
				"two variables without anything between them cannot be told apart")
		case one.literal != "" && i > 0 && i+1 < len(parts) && continuesValue(one.literal[0]):
			p.report(one.from, one.from+1, "put a reserved character between them, as /",
				"%q can be part of a variable's value: it does not tell {%s} and {%s} apart",
				one.literal[:1], parts[i-1].variable, parts[i+1].variable)
		}
		p.characters(one)
	}
}

// characters checks the characters of a literal: those of RFC 3986, section 2, and letters beyond ASCII.
func (p *parser) characters(one placed) {
	for i, r := range one.literal {
		size := utf8.RuneLen(r)
		switch {
		case r == utf8.RuneError:
			p.report(one.from+i, one.from+i+1, "", "URI is no valid UTF-8")
			return
		case r == '%' && !isEncoded(one.literal[i:]):
			p.report(one.from+i, one.from+i+1, "write a percent sign as %25", "%q is not followed by two hexadecimal digits", "%")
		case r <= ' ' || r == 0x7f || r < 0x80 && strings.ContainsRune("\"<>\\^`|", r):
			p.report(one.from+i, one.from+i+size, fmt.Sprintf("write it as %%%02X", r), "a URI cannot hold the character %q", r)
		}
	}
}

// isEncoded reports whether the text begins with a percent-encoded byte.
func isEncoded(text string) bool {
	return len(text) >= 3 && text[0] == '%' && strings.IndexByte(hexadecimal, text[1]) >= 0 && strings.IndexByte(hexadecimal, text[2]) >= 0
}

const hexadecimal = "0123456789abcdefABCDEF"

// url lets the standard library find what is left: a port that is no number, an open bracket.
func (p *parser) url(parts []placed) {
	var example strings.Builder
	for _, one := range parts {
		if one.variable != "" {
			example.WriteByte('1')
		}
		example.WriteString(one.literal)
	}
	_, err := url.Parse(example.String())
	if err == nil {
		return
	}
	var failure *url.Error
	if errors.As(err, &failure) {
		err = failure.Err
	}
	p.report(0, len(p.text), "", "%q is no URI: %v", p.text, err)
}

// isName follows the varname of RFC 6570 without dots and percent signs.
func isName(name string) bool {
	for i := range len(name) {
		if c := name[i]; !isUnreserved(c) || strings.IndexByte("-~.", c) >= 0 {
			return false
		}
	}
	return name != ""
}

// continuesValue reports whether a variable's value may hold the character.
func continuesValue(c byte) bool { return isUnreserved(c) || c == '%' }

func isUnreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
}
