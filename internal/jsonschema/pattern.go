package jsonschema

import (
	"fmt"
	"regexp"
	"strings"
)

// sameEscapes are the letters after a backslash that mean the same in RE2 and in ECMA-262 with the flag u. \s is not
// among them: in ECMA-262 it includes the blanks of Unicode.
const sameEscapes = "dDwWbBtnrfv"

// PatternProblem says why a pattern cannot be used: it does not compile, or clients, which read ECMA-262, would
// read it differently; "" when there is nothing wrong with it.
func PatternProblem(p string) string {
	if _, err := regexp.Compile(p); err != nil {
		return "does not compile: " + strings.TrimPrefix(err.Error(), "error parsing regexp: ")
	}
	class := false
	for i := 0; i < len(p); i++ {
		rest := p[i:]
		switch {
		case p[i] == '\\':
			i++
			if c := p[i]; isLetterOrDigit(c) && !strings.ContainsRune(sameEscapes, rune(c)) {
				return fmt.Sprintf(`has \%c, which is not the same in ECMA-262`, c)
			}
			if !isLetterOrDigit(p[i]) && !strings.ContainsRune(`^$\.*+?()[]{}|/-`, rune(p[i])) {
				return fmt.Sprintf(`has \%c, which ECMA-262 refuses`, p[i])
			}
		case class && strings.HasPrefix(rest, "[:"):
			return "has a [:class:], which ECMA-262 reads as letters"
		case class:
			class = p[i] != ']'
		case p[i] == '[':
			class = true
			// A ] or ^] right after the bracket is a member in RE2 and closes the class in ECMA-262.
			if strings.HasPrefix(rest, "[]") || strings.HasPrefix(rest, "[^]") {
				return "has a class that starts with ], which ECMA-262 reads as empty"
			}
		case strings.HasPrefix(rest, "(?") && !strings.HasPrefix(rest, "(?:"):
			return "has a group with flags or a name, which is not the same in ECMA-262"
		case (p[i] == '{' || p[i] == '}' || p[i] == ']') && !isRepeat(p, i):
			return fmt.Sprintf("has a bare %c, which ECMA-262 refuses", p[i])
		}
	}
	return ""
}

var repeat = regexp.MustCompile(`^\{[0-9]+(,[0-9]*)?\}`)

// isRepeat reports whether the brace at i belongs to a repetition, as in a{2,3}.
func isRepeat(p string, i int) bool {
	open := strings.LastIndexByte(p[:i+1], '{')
	if p[i] == ']' || open < 0 {
		return false
	}
	m := repeat.FindString(p[open:])
	return m != "" && open+len(m) > i
}

func isLetterOrDigit(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}
