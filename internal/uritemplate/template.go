package uritemplate

import "slices"

// Template is a parsed URI or URI template. The zero Template matches the empty text alone. It is immutable.
type Template struct {
	text  string
	parts []part
}

// part is a literal, or a variable.
type part struct{ literal, variable string }

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
