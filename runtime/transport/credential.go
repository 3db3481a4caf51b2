package transport

import (
	"fmt"
	"log/slog"
)

// redacted stands wherever a credential would be printed.
const redacted = "[redacted credential]"

// Credential is a bearer token as it arrived, not yet verified. It redacts itself wherever it is printed, logged or
// encoded; [Credential.Reveal] is the one way to the text. The zero Credential means that none arrived.
type Credential string

// Reveal returns the token itself. What it returns no longer redacts itself: hand it to a verifier or to an outgoing
// request, never to a log.
func (c Credential) Reveal() string { return string(c) }

// String implements [fmt.Stringer] and redacts.
func (c Credential) String() string { return redacted }

// GoString implements [fmt.GoStringer] and redacts.
func (c Credential) GoString() string { return redacted }

// Format implements [fmt.Formatter], so that no verb (not even %x or %q) prints the token.
func (c Credential) Format(s fmt.State, _ rune) { _, _ = s.Write([]byte(redacted)) }

// LogValue implements [slog.LogValuer] and redacts.
func (c Credential) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalText implements [encoding.TextMarshaler] and redacts, as a value and as a map key.
func (c Credential) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// MarshalJSON implements [json.Marshaler] and redacts.
func (c Credential) MarshalJSON() ([]byte, error) { return []byte(`"` + redacted + `"`), nil }
