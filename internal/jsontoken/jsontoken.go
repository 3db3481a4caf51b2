// Package jsontoken reads the tokens of JSON (RFC 8259): white space, numbers and escapes. Those who read whole values have
// rules of their own, about nesting, duplicate names or half surrogate pairs; what a token is they agree on.
//
// Each function takes a text and the index at which the token starts, and returns the index after it.
package jsontoken

import (
	"unicode/utf16"
	"unicode/utf8"
)

// Text is what tokens are read from.
type Text interface{ ~string | ~[]byte }

// IsSpace reports whether c is white space.
func IsSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// Space skips white space.
func Space[T Text](s T, i int) int {
	for i < len(s) && IsSpace(s[i]) {
		i++
	}
	return i
}

// Number reads a number: no leading zero, no plus, digits on both sides of the point. If it is none, the index is where a
// digit should stand.
func Number[T Text](s T, i int) (int, bool) {
	if i < len(s) && s[i] == '-' {
		i++
	}
	if i < len(s) && s[i] == '0' {
		i++
	} else {
		start := i
		if i = digits(s, i); i == start {
			return i, false
		}
	}
	if i < len(s) && s[i] == '.' {
		start := i + 1
		if i = digits(s, start); i == start {
			return i, false
		}
	}
	if i < len(s) && s[i]|0x20 == 'e' {
		i++
		if i < len(s) && (s[i] == '+' || s[i] == '-') {
			i++
		}
		start := i
		if i = digits(s, i); i == start {
			return i, false
		}
	}
	return i, true
}

func digits[T Text](s T, i int) int {
	for i < len(s) && s[i]-'0' <= 9 {
		i++
	}
	return i
}

// Escape reads an escape, which begins with the backslash at i, and returns the character that it stands for. Two escapes
// that are the halves of a surrogate pair are one; a half alone is returned as it is, for the caller to judge. False: it is
// no escape of JSON.
func Escape[T Text](s T, i int) (r rune, end int, ok bool) {
	if i+1 >= len(s) {
		return 0, i, false
	}
	switch c := s[i+1]; c {
	case '"', '\\', '/':
		return rune(c), i + 2, true
	case 'b':
		return '\b', i + 2, true
	case 'f':
		return '\f', i + 2, true
	case 'n':
		return '\n', i + 2, true
	case 'r':
		return '\r', i + 2, true
	case 't':
		return '\t', i + 2, true
	case 'u':
		return unicodeEscape(s, i)
	}
	return 0, i, false
}

// unicodeEscape reads \uXXXX, or two of them that are one character.
func unicodeEscape[T Text](s T, i int) (rune, int, bool) {
	r, ok := fourDigits(s, i)
	if !ok {
		return 0, i, false
	}
	if !utf16.IsSurrogate(r) {
		return r, i + 6, true
	}
	if low, ok := fourDigits(s, i+6); ok {
		if both := utf16.DecodeRune(r, low); both != utf8.RuneError {
			return both, i + 12, true
		}
	}
	return r, i + 6, true
}

// fourDigits reads \uXXXX as a number.
func fourDigits[T Text](s T, i int) (rune, bool) {
	if len(s)-i < 6 || s[i] != '\\' || s[i+1] != 'u' {
		return 0, false
	}
	var r rune
	for _, c := range []byte(s[i+2 : i+6]) {
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
		r = r<<4 | rune(c)
	}
	return r, true
}
