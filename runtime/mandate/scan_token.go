package mandate

import (
	"errors"
	"strings"

	"github.com/mcpgen/mcpgen/internal/jsontoken"
)

var (
	errNotJSON   = errors.New("not one JSON object")
	errDuplicate = errors.New("duplicate member name")
	errTooDeep   = errors.New("nested too deeply")
)

// scanner reads src from pos on. It never reads a byte twice except to resolve escapes.
type scanner struct {
	src string
	pos int
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
	s.pos = jsontoken.Space(s.src, s.pos)
}

func (s *scanner) eat(c byte) bool {
	if s.pos < len(s.src) && s.src[s.pos] == c {
		s.pos++
		return true
	}
	return false
}

func (s *scanner) word(w string) error {
	if !strings.HasPrefix(s.src[s.pos:], w) {
		return errNotJSON
	}
	s.pos += len(w)
	return nil
}

// number reads a number.
func (s *scanner) number() error {
	end, ok := jsontoken.Number(s.src, s.pos)
	s.pos = end
	if !ok {
		return errNotJSON
	}
	return nil
}
