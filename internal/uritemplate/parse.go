package uritemplate

import (
	"slices"
	"strings"
)

// MaxTemplateBytes bounds the work of comparing templates.
const MaxTemplateBytes = 1024

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

// parts takes the text apart at its braces. A brace without its counterpart is reported and left out.
func (p *parser) parts() (parts []placed) {
	seen := map[string]bool{}
	for at := 0; at < len(p.text); {
		next := strings.IndexAny(p.text[at:], "{}")
		if next < 0 {
			return append(parts, placed{part{literal: p.text[at:]}, at, len(p.text)})
		}
		from := at + next
		if next > 0 {
			parts = append(parts, placed{part{literal: p.text[at:from]}, at, from})
		}
		end := strings.IndexByte(p.text[from:], '}')
		if end <= 0 {
			p.report(from, from+1, "write {name}", "brace without its counterpart")
			at = from + 1
			continue
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
		case one.variable != "" && i > 0 && parts[i-1].variable != "" && parts[i-1].to == one.from:
			p.report(parts[i-1].from, one.from+1, "put a reserved character between them, as /",
				"two variables without anything between them cannot be told apart")
		case one.literal != "" && continuesValue(one.literal[0]) && i > 0 && i+1 < len(parts) &&
			parts[i-1].variable != "" && parts[i+1].variable != "":
			p.report(one.from, one.from+1, "put a reserved character between them, as /",
				"%q can be part of a variable's value: it does not tell {%s} and {%s} apart",
				one.literal[:1], parts[i-1].variable, parts[i+1].variable)
		}
		p.characters(one)
	}
}
