package mandate

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
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
		s.pos++
		switch {
		case c == '"':
			return b.String(), nil
		case c < ' ':
			return "", errNotJSON
		case c != '\\':
			b.WriteByte(c)
			continue
		}
		r, ok := s.escape()
		if !ok {
			return "", errNotJSON
		}
		b.WriteRune(r)
	}
	return "", errNotJSON
}

// escape reads what follows a backslash. Half a surrogate pair is refused: readers disagree about it.
func (s *scanner) escape() (rune, bool) {
	if s.pos >= len(s.src) {
		return 0, false
	}
	c := s.src[s.pos]
	s.pos++
	if i := strings.IndexByte(`"\/bfnrt`, c); i >= 0 {
		return rune("\"\\/\b\f\n\r\t"[i]), true
	}
	if c != 'u' {
		return 0, false
	}
	r, ok := s.hex4()
	if !ok || !utf16.IsSurrogate(r) {
		return r, ok
	}
	if !strings.HasPrefix(s.src[s.pos:], `\u`) {
		return 0, false
	}
	s.pos += 2
	low, ok := s.hex4()
	r = utf16.DecodeRune(r, low)
	return r, ok && r != utf8.RuneError
}

func (s *scanner) hex4() (rune, bool) {
	if len(s.src)-s.pos < 4 {
		return 0, false
	}
	var r rune
	for range 4 {
		c := s.src[s.pos]
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c >= 'a' && c <= 'f':
			c -= 'a' - 10
		case c >= 'A' && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		r, s.pos = r<<4|rune(c), s.pos+1
	}
	return r, true
}
