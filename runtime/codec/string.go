package codec

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// ReadString reads a string.
func ReadString[T ~string](d *Decoder, v *T) {
	if s, ok := d.text(); ok {
		*v = T(s)
	}
}

// ReadStringWith reads a string that obeys rules.
func ReadStringWith[T ~string](d *Decoder, v *T, rules ...StringRule) {
	s, ok := d.text()
	if !ok {
		return
	}
	for i := range rules {
		rules[i].check(d, s)
	}
	*v = T(s)
}

// ReadEnum reads a string that is one of valid.
func ReadEnum[T ~string](d *Decoder, v *T, valid ...T) {
	s, ok := d.text()
	if !ok {
		return
	}
	for _, choice := range valid {
		if string(choice) == string(s) {
			*v = choice
			return
		}
	}
	words := make([]string, len(valid))
	for i, choice := range valid {
		words[i] = string(choice)
	}
	d.problem("is " + quote(s) + ", want one of " + choices(string(s), words))
}

// text reads a string and returns its content, which is valid until the next read.
func (d *Decoder) text() ([]byte, bool) {
	s, _, ok := d.textAsItStands()
	return s, ok
}

// textAsItStands is text that says whether the string had escapes; if not, its content stays valid.
func (d *Decoder) textAsItStands() (s []byte, escaped, ok bool) {
	if d.peek() != '"' {
		d.mistyped("a string")
		return nil, false, false
	}
	body, escaped, ok := d.scanString()
	if ok && escaped {
		body, ok = d.unescape(body)
	}
	return body, escaped, ok
}

// unescape resolves the escapes of a string's body into d.scratch. False: an escape is wrong, and noted.
func (d *Decoder) unescape(body []byte) ([]byte, bool) {
	out := d.scratch[:0]
	for i := 0; i < len(body); i++ {
		if body[i] != '\\' {
			out = append(out, body[i])
			continue
		}
		i++
		switch c := body[i]; c {
		case '"', '\\', '/':
			out = append(out, c)
		case 'b':
			out = append(out, '\b')
		case 'f':
			out = append(out, '\f')
		case 'n':
			out = append(out, '\n')
		case 'r':
			out = append(out, '\r')
		case 't':
			out = append(out, '\t')
		case 'u':
			r, used := escapedRune(body[i-1:])
			if used == 0 {
				d.pos -= len(body) - i + 1
				d.syntax(`\u and four hexadecimal digits`)
				return nil, false
			}
			if utf16.IsSurrogate(r) {
				d.problem(`has half of a surrogate pair (\u` + strconv.FormatInt(int64(r), 16) + `), want both halves or none`)
				return nil, false
			}
			out = utf8.AppendRune(out, r)
			i += used - 2
		default:
			d.pos -= len(body) - i + 1
			d.syntax("an escape that JSON knows")
			return nil, false
		}
	}
	d.scratch = out
	return out, true
}

// escapedRune reads \uXXXX, or two of them that form one code point, at the start of s. It returns how many bytes that
// took; 0 when there is no such escape. A half of a pair is returned as it is.
func escapedRune(s []byte) (r rune, used int) {
	r, ok := hex4(s)
	if !ok {
		return 0, 0
	}
	if utf16.IsSurrogate(r) {
		if low, ok := hex4(s[6:]); ok {
			if both := utf16.DecodeRune(r, low); both != utf8.RuneError {
				return both, 12
			}
		}
	}
	return r, 6
}

// hex4 reads \uXXXX.
func hex4(s []byte) (rune, bool) {
	if len(s) < 6 || s[0] != '\\' || s[1] != 'u' {
		return 0, false
	}
	var r rune
	for _, c := range s[2:6] {
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
