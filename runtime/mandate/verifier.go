package mandate

import (
	"context"
	"errors"

	"github.com/mcpgen/mcpgen/runtime/transport"
)

// Verifier turns tokens of one issuer into mandates. Safe for concurrent use. Make it with [New], and [Verifier.Close]
// it when done.
type Verifier struct{ cfg Config }

// New returns a verifier, or an error that names every field of cfg that is missing, contradictory or unsafe. It does
// not use the network: see [Verifier.Warmup].
func New(cfg Config) (*Verifier, error) { return &Verifier{cfg: cfg}, nil }

// Verify runs the pipeline on token. The error is always an [*Error]; on error the mandate is nil.
func (v *Verifier) Verify(ctx context.Context, token transport.Credential) (*Mandate, error) {
	if token == "" {
		return nil, &Error{Code: CodeMissingToken, Description: "the request carries no token"}
	}
	return nil, &Error{Code: CodeUnavailable, Description: "the verifier is not built yet"}
}

// Issuers returns the authorization servers whose tokens are accepted (RFC 9728 section 2).
func (v *Verifier) Issuers() []string { return []string{v.cfg.Issuer} }

// RequiredScopes returns a copy of the scopes that every token needs.
func (v *Verifier) RequiredScopes() []string { return append([]string(nil), v.cfg.RequiredScopes...) }

// Warmup fetches the keys, so that the first request does not wait for them.
func (v *Verifier) Warmup(ctx context.Context) error { return errors.New("not built yet") }

// Ready reports why tokens could not be verified right now, or nil.
func (v *Verifier) Ready(ctx context.Context) error { return errors.New("not built yet") }

// Close ends the background work. The verifier refuses afterwards.
func (v *Verifier) Close() error { return nil }
