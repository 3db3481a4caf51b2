package codec

import (
	"encoding/base64"
)

// Bytes travel in standard base64, as encoding/json writes them: []byte, and slices of a named byte type.

// ReadBytes reads bytes in standard base64, with padding.
func ReadBytes[T ~[]byte](d *Decoder, v *T) {
	if out, ok := d.base64(); ok {
		*v = out
	}
}

// ReadNamedBytes is [ReadBytes] for a slice of a named byte type.
func ReadNamedBytes[T ~[]E, E ~byte](d *Decoder, v *T) {
	if out, ok := d.base64(); ok {
		*v = make(T, len(out))
		for i, b := range out {
			(*v)[i] = E(b)
		}
	}
}

// base64 reads a string; ok is false when it is none, or no base64, which has been reported.
func (d *Decoder) base64() (out []byte, ok bool) {
	s, ok := d.text()
	if !ok {
		return nil, false
	}
	out = make([]byte, base64.StdEncoding.DecodedLen(len(s)))
	n, err := base64.StdEncoding.Decode(out, s)
	if err != nil {
		d.problem("is " + quote(s) + ", want standard base64 with padding")
		return nil, false
	}
	return out[:n], true
}

// WriteBytes writes bytes in standard base64. A nil slice is "".
func WriteBytes[T ~[]byte](e *Encoder, v *T) {
	e.out = append(e.out, '"')
	e.out = base64.StdEncoding.AppendEncode(e.out, *v)
	e.out = append(e.out, '"')
}

// WriteNamedBytes is [WriteBytes] for a slice of a named byte type.
func WriteNamedBytes[T ~[]E, E ~byte](e *Encoder, v *T) {
	plain := make([]byte, len(*v))
	for i, b := range *v {
		plain[i] = byte(b)
	}
	WriteBytes(e, &plain)
}
