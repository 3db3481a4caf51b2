package annotations

import (
	"go/token"
	"strings"
)

// term = call | "$" path | GoString | RawString | number | bool | bare.
func (c *cursor) term(depth int) (t Term, ok bool) {
	from := c.at
	switch b := c.peek(); {
	case b == '"' || b == '`':
		t.Kind = String
		if t.Text, ok = c.quoted(); !ok {
			return t, false
		}
	case b == '$':
		c.at++
		start := c.bare()
		t.Kind, t.Text = Path, c.text[start:c.at]
		if !validPath(t.Text) {
			c.report("MCP106", from, c.at, "write $name or $name.member", "%q names no parameter", c.text[from:c.at])
			return t, false
		}
	default:
		c.bare()
		if c.at == from {
			c.unexpected("a value")
			return t, false
		}
		t.Text = c.text[from:c.at]
		t.Kind = wordKind(t.Text)
		t.Name = c.span(from, c.at)
		if c.peek() == '(' {
			if t, ok = c.call(t, depth); !ok {
				return t, false
			}
		}
	}
	t.Raw, t.Span = c.text[from:c.at], c.span(from, c.at)
	if t.Kind != Call {
		t.Name = t.Span
	}
	return t, c.termEnd(t)
}

// call reads "(" [ list ] ")" behind a name.
func (c *cursor) call(t Term, depth int) (Term, bool) {
	start := c.at - len(t.Text)
	t.Kind = Call
	if !validName(t.Text) {
		c.report("MCP106", start, c.at, "a check is called as name(…) or package.Name(…)", "%q is no name that can be called", t.Text)
		return t, false
	}
	if depth >= maxTermDepth {
		c.report("MCP106", start, c.at, "", "calls are nested more than %d deep", maxTermDepth)
		c.at = len(c.text)
		return t, false
	}
	open := c.at
	c.at++
	c.skipBlanks()
	if c.peek() != ')' {
		var ok bool
		if t.Args, ok = c.list(depth + 1); !ok {
			return t, false
		}
	}
	if c.peek() != ')' {
		if c.done() {
			c.report("MCP106", open, open+1, "close it with )", "parenthesis of %s is not closed", t.Text)
		} else {
			c.unexpected("a comma or )")
		}
		return t, false
	}
	c.at++
	return t, true
}

// termEnd checks that nothing is glued to the term: what follows must be a blank, a comma or a closing parenthesis.
func (c *cursor) termEnd(t Term) bool {
	if c.done() || isBlank(c.peek()) || c.peek() == ',' || c.peek() == ')' {
		return true
	}
	inside := strings.Count(c.text[:c.at], "(") > strings.Count(c.text[:c.at], ")")
	switch {
	case c.peek() == '|' || c.peek() == '&':
		c.report("MCP106", c.at, c.at+1, "write any(a,b) if one of them is enough; a comma says that all must hold",
			"unexpected %s behind %s", shown(c.text[c.at:]), t.Raw)
	case c.peek() == '=' && inside:
		c.report("MCP106", c.at, c.at+1, "separate arguments by commas, as claim(path,value); quote a text with \"=\"",
			"unexpected \"=\" inside the value %s", t.Raw)
	case c.peek() == '=':
		c.report("MCP106", c.at, c.at+1, "put a blank before the next key, or quote the whole value",
			"unexpected \"=\" inside the value %s", t.Raw)
	case strings.HasPrefix(t.Raw, "[") || strings.HasPrefix(t.Raw, "{"):
		c.report("MCP106", c.at, c.at+1, "put JSON between backquotes: `"+t.Raw+"…`",
			"unexpected %s behind %s", shown(c.text[c.at:]), t.Raw)
	default:
		c.report("MCP106", c.at, c.at+1, "separate values by a comma, arguments by a blank",
			"unexpected %s behind %s", shown(c.text[c.at:]), t.Raw)
	}
	return false
}

// wordKind tells numbers and booleans from other bare words.
func wordKind(s string) TermKind {
	switch {
	case s == "true" || s == "false":
		return Bool
	case isNumber(s):
		return Number
	}
	return Bare
}

// isNumber accepts JSON's numbers: 0, -5, 1.25, 1e9.
func isNumber(s string) bool {
	s = strings.TrimPrefix(s, "-")
	digits := func() int {
		n := 0
		for n < len(s) && s[n] >= '0' && s[n] <= '9' {
			n++
		}
		s = s[n:]
		return n
	}
	zero := strings.HasPrefix(s, "0")
	if n := digits(); n == 0 || zero && n > 1 {
		return false
	}
	if strings.HasPrefix(s, ".") {
		s = s[1:]
		if digits() == 0 {
			return false
		}
	}
	if s != "" && (s[0] == 'e' || s[0] == 'E') {
		s = strings.TrimPrefix(strings.TrimPrefix(s[1:], "+"), "-")
		return digits() > 0 && s == ""
	}
	return s == ""
}

// validName accepts ident and ident.ident.
func validName(s string) bool {
	pkg, name, qualified := strings.Cut(s, ".")
	return token.IsIdentifier(pkg) && (!qualified || token.IsIdentifier(name))
}

// validPath accepts a parameter name and JSON member names behind it.
func validPath(s string) bool {
	head, rest, dotted := strings.Cut(s, ".")
	return token.IsIdentifier(head) && (!dotted || rest != "" && !strings.Contains("."+rest+".", ".."))
}
