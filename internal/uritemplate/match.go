package uritemplate

import (
	"net/url"
	"strings"
	"unicode/utf8"
)

// MaxURIBytes bounds the URIs that are matched.
const MaxURIBytes = 8 << 10

// Variable is a variable of a URI and its value, decoded.
type Variable struct{ Name, Value string }

// Match returns the variables of a URI, in the order of the template; false if it does not match. A variable takes as much
// as it can. Only the last one can have to give something back, because the others end at a reserved character: the work is
// bounded.
func (t Template) Match(uri string) ([]Variable, bool) {
	if len(uri) > MaxURIBytes {
		return nil, false
	}
	return matchParts(t.parts, uri, nil)
}

// matchParts matches the rest of a URI, and returns what was found before with what is found here.
func matchParts(parts []part, uri string, found []Variable) ([]Variable, bool) {
	if len(parts) == 0 {
		return found, uri == ""
	}
	if literal := parts[0].literal; literal != "" {
		rest, ok := strings.CutPrefix(uri, literal)
		if !ok {
			return nil, false
		}
		return matchParts(parts[1:], rest, found)
	}
	longest := 0
	for longest < len(uri) && continuesValue(uri[longest]) {
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
		if all, ok := matchParts(parts[1:], uri[end:], append(found, Variable{parts[0].variable, value})); ok {
			return all, true
		}
	}
	return nil, false
}

// mayFollow says cheaply whether the rest of a URI may match the parts after a variable.
func mayFollow(parts []part, rest string) bool {
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
