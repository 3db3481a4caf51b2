package load

import "bytes"

// withoutBodies returns the source of a dependency with blanks for the bodies of its functions, which nobody reads, and which
// are most of what there is to parse. Every offset and line stays what it was. A body of a JSONSchema method is kept. What is
// not understood is left as it is: the parser takes both.
func withoutBodies(source []byte) []byte {
	s := bodies{source: source, kept: bytes.Clone(source)}
	ended := true // a declaration, so that the next one may begin
	for s.at < len(s.source) {
		switch c := s.source[s.at]; {
		case s.comment():
		case c == '\n':
			ended = ended || s.endsLine()
			s.at++
		case c == ' ' || c == '\t' || c == '\r':
			s.at++
		case ended && s.word("func"):
			ended = false
			s.declaration()
		default:
			ended = c == ';'
			s.item()
		}
	}
	return s.kept
}

// bodies walks over a source.
type bodies struct {
	source, kept []byte
	at           int
	last         int // offset of the last byte that is neither blank nor comment
}

// declaration walks over a function's name and signature, and blanks its body.
func (s *bodies) declaration() {
	begin := s.at
	s.at, s.last = s.at+len("func"), s.at+len("func")-1
	for s.at < len(s.source) {
		switch c := s.source[s.at]; {
		case s.comment():
		case c == '\n':
			if s.endsLine() {
				return // declared without a body
			}
			s.at++
		case c == ' ' || c == '\t' || c == '\r':
			s.at++
		case c == '{' && !s.after("interface") && !s.after("struct"):
			from := s.at + 1
			s.item()
			if !bytes.Contains(s.source[begin:from], []byte("JSONSchema")) {
				blank(s.kept[from : s.at-1])
			}
			return
		default:
			s.item()
		}
	}
}

// item walks over one byte, or one literal, or all between brackets.
func (s *bodies) item() {
	s.last = s.at
	switch c := s.source[s.at]; c {
	case '(', '[', '{':
		s.inBrackets()
	case '"', '\'', '`':
		s.literal(c)
	default:
		s.at++
	}
}

// inBrackets walks over all between brackets. Most of a source is read here.
func (s *bodies) inBrackets() {
	for s.at++; s.at < len(s.source); {
		switch c := s.source[s.at]; {
		case !special[c]:
			s.at++
		case c == ')' || c == ']' || c == '}':
			s.last = s.at
			s.at++
			return
		case !s.comment():
			s.item()
		}
	}
}

// literal walks over a string or a rune.
func (s *bodies) literal(quote byte) {
	for s.at++; s.at < len(s.source) && s.source[s.at] != quote; s.at++ {
		if s.source[s.at] == '\\' && quote != '`' {
			s.at++
		}
	}
	s.at = min(s.at+1, len(s.source))
	s.last = s.at - 1
}

// comment walks over a comment; the end of its line is not part of it.
func (s *bodies) comment() bool {
	rest := s.source[s.at:]
	end := "\n"
	switch {
	case bytes.HasPrefix(rest, []byte("//")):
	case bytes.HasPrefix(rest, []byte("/*")):
		end = "*/"
	default:
		return false
	}
	n := bytes.Index(rest[2:], []byte(end))
	switch {
	case n < 0:
		s.at = len(s.source)
	case end == "\n":
		s.at += 2 + n
	default:
		s.at += 2 + n + len(end)
	}
	return true
}

// endsLine reports whether a semicolon is inserted at the end of the line: after a name, a literal or a closing bracket.
func (s *bodies) endsLine() bool {
	c := s.source[s.last]
	return c == ')' || c == ']' || c == '}' || c == '"' || c == '\'' || c == '`' || inName(c)
}

// word reports whether a word begins here.
func (s *bodies) word(w string) bool {
	rest := s.source[s.at:]
	return bytes.HasPrefix(rest, []byte(w)) && (len(rest) == len(w) || !inName(rest[len(w)]))
}

// after reports whether the last item was a word.
func (s *bodies) after(w string) bool {
	from := s.last + 1 - len(w)
	return from > 0 && string(s.source[from:s.last+1]) == w && !inName(s.source[from-1])
}

// special are the bytes that decide what those after them are.
var special = [256]bool{'(': true, '[': true, '{': true, ')': true, ']': true, '}': true, '"': true, '\'': true, '`': true, '/': true}

func inName(c byte) bool {
	return c >= 0x80 || c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

func blank(text []byte) {
	for i, c := range text {
		if c != '\n' {
			text[i] = ' '
		}
	}
}
