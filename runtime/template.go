package mcpruntime

import (
	"errors"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// template is a URI template of RFC 6570 level 1: literal text and {variables}. A variable stands for one or more
// unreserved characters or percent-encoded bytes, and never for something that is or hides a path separator.
type template struct {
	text  string
	parts []templatePart
}

// templatePart is a literal, or a variable.
type templatePart struct{ literal, variable string }

// parseTemplate reads a URI or URI template.
func parseTemplate(text string) (template, error) {
	t := template{text: text}
	rest := text
	for rest != "" {
		literal, after, found := strings.Cut(rest, "{")
		if strings.Contains(literal, "}") {
			return t, errors.New("the URI template has a } without {")
		}
		if literal != "" && found && len(t.parts) > 0 && (isUnreserved(literal[0]) || literal[0] == '%') {
			return t, errors.New("what stands between two variables must begin with a reserved character, as /")
		}
		if literal != "" {
			t.parts = append(t.parts, templatePart{literal: literal})
		} else if len(t.parts) > 0 && found {
			return t, errors.New("the URI template has two variables side by side")
		}
		if !found {
			break
		}
		name, after, found := strings.Cut(after, "}")
		if !found || !isVariableName(name) {
			return t, errors.New("the URI template must be of RFC 6570 level 1: {name}")
		}
		if slices.ContainsFunc(t.parts, func(p templatePart) bool { return p.variable == name }) {
			return t, errors.New("the URI template repeats a variable")
		}
		t.parts = append(t.parts, templatePart{variable: name})
		rest = after
	}
	if u, err := url.Parse(strings.NewReplacer("{", "", "}", "").Replace(text)); err != nil || u.Scheme == "" {
		return t, errors.New("the URI must be absolute")
	}
	return t, nil
}

func isVariableName(name string) bool {
	for i := range len(name) {
		if c := name[i]; !isUnreserved(c) || c == '-' || c == '~' || c == '.' {
			return false
		}
	}
	return name != ""
}

func isUnreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
}

func (t template) static() bool {
	return !slices.ContainsFunc(t.parts, func(p templatePart) bool { return p.variable != "" })
}

// variables returns the names, in order.
func (t template) variables() []string {
	var names []string
	for _, p := range t.parts {
		if p.variable != "" {
			names = append(names, p.variable)
		}
	}
	return names
}

// maxURIBytes bounds the URIs that are matched.
const maxURIBytes = 8 << 10

// match returns the decoded variables of a URI; false if it does not match. A variable takes as much as it can. Only the
// last one can have to give something back, because the others end at a reserved character: the work is bounded.
func (t template) match(uri string) (variables, bool) {
	values := variables{}
	if len(uri) > maxURIBytes || !matchParts(t.parts, uri, &values) {
		return variables{}, false
	}
	return values, true
}

func matchParts(parts []templatePart, uri string, values *variables) bool {
	if len(parts) == 0 {
		return uri == ""
	}
	if literal := parts[0].literal; literal != "" {
		rest, ok := strings.CutPrefix(uri, literal)
		return ok && matchParts(parts[1:], rest, values)
	}
	longest := 0
	for longest < len(uri) && (isUnreserved(uri[longest]) || uri[longest] == '%') {
		longest++
	}
	for end := longest; end > 0; end-- {
		if !mayFollow(parts[1:], uri[end:]) {
			continue
		}
		value, err := url.PathUnescape(uri[:end])
		if err != nil || !safeValue(value) {
			continue
		}
		values.add(parts[0].variable, value)
		if matchParts(parts[1:], uri[end:], values) {
			return true
		}
		values.drop()
	}
	return false
}

// mayFollow says cheaply whether the rest of a URI may match the parts after a variable.
func mayFollow(parts []templatePart, rest string) bool {
	switch len(parts) {
	case 0:
		return rest == ""
	case 1:
		return rest == parts[0].literal
	default:
		return strings.HasPrefix(rest, parts[0].literal)
	}
}

// safeValue refuses what a function could take for a path that leaves its place, and what is no text: control characters
// would end a line of whatever it writes the value to.
func safeValue(value string) bool {
	control := func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 }
	return value != "." && value != ".." && !strings.ContainsAny(value, `/\`) && !strings.ContainsFunc(value, control) &&
		utf8.ValidString(value)
}

// overlaps reports whether some URI matches both templates: a walk over the product of the two, seen as automata.
func (t template) overlaps(other template) bool {
	a, b := t.symbols(), other.symbols()
	type state struct{ i, j int }
	seen, queue := map[state]bool{}, []state{{0, 0}}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		if seen[at] {
			continue
		}
		seen[at] = true
		if at.i == len(a) && at.j == len(b) {
			return true
		}
		if at.i == len(a) || at.j == len(b) {
			continue
		}
		x, y := a[at.i], b[at.j]
		if !x.meets(y) {
			continue
		}
		queue = append(queue, state{at.i + 1, at.j + 1})
		if x.variable {
			queue = append(queue, state{at.i, at.j + 1})
		}
		if y.variable {
			queue = append(queue, state{at.i + 1, at.j})
		}
	}
	return false
}

// symbol is one character, or a variable: one or more characters that a variable takes.
type symbol struct {
	char     byte
	variable bool
}

func (t template) symbols() []symbol {
	var list []symbol
	for _, p := range t.parts {
		for i := range len(p.literal) {
			list = append(list, symbol{char: p.literal[i]})
		}
		if p.variable != "" {
			list = append(list, symbol{variable: true})
		}
	}
	return list
}

func (x symbol) meets(y symbol) bool {
	takes := func(c byte) bool { return isUnreserved(c) || c == '%' }
	switch {
	case x.variable && y.variable:
		return true
	case x.variable:
		return takes(y.char)
	case y.variable:
		return takes(x.char)
	}
	return x.char == y.char
}

// variables are the decoded variables of a URI.
type variables struct{ names, values []string }

func (v *variables) add(name, value string) {
	v.names, v.values = append(v.names, name), append(v.values, value)
}

func (v *variables) drop() { v.names, v.values = v.names[:len(v.names)-1], v.values[:len(v.values)-1] }
