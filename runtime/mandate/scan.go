// A strict one-pass JSON reader for header, claims and key sets (RFC 8259): what two readers could understand
// differently is refused here, before anybody decides on it.

package mandate

import (
	"errors"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// maxDepth bounds the nesting of objects and lists in a token (the outermost object counts).
const maxDepth = 32

var (
	errNotJSON   = errors.New("not one JSON object")
	errDuplicate = errors.New("duplicate member name")
	errTooDeep   = errors.New("nested too deeply")
)

// kind is the JSON type of a value. The zero kind means that there is no value.
type kind uint8

const (
	absent kind = iota
	null
	boolean
	number
	text
	list
	object
)

// value is one JSON value. For text, str is the string with its escapes resolved; for everything else it is the JSON
// itself.
type value struct {
	kind kind
	str  string
}

// scanner reads src from pos on. It never reads a byte twice except to resolve escapes.
type scanner struct {
	src string
	pos int
}

// members is an iteration over the members of one object: start with openObject, then next until it returns false.
type members struct {
	names names
	begun bool
}

// openObject starts reading: src must be one JSON object in valid UTF-8 with nothing but blanks around it.
func (s *scanner) openObject() error {
	if !utf8.ValidString(s.src) {
		return errNotJSON
	}
	s.blanks()
	if !s.eat('{') {
		return errNotJSON
	}
	return nil
}

// next returns the name of the next member and leaves s before its value, or returns false at the end of the object.
// Whether the name is a duplicate is checked by the caller, which may know a faster way than names.
func (m *members) next(s *scanner) (name string, more bool, err error) {
	s.blanks()
	if s.eat('}') {
		return "", false, nil
	}
	if m.begun && !s.eat(',') {
		return "", false, errNotJSON
	}
	m.begun = true
	s.blanks()
	if name, err = s.text(); err != nil {
		return "", false, err
	}
	s.blanks()
	if !s.eat(':') {
		return "", false, errNotJSON
	}
	return name, true, nil
}

// readObject reads src, which must be one strict JSON object, into a map of its members.
func readObject(src string) (map[string]value, error) {
	s := scanner{src: src}
	if err := s.openObject(); err != nil {
		return nil, err
	}
	var m members
	all := map[string]value{}
	for {
		name, more, err := m.next(&s)
		if err != nil {
			return nil, err
		}
		if !more {
			break
		}
		if _, dup := all[name]; dup {
			return nil, errDuplicate
		}
		if all[name], err = s.value(1); err != nil {
			return nil, err
		}
	}
	if !s.end() {
		return nil, errNotJSON
	}
	return all, nil
}

// end reports whether nothing but blanks is left.
func (s *scanner) end() bool {
	s.blanks()
	return s.pos == len(s.src)
}

// blanks skips blanks; most tokens have none.
func (s *scanner) blanks() {
	if s.pos < len(s.src) && s.src[s.pos] <= ' ' {
		s.skipBlanks()
	}
}

func (s *scanner) skipBlanks() {
	for s.pos < len(s.src) {
		switch s.src[s.pos] {
		case ' ', '\t', '\n', '\r':
			s.pos++
		default:
			return
		}
	}
}

func (s *scanner) eat(c byte) bool {
	if s.pos < len(s.src) && s.src[s.pos] == c {
		s.pos++
		return true
	}
	return false
}

// value reads one value at the given depth of nesting (1: a member of the outermost object).
func (s *scanner) value(depth int) (value, error) {
	s.blanks()
	if s.pos >= len(s.src) {
		return value{}, errNotJSON
	}
	start := s.pos
	var k kind
	var err error
	switch c := s.src[s.pos]; {
	case c == '"':
		str, err := s.text()
		return value{text, str}, err
	case c == '{':
		k, err = object, s.skipObject(depth+1)
	case c == '[':
		k, err = list, s.skipList(depth+1)
	case c == 't':
		k, err = boolean, s.word("true")
	case c == 'f':
		k, err = boolean, s.word("false")
	case c == 'n':
		k, err = null, s.word("null")
	default:
		k, err = number, s.number()
	}
	if err != nil {
		return value{}, err
	}
	return value{k, s.src[start:s.pos]}, nil
}

func (s *scanner) word(w string) error {
	if !strings.HasPrefix(s.src[s.pos:], w) {
		return errNotJSON
	}
	s.pos += len(w)
	return nil
}

func (s *scanner) skipObject(depth int) error {
	if depth > maxDepth {
		return errTooDeep
	}
	s.pos++
	var m members
	for {
		name, more, err := m.next(s)
		if err != nil || !more {
			return err
		}
		if !m.names.add(name) {
			return errDuplicate
		}
		if _, err = s.value(depth); err != nil {
			return err
		}
	}
}

func (s *scanner) skipList(depth int) error {
	if depth > maxDepth {
		return errTooDeep
	}
	s.pos++
	s.blanks()
	if s.eat(']') {
		return nil
	}
	for {
		if _, err := s.value(depth); err != nil {
			return err
		}
		s.blanks()
		if s.eat(']') {
			return nil
		}
		if !s.eat(',') {
			return errNotJSON
		}
	}
}

// number reads a number as RFC 8259 section 6 writes it: no leading zero, no plus, digits on both sides of the point.
func (s *scanner) number() error {
	s.eat('-')
	if !s.eat('0') && !s.digits() {
		return errNotJSON
	}
	if s.eat('.') && !s.digits() {
		return errNotJSON
	}
	if s.eat('e') || s.eat('E') {
		if !s.eat('+') {
			s.eat('-')
		}
		if !s.digits() {
			return errNotJSON
		}
	}
	return nil
}

func (s *scanner) digits() bool {
	start := s.pos
	for s.pos < len(s.src) && s.src[s.pos] >= '0' && s.src[s.pos] <= '9' {
		s.pos++
	}
	return s.pos > start
}

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

// names finds duplicate member names: linear while few, so that ordinary objects cost no allocation, and a map beyond,
// so that an object of thousands does not cost their square.
type names struct {
	few  [12]string
	n    int
	many map[string]struct{}
}

// add reports whether name was not there yet.
func (n *names) add(name string) bool {
	if n.many != nil {
		_, dup := n.many[name]
		n.many[name] = struct{}{}
		return !dup
	}
	for _, other := range n.few[:n.n] {
		if other == name {
			return false
		}
	}
	if n.n < len(n.few) {
		n.few[n.n] = name
		n.n++
		return true
	}
	n.many = make(map[string]struct{}, 4*len(n.few))
	for _, other := range n.few {
		n.many[other] = struct{}{}
	}
	n.many[name] = struct{}{}
	return true
}
