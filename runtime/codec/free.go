package codec

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
)

// ReadAny reads any value: nil, bool, float64, string, []any or map[string]any, as encoding/json does.
func ReadAny(d *Decoder, v *any) {
	switch c := d.peek(); {
	case c == '{':
		var m map[string]any
		ReadMap(d, &m, ReadAny)
		*v = m
	case c == '[':
		var s []any
		ReadSlice(d, &s, ReadAny)
		*v = s
	case c == '"':
		var s string
		ReadString(d, &s)
		*v = s
	case c == 't', c == 'f':
		var b bool
		ReadBool(d, &b)
		*v = b
	case c == 'n':
		d.literal("null")
		*v = nil
	default:
		var n float64
		ReadFloat(d, &n)
		*v = n
	}
}

// ReadRaw reads any value as it stands. It is checked: no repeated members, no lone surrogates.
func ReadRaw[T ~[]byte](d *Decoder, v *T) {
	d.peek()
	start := d.pos
	outer := d.strict
	d.strict = true
	d.skip()
	d.strict = outer
	if !d.dead {
		*v = T(slices.Clone(d.raw[start:d.pos]))
	}
}

// ReadNumber reads a number and keeps every digit.
func ReadNumber(d *Decoder, v *json.Number) {
	if literal, ok := d.number("a number"); ok {
		*v = json.Number(literal)
	}
}

// ReadCustom reads a value that a type reads itself, once the schema that is stated for it has let the value pass: null
// too if it allows that.
func ReadCustom[T any, P interface {
	*T
	json.Unmarshaler
}](d *Decoder, v *T) {
	var raw []byte
	noted := len(d.problems)
	ReadRaw(d, &raw)
	if d.dead || len(d.problems) > noted {
		return
	}
	if err := P(v).UnmarshalJSON(raw); err != nil {
		d.problem("is not accepted: " + abbreviate(err.Error()))
	}
}

// WriteAny writes any value as encoding/json does, but does not escape <, > and &.
func WriteAny(e *Encoder, v *any) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(*v); err != nil {
		e.fail(err)
		return
	}
	e.out = append(e.out, bytes.TrimSuffix(out.Bytes(), []byte("\n"))...)
}

// WriteRaw writes JSON text, without insignificant blanks. Nil is null; text that is no JSON is an error.
func WriteRaw[T ~[]byte](e *Encoder, v *T) {
	if *v == nil {
		e.out = append(e.out, "null"...)
		return
	}
	var out bytes.Buffer
	if err := json.Compact(&out, *v); err != nil {
		e.fail(fmt.Errorf("raw JSON: %w", err))
		return
	}
	e.out = append(e.out, out.Bytes()...)
}

// WriteNumber writes a number as it stands; the empty one is 0.
func WriteNumber(e *Encoder, v *json.Number) {
	d := Decoder{raw: []byte(*v)}
	if *v == "" {
		d.raw = []byte("0")
	}
	if _, ok := d.number("a number"); !ok || d.pos < len(d.raw) {
		e.fail(fmt.Errorf("%q is no JSON number", string(*v)))
		return
	}
	e.out = append(e.out, d.raw...)
}

// WriteCustom writes a value that a type writes itself.
func WriteCustom[T any, P interface {
	*T
	json.Marshaler
}](e *Encoder, v *T) {
	text, err := P(v).MarshalJSON()
	if err != nil {
		e.fail(err)
		return
	}
	WriteRaw(e, &text)
}
