package codec

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/mcpgen/mcpgen/internal/jsontoken"
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
		r, end, ok := jsontoken.Escape(body, i)
		switch {
		case !ok:
			d.pos -= len(body) - i
			d.syntax(wantedEscape(body[i+1]))
			return nil, false
		case utf16.IsSurrogate(r):
			d.problem(`has half of a surrogate pair (\u` + strconv.FormatInt(int64(r), 16) + `), want both halves or none`)
			return nil, false
		}
		out = utf8.AppendRune(out, r)
		i = end - 1
	}
	d.scratch = out
	return out, true
}

// wantedEscape says what should stand where an escape is none; c is the character after its backslash.
func wantedEscape(c byte) string {
	if c == 'u' {
		return `\u and four hexadecimal digits`
	}
	return "an escape that JSON knows"
}
