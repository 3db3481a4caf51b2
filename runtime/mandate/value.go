// Reading single claims: each reader says whether the value has the type that the claim must have.

package mandate

import (
	"strconv"
	"strings"

	"github.com/mcpgen/mcpgen/runtime/principal"
)

// maxInstant is the end of the year 9999 (UTC); later instants are mistakes (milliseconds) or attacks on arithmetic.
const maxInstant = 253402300799

// there reports whether the claim has a value; null counts as absent.
func (v value) there() bool { return v.kind > null }

// required returns a string that must be there and not be empty.
func (v value) required() (string, bool) { return v.str, v.kind == text && v.str != "" }

// optional returns a string that may be missing.
func (v value) optional() (string, bool) {
	if !v.there() {
		return "", true
	}
	return v.str, v.kind == text
}

// instant returns seconds since 1970 (NumericDate, RFC 7519 section 2). Fractions and exponents are refused: issuers
// send whole seconds, and a number that two readers round differently is no deadline.
func (v value) instant() (int64, bool) {
	n, ok := v.integer()
	return n, ok && n >= 1 && n <= maxInstant
}

// integer returns a whole number of at most 18 digits, written without fraction, exponent or sign.
func (v value) integer() (int64, bool) {
	if v.kind != number || len(v.str) > 18 {
		return 0, false
	}
	n, err := strconv.ParseUint(v.str, 10, 63)
	return int64(n), err == nil
}

// count returns an integer that may be missing (0 then).
func (v value) count() (int64, bool) {
	if !v.there() {
		return 0, true
	}
	return v.integer()
}

// strings returns a list of non-empty strings; unique demands that no two are equal.
func (v value) strings(unique bool) ([]string, bool) {
	if v.kind != list {
		return nil, false
	}
	var out []string
	var seen names
	for items := (items{scanner{src: v.str, pos: 1}}); ; {
		item, more := items.next()
		if !more {
			return out, true
		}
		if item.kind != text || item.str == "" || unique && !seen.add(item.str) {
			return nil, false
		}
		out = append(out, item.str)
	}
}

// items is an iteration over a list. The list was read before, so that reading it again does not fail.
type items struct{ scanner }

func (s *items) next() (item value, more bool) {
	s.blanks()
	s.eat(',')
	s.blanks()
	if s.eat(']') {
		return value{}, false
	}
	item, err := s.value(1)
	return item, err == nil
}

// scopes returns the tokens of an OAuth scope (RFC 6749 section 3.3): printable characters without quote and
// backslash, separated by single blanks. Empty: none. Odd blanks are refused, since another reader might split there.
func (v value) scopes() ([]string, bool) {
	if v.kind != text {
		return nil, false
	}
	if v.str == "" {
		return nil, true
	}
	all := strings.Split(v.str, " ")
	for _, s := range all {
		if !isScope(s) {
			return nil, false
		}
	}
	return all, true
}

func isScope(s string) bool {
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c > '~' || c == '"' || c == '\\' {
			return false
		}
	}
	return s != ""
}

// names reports whether the audience (RFC 7519 section 4.1.3: a string or a list of strings) contains exactly want.
func (v value) names(want string) bool {
	if v.kind == text {
		return v.str == want
	}
	all, ok := v.strings(false)
	if !ok {
		return false
	}
	for _, s := range all {
		if s == want {
			return true
		}
	}
	return false
}

// chain returns a delegation chain: a list of objects with application_id and optional session and edge, and nothing
// else.
func (v value) chain() ([]principal.Hop, bool) {
	if v.kind != list {
		return nil, false
	}
	var hops []principal.Hop
	for items := (items{scanner{src: v.str, pos: 1}}); ; {
		item, more := items.next()
		if !more {
			return hops, true
		}
		hop, ok := item.hop()
		if !ok {
			return nil, false
		}
		hops = append(hops, hop)
	}
}

func (v value) hop() (hop principal.Hop, ok bool) {
	if v.kind != object {
		return hop, false
	}
	s := scanner{src: v.str, pos: 1}
	var m members
	for {
		name, more, err := m.next(&s)
		if err != nil || !more {
			return hop, err == nil && hop.ApplicationID != ""
		}
		item, err := s.value(1)
		if err != nil {
			return hop, false
		}
		ok := false // an unknown member
		switch name {
		case "application_id":
			hop.ApplicationID, ok = item.required()
		case "agent_session_id":
			hop.AgentSessionID, ok = item.optional()
		case "delegation_edge_id":
			hop.DelegationEdgeID, ok = item.optional()
		}
		if !ok {
			return hop, false
		}
	}
}
