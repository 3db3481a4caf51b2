package uritemplate

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// characters checks the characters of a literal: those of RFC 3986, section 2, and letters beyond ASCII.
func (p *parser) characters(one placed) {
	for i, r := range one.literal {
		at := one.from + i
		_, size := utf8.DecodeRuneInString(one.literal[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			p.report(at, at+1, "", "URI is no valid UTF-8")
			return
		case r == '%' && !isEncoded(one.literal[i:]):
			p.report(at, at+1, "write a percent sign as %25", "%q is not followed by two hexadecimal digits", "%")
		case r <= ' ' || r == 0x7f || r < 0x80 && strings.ContainsRune("\"<>\\^`|", r):
			hint := fmt.Sprintf("write it as %%%02X", r)
			if _, from, to := p.host(); from <= at && at < to {
				hint += ", and not in a host: " + p.asPath()
			}
			p.report(at, at+size, hint, "a URI cannot hold the character %q", r)
		}
	}
}

// isEncoded reports whether the text begins with a percent-encoded byte.
func isEncoded(text string) bool {
	return len(text) >= 3 && text[0] == '%' && strings.IndexByte(hexadecimal, text[1]) >= 0 && strings.IndexByte(hexadecimal, text[2]) >= 0
}

const hexadecimal = "0123456789abcdefABCDEF"

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
