package codec

import "bytes"

// ReadQuoted reads a number or boolean that travels inside a string (json option "string"), by elem. Integers are
// written in plain digits there.
func ReadQuoted[T any](d *Decoder, v *T, elem func(*Decoder, *T)) {
	s, ok := d.text()
	if !ok {
		return
	}
	inner := Decoder{raw: s}
	if len(s) == 0 || s[0] <= ' ' {
		inner.dead = true
	} else {
		elem(&inner, v)
	}
	switch {
	case inner.dead || inner.pos < len(s):
		d.problem("is " + quote(s) + ", want a plain number or boolean inside the string")
	case len(inner.problems) > 0:
		d.problem(inner.problems[0].Message + ", inside a string")
	}
}

// ReadQuotedInt is [ReadQuoted] for integers: only digits, no 1.0 and no 1e2, as in encoding/json.
func ReadQuotedInt[T Signed | Unsigned](d *Decoder, v *T, elem func(*Decoder, *T)) {
	ReadQuoted(d, v, func(inner *Decoder, v *T) {
		if bytes.ContainsAny(inner.raw, ".eE") {
			inner.problem("is " + quote(inner.raw) + ", want an integer in digits")
			inner.pos = len(inner.raw)
			return
		}
		elem(inner, v)
	})
}

// WriteQuoted writes a number or boolean inside a string.
func WriteQuoted[T any](e *Encoder, v *T, elem func(*Encoder, *T)) {
	e.out = append(e.out, '"')
	elem(e, v)
	e.out = append(e.out, '"')
}

// WriteQuotedPointer is [WriteQuoted] through a pointer; null when it is nil.
func WriteQuotedPointer[T any](e *Encoder, v **T, elem func(*Encoder, *T)) {
	if *v == nil {
		e.out = append(e.out, "null"...)
		return
	}
	WriteQuoted(e, *v, elem)
}
