package jsonschema

import (
	"bytes"
	"encoding/json"
	"strings"
)

// The functions here walk over JSON text that is known to be valid. Nothing is built of it: a value is the bytes it
// stands in, so that a document costs no memory beyond its text.

// trim returns a value without the blanks around it.
func trim(v []byte) []byte { return bytes.Trim(v, " \t\r\n") }

// end returns the index after the value that starts at v[i].
func end(v []byte, i int) int {
	depth := 0
	for ; i < len(v); i++ {
		switch c := v[i]; c {
		case '"':
			i = endString(v, i) - 1
		case '{', '[':
			depth++
			continue
		case '}', ']':
			depth--
			if depth < 0 {
				return i
			}
		case ',', ' ', '\t', '\r', '\n', ':':
			if depth == 0 {
				return i
			}
			continue
		default:
			if depth > 0 {
				continue
			}
			for i+1 < len(v) && strings.IndexByte(",]} \t\r\n", v[i+1]) < 0 {
				i++
			}
		}
		if depth == 0 {
			return i + 1
		}
	}
	return len(v)
}

// endString returns the index after the string that starts at v[i].
func endString(v []byte, i int) int {
	for i++; i < len(v); i++ {
		switch v[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(v)
}

// skipSeparators skips blanks, commas and colons.
func skipSeparators(v []byte, i int) int {
	for i < len(v) && strings.IndexByte(" \t\r\n,:", v[i]) >= 0 {
		i++
	}
	return i
}

// elements calls f with each element of an array, until it returns false.
func elements(v []byte, f func(i int, element []byte) bool) {
	n := 0
	for at := skipSeparators(v, 1); at < len(v)-1; n++ {
		to := end(v, at)
		if !f(n, v[at:to]) {
			return
		}
		at = skipSeparators(v, to)
	}
}

// members calls f with each member of an object, until it returns false.
func members(v []byte, f func(name string, value []byte) bool) {
	for at := skipSeparators(v, 1); at < len(v)-1; {
		to := endString(v, at)
		name := text(v[at:to])
		at = skipSeparators(v, to)
		to = end(v, at)
		if !f(name, v[at:to]) {
			return
		}
		at = skipSeparators(v, to)
	}
}

// text is the value of a JSON string.
func text(v []byte) string {
	if bytes.IndexByte(v, '\\') < 0 {
		return string(v[1 : len(v)-1])
	}
	var s string
	_ = json.Unmarshal(v, &s) // it is a valid string
	return s
}

// count returns the number of elements or members.
func count(v []byte) int {
	n := 0
	if v[0] == '[' {
		elements(v, func(int, []byte) bool { n++; return true })
	} else {
		members(v, func(string, []byte) bool { n++; return true })
	}
	return n
}
