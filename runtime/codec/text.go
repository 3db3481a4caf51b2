package codec

import (
	"encoding"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/mcpgen/mcpgen/internal/format"
)

// ReadText reads a string by the type's own UnmarshalText.
func ReadText[T any, P interface {
	*T
	encoding.TextUnmarshaler
}](d *Decoder, v *T) {
	s, ok := d.text()
	if !ok {
		return
	}
	if err := P(v).UnmarshalText(s); err != nil {
		d.problem("is " + quote(s) + ", which is not accepted: " + abbreviate(err.Error()))
	}
}

// WriteText writes a string by the type's own MarshalText.
func WriteText[T any, P interface {
	*T
	encoding.TextMarshaler
}](e *Encoder, v *T) {
	text, err := P(v).MarshalText()
	if err != nil {
		e.fail(err)
		return
	}
	e.out = AppendString(e.out, string(text))
}

// Duration is a time.Duration that travels as a string, "1h30m" or "250ms": a sequence of decimal numbers, each with a
// unit out of ns, us, ms, s, m and h. A plain time.Duration would travel as a count of nanoseconds.
type Duration time.Duration

// durationText is also the pattern of the published schema.
var durationText = regexp.MustCompile(`^-?([0-9]+(\.[0-9]+)?(ns|us|ms|s|m|h))+$`)

// String returns the text that travels.
func (d Duration) String() string { return strings.ReplaceAll(time.Duration(d).String(), "µs", "us") }

// MarshalText implements encoding.TextMarshaler.
func (d Duration) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (d *Duration) UnmarshalText(text []byte) error {
	if !durationText.Match(text) {
		return fmt.Errorf("%s is no duration like 1h30m or 250ms", quote(text))
	}
	parsed, err := time.ParseDuration(string(text))
	*d = Duration(parsed)
	return err
}

// ReadDuration reads a duration.
func ReadDuration(d *Decoder, v *Duration) {
	s, ok := d.text()
	if !ok {
		return
	}
	if v.UnmarshalText(s) != nil {
		d.problem("is " + quote(s) + ", want a duration like 1h30m or 250ms")
	}
}

// WriteDuration writes a duration.
func WriteDuration(e *Encoder, v *Duration) { e.out = AppendString(e.out, v.String()) }

// ReadURL reads an absolute URL.
func ReadURL(d *Decoder, v *url.URL) {
	s, ok := d.text()
	if !ok {
		return
	}
	text := string(s)
	parsed, err := url.Parse(text)
	if err != nil || !format.Valid("uri", text) {
		d.problem("is " + quote(s) + ", want " + format.Want("uri"))
		return
	}
	*v = *parsed
}

// WriteURL writes a URL as a string.
func WriteURL(e *Encoder, v *url.URL) { e.out = AppendString(e.out, v.String()) }
