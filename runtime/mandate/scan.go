// A strict one-pass JSON reader for header, claims and key sets (RFC 8259): what two readers could understand
// differently is refused here, before anybody decides on it.

package mandate

import (
	"unicode/utf8"
)

// maxDepth bounds the nesting of objects and lists in a token (the outermost object counts).
const maxDepth = 32

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
