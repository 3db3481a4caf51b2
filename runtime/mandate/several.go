package mandate

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/mcpgen/mcpgen/runtime/transport"
)

// IssuerMap verifies tokens of several issuers: a fixed map from the exact iss to the verifier that judges it, key set
// and audience and all. What a token says selects among these verifiers and never adds one. An identity is issuer and
// subject together ([principal.Principal]): the same subject of two issuers is two callers. Safe for concurrent use.
type IssuerMap struct {
	verifiers map[string]*Verifier
	order     []*Verifier
}

// NewIssuerMap returns an error for no verifier, a nil one, or two of one issuer, of which one would never be asked.
func NewIssuerMap(verifiers ...*Verifier) (*IssuerMap, error) {
	if len(verifiers) == 0 {
		return nil, errors.New("mandate: an IssuerMap needs a verifier")
	}
	m := &IssuerMap{verifiers: map[string]*Verifier{}, order: slices.Clone(verifiers)}
	for _, v := range verifiers {
		if v == nil {
			return nil, errors.New("mandate: a verifier of the IssuerMap is nil")
		}
		if m.verifiers[v.cfg.Issuer] != nil {
			return nil, fmt.Errorf("mandate: two verifiers of the IssuerMap are for %s", v.cfg.Issuer)
		}
		m.verifiers[v.cfg.Issuer] = v
	}
	return m, nil
}

// Verify implements [TokenVerifier]: it has the verifier of the token's issuer judge it.
func (s *IssuerMap) Verify(ctx context.Context, token transport.Credential) (*Mandate, error) {
	v, refusal := s.choose(token)
	if refusal != nil {
		return nil, refusal
	}
	return v.Verify(ctx, token)
}

// choose finds the verifier: the one that knows the token already, or that of iss. The claims are read before the
// signature holds for this alone, and read again afterwards by the verifier, which compares iss itself.
func (s *IssuerMap) choose(token transport.Credential) (*Verifier, *Error) {
	if refusal := presentable(token); refusal != nil {
		return nil, refusal
	}
	digest := identify(token)
	for _, v := range s.order {
		if v.verified.get(&digest) != nil {
			return v, nil
		}
	}
	parts, err := split(token.Reveal())
	var c claims
	if err != nil || c.read(parts.payload) != nil {
		return nil, refuseForm
	}
	v, known := s.verifiers[c[claimIss].str]
	if !known || c[claimIss].kind != text {
		return nil, refuseIssuer
	}
	return v, nil
}

// Issuers returns all issuers, in the order given.
func (s *IssuerMap) Issuers() []string {
	var all []string
	for _, v := range s.order {
		all = append(all, v.Issuers()...)
	}
	return all
}

// RequiredScopes returns every scope that some verifier requires.
func (s *IssuerMap) RequiredScopes() []string {
	var all []string
	for _, v := range s.order {
		all = append(all, v.RequiredScopes()...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Warmup warms all verifiers up and returns what failed.
func (s *IssuerMap) Warmup(ctx context.Context) error {
	var failed []error
	for _, v := range s.order {
		failed = append(failed, v.Warmup(ctx))
	}
	return errors.Join(failed...)
}

// Ready returns nil when tokens of at least one issuer can be verified: the outage of one must not take a server away
// from the callers of the others.
func (s *IssuerMap) Ready(ctx context.Context) error {
	var failed []error
	for _, v := range s.order {
		err := v.Ready(ctx)
		if err == nil {
			return nil
		}
		failed = append(failed, err)
	}
	return errors.Join(failed...)
}

// Close closes all verifiers.
func (s *IssuerMap) Close() error {
	for _, v := range s.order {
		_ = v.Close()
	}
	return nil
}
