// Package devissuer is a token issuer for development and tests, inside the process and on loopback only.
package devissuer

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/mcpgen/mcpgen/runtime/transport"
)

// Config configures an [Issuer]. The zero value makes RFC 9068 access tokens.
type Config struct {
	// ZoneID makes Caracal mandates of this zone; empty: RFC 9068 access tokens.
	ZoneID string
	// Audience is the audience of tokens whose Claims name none.
	Audience string
	// Algorithm is ES256 (the default), RS256, EdDSA or another of their families.
	Algorithm string
	// Lifetime of tokens whose Claims name none; 0: 15 minutes.
	Lifetime time.Duration
	// Addr to listen on; empty: a free port of 127.0.0.1. Anything but loopback is refused.
	Addr string
	// Now is the clock; nil: [time.Now].
	Now func() time.Time
}

// Issuer signs tokens with a key of its own and serves the public half. Safe for concurrent use.
type Issuer struct{ cfg Config }

// Claims describe a token to mint. The zero value is a token for subject "developer" without scopes.
type Claims struct {
	Subject, ClientID string
	// SubjectType is "user" (the default) or "application". Caracal only.
	SubjectType string
	Audience    string
	Scopes      []string
	Targets     []string
	Roles       []string
	// SessionID is the authority record (sid) and the root one; empty: a fresh one.
	SessionID string
	// AgentSessionID and DelegationEdgeID are left out when empty.
	AgentSessionID, DelegationEdgeID string
	Lifetime                         time.Duration
	// Extra adds claims, replaces any of the above, or with a nil value removes it.
	Extra map[string]any
}

// New generates the key and binds the listener, so that [Issuer.URL] is known.
func New(cfg Config) (*Issuer, error) { return nil, errors.New("devissuer: not built yet") }

// Start serves keys and metadata until ctx is done or Close. It does not block.
func (i *Issuer) Start(ctx context.Context) error { return errors.New("devissuer: not built yet") }

// URL returns the issuer identifier (iss).
func (i *Issuer) URL() string { return "" }

// Handler serves the key set and the discovery documents, to loopback callers only.
func (i *Issuer) Handler() http.Handler { return http.NotFoundHandler() }

// Mint returns a signed token.
func (i *Issuer) Mint(c Claims) (transport.Credential, error) {
	return "", errors.New("devissuer: not built yet")
}

// Rotate makes a new signing key; the old one stays published until the next call of Rotate or Withdraw.
func (i *Issuer) Rotate() error { return errors.New("devissuer: not built yet") }

// Withdraw takes every key but the signing one out of the published set.
func (i *Issuer) Withdraw() {}

// Close ends the listener.
func (i *Issuer) Close() error { return nil }
