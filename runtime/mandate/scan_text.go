package mandate

import (
	"strings"
	"unicode/utf16"

	"github.com/mcpgen/mcpgen/internal/jsontoken"
)

// text reads a string and resolves its escapes. Without escapes the result shares src.
func (s *scanner) text() (string, error) {
	if !s.eat('"') {
		return "", errNotJSON
	}
	start := s.pos
	i := start
	for i < len(s.src) && !special[s.src[i]] {
		i++
	}
	s.pos = i
	switch {
	case i == len(s.src) || s.src[i] < ' ':
		return "", errNotJSON
	case s.src[i] == '\\':
		return s.escaped(start)
	}
	s.pos++
	return s.src[start:i], nil
}

// special are the bytes that end a run of plain characters in a string: quote, backslash, control characters.
var special = func() (t [256]bool) {
	for c := range ' ' {
		t[c] = true
	}
	t['"'], t['\\'] = true, true
	return t
}()

// escaped reads the rest of a string that began at start and has its first escape at pos.
func (s *scanner) escaped(start int) (string, error) {
	var b strings.Builder
	b.WriteString(s.src[start:s.pos])
	for s.pos < len(s.src) {
		c := s.src[s.pos]
		switch {
		case c == '"':
			s.pos++
			return b.String(), nil
		case c < ' ':
			return "", errNotJSON
		case c != '\\':
			s.pos++
			b.WriteByte(c)
			continue
		}
		r, end, ok := jsontoken.Escape(s.src, s.pos)
		if !ok || utf16.IsSurrogate(r) { // half a surrogate pair: readers disagree about it
			return "", errNotJSON
		}
		s.pos = end
		b.WriteRune(r)
	}
	return "", errNotJSON
}
