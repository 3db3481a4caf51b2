package mandate

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/mcpgen/mcpgen/runtime/principal"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

// minStaticBytes is the shortest static token: one that can be guessed protects nothing.
const minStaticBytes = 32

// StaticConfig configures a [Static] verifier. The zero value is refused.
type StaticConfig struct {
	// Issuer names whoever hands the tokens out. Required: it is half of every identity.
	Issuer string
	// Tokens are those that are accepted. Required.
	Tokens []StaticToken
	// RequiredScopes must all be granted, or insufficient_scope.
	RequiredScopes []string
	// Revocations is asked on every request, for the subject and, if there is one, the claim jti; nil: not checked.
	Revocations Revocations
	// Now is the clock; nil: [time.Now].
	Now func() time.Time
}

// StaticToken is one token and whom it stands for.
type StaticToken struct {
	// Token is the token itself, 32 bytes or more and hard to guess.
	Token transport.Credential
	// Subject is required.
	Subject, ClientID string
	Scopes            []string
	// ExpiresAt is required: a token that never ends is found in a backup one day.
	ExpiresAt time.Time
	// Claims are further claims, for checks that look at them.
	Claims map[string]any
}

// Static accepts a fixed list of tokens, for tests and small installations. It compares the hashes of all of them in
// constant time. Safe for concurrent use.
type Static struct {
	cfg          StaticConfig
	mandates     []*Mandate
	refuseScopes *Error
}

// NewStatic returns an error that names everything missing or weak in cfg.
func NewStatic(cfg StaticConfig) (*Static, error) {
	var wrong []error
	miss := func(bad bool, format string, args ...any) {
		if bad {
			wrong = append(wrong, fmt.Errorf("mandate: StaticConfig."+format, args...))
		}
	}
	miss(cfg.Issuer == "", "Issuer is missing")
	miss(len(cfg.Tokens) == 0, "Tokens is empty")
	miss(slices.ContainsFunc(cfg.RequiredScopes, notScope), "RequiredScopes holds what is no scope")
	miss(cfg.Revocations != nil && isNil(cfg.Revocations), "Revocations is a nil pointer")
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	cfg.RequiredScopes = slices.Clone(cfg.RequiredScopes)
	s := &Static{cfg: cfg, refuseScopes: refuseScopes(cfg.RequiredScopes)}
	for i, t := range cfg.Tokens {
		miss(len(t.Token) < minStaticBytes || len(t.Token) > maxTokenBytes, "Tokens[%d].Token is shorter than %d bytes or longer than 16 KiB", i, minStaticBytes)
		for j, other := range cfg.Tokens[:i] {
			miss(t.Token == other.Token, "Tokens[%d].Token is the same as that of Tokens[%d]: whose is it?", i, j)
		}
		miss(t.Subject == "", "Tokens[%d].Subject is missing", i)
		miss(t.ExpiresAt.IsZero(), "Tokens[%d].ExpiresAt is missing", i)
		miss(slices.ContainsFunc(t.Scopes, notScope), "Tokens[%d].Scopes holds what is no scope", i)
		m, err := t.mandate(cfg.Issuer)
		miss(err != nil, "Tokens[%d].Claims: %w", i, err)
		s.mandates = append(s.mandates, m)
	}
	s.cfg.Tokens = nil
	if len(wrong) > 0 {
		return nil, errors.Join(wrong...)
	}
	return s, nil
}

func (t StaticToken) mandate(issuer string) (*Mandate, error) {
	object, err := json.Marshal(t.Claims)
	if t.Claims == nil {
		object = []byte("{}")
	}
	m := &Mandate{digest: identify(t.Token), deadline: t.ExpiresAt.Unix(), anchors: []string{t.Subject}}
	if jti, ok := t.Claims["jti"].(string); ok && jti != "" {
		m.anchors = append(m.anchors, jti)
	}
	m.principal = principal.Principal{
		Issuer: issuer, Subject: t.Subject, ClientID: t.ClientID, Scopes: principal.SetOf(t.Scopes...),
		ExpiresAt: time.Unix(m.deadline, 0), Claims: principal.ClaimsFromVerified(object), Credential: t.Token,
	}
	return m, err
}

// Verify implements [TokenVerifier].
func (s *Static) Verify(ctx context.Context, token transport.Credential) (*Mandate, error) {
	m, refusal := s.find(token)
	if refusal == nil {
		refusal = standing(ctx, s.cfg.Revocations, m)
	}
	if refusal != nil {
		return nil, refusal
	}
	return m, nil
}

func (s *Static) find(token transport.Credential) (*Mandate, *Error) {
	if refusal := presentable(token); refusal != nil {
		return nil, refusal
	}
	digest := identify(token)
	var found *Mandate
	for _, m := range s.mandates { // all of them, so that the time says nothing
		if subtle.ConstantTimeCompare(m.digest[:], digest[:]) == 1 {
			found = m
		}
	}
	switch {
	case found == nil:
		return nil, refuseUnknown
	case s.cfg.Now().Unix() >= found.deadline:
		return nil, refuseExpired
	}
	for _, want := range s.cfg.RequiredScopes {
		if !found.principal.Scopes.Has(want) {
			return nil, s.refuseScopes.lacking(found.principal.Scopes)
		}
	}
	return found, nil
}

// Issuers returns the configured issuer.
func (s *Static) Issuers() []string { return []string{s.cfg.Issuer} }

// RequiredScopes returns a copy of the scopes that every token needs.
func (s *Static) RequiredScopes() []string { return slices.Clone(s.cfg.RequiredScopes) }

// Warmup does nothing: there is nothing to fetch.
func (s *Static) Warmup(context.Context) error { return nil }

// Ready reports why the revocation store cannot answer, or nil.
func (s *Static) Ready(ctx context.Context) error { return storeReady(ctx, s.cfg.Revocations) }
