// Package jsonscan walks over JSON without decoding it: validation, and the members of one object. It is as strict as
// encoding/json and stricter in two ways: nesting is bounded and the text must be valid UTF-8.
package jsonscan

import (
	"unicode/utf8"

	"github.com/mcpgen/mcpgen/internal/jsontoken"
)

// MaxDepth is the deepest nesting that [Valid] accepts.
const MaxDepth = 128

// Valid reports whether b is one JSON value and nothing else.
func Valid(b []byte) bool {
	end := value(b, jsontoken.Space(b, 0), MaxDepth)
	return end >= 0 && jsontoken.Space(b, end) == len(b) && utf8.Valid(b)
}

// Trim returns b without surrounding white space.
func Trim(b []byte) []byte {
	b = b[jsontoken.Space(b, 0):]
	for len(b) > 0 && jsontoken.IsSpace(b[len(b)-1]) {
		b = b[:len(b)-1]
	}
	return b
}

// value returns the index after the value that starts at i, or -1.
func value(b []byte, i, depth int) int {
	if i >= len(b) || depth == 0 {
		return -1
	}
	switch c := b[i]; {
	case c == '{':
		return object(b, i+1, depth-1)
	case c == '[':
		return array(b, i+1, depth-1)
	case c == '"':
		return text(b, i+1)
	case c == 't':
		return literal(b, i, "true")
	case c == 'f':
		return literal(b, i, "false")
	case c == 'n':
		return literal(b, i, "null")
	default:
		return number(b, i)
	}
}

func object(b []byte, i, depth int) int {
	if i = jsontoken.Space(b, i); i < len(b) && b[i] == '}' {
		return i + 1
	}
	for {
		if i = jsontoken.Space(b, i); i >= len(b) || b[i] != '"' {
			return -1
		}
		if i = text(b, i+1); i < 0 {
			return -1
		}
		if i = jsontoken.Space(b, i); i >= len(b) || b[i] != ':' {
			return -1
		}
		if i = value(b, jsontoken.Space(b, i+1), depth); i < 0 {
			return -1
		}
		if i = jsontoken.Space(b, i); i >= len(b) {
			return -1
		}
		switch b[i] {
		case '}':
			return i + 1
		case ',':
			i++
		default:
			return -1
		}
	}
}

func array(b []byte, i, depth int) int {
	if i = jsontoken.Space(b, i); i < len(b) && b[i] == ']' {
		return i + 1
	}
	for {
		if i = value(b, jsontoken.Space(b, i), depth); i < 0 {
			return -1
		}
		if i = jsontoken.Space(b, i); i >= len(b) {
			return -1
		}
		switch b[i] {
		case ']':
			return i + 1
		case ',':
			i++
		default:
			return -1
		}
	}
}

// text returns the index after the string whose first character is at i.
func text(b []byte, i int) int {
	for i < len(b) {
		switch c := b[i]; {
		case c == '"':
			return i + 1
		case c < ' ':
			return -1
		case c == '\\':
			_, end, ok := jsontoken.Escape(b, i)
			if !ok {
				return -1
			}
			i = end
		default:
			i++
		}
	}
	return -1
}

func literal(b []byte, i int, word string) int {
	if len(b)-i >= len(word) && string(b[i:i+len(word)]) == word {
		return i + len(word)
	}
	return -1
}

func number(b []byte, i int) int {
	if end, ok := jsontoken.Number(b, i); ok {
		return end
	}
	return -1
}
