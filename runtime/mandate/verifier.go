package mandate

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"

	"github.com/mcpgen/mcpgen/runtime/principal"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

// New returns a verifier, or an error that names everything in cfg that is missing, contradictory or unsafe. It does
// not use the network: see [Verifier.Warmup].
func New(cfg Config) (*Verifier, error) {
	cfg, err := cfg.complete()
	if err != nil {
		return nil, err
	}
	accepts, err := algorithmsNamed(cfg.Algorithms)
	if err != nil {
		return nil, err
	}
	o := &origin{fetcher: newFetcher(cfg.HTTPClient, cfg.Keys.MaxBytes), issuer: cfg.Issuer, fixed: cfg.JWKSURL}
	if cfg.Profile == Caracal && o.fixed == "" {
		o.fixed = zoneKeysURL(cfg.Issuer, cfg.ZoneID)
	}
	verified := newCache(cfg.CachedTokens)
	fetch := func(ctx context.Context) ([]*key, error) {
		verified.sweep(cfg.Now())
		return o.keys(ctx)
	}
	return &Verifier{
		cfg: cfg, accepts: accepts, leeway: cfg.Leeway, maxHops: int64(cfg.MaxHopCount),
		refuseScopes: refuseScopes(cfg.RequiredScopes), refuseTargets: refuseTargets(cfg.RequiredTargets),
		keys: newKeySource(fetch, cfg), verified: verified,
	}, nil
}

// Verify runs the pipeline on token, steps 1 to 13 in their order. The error is always an [*Error]; on error the
// mandate is nil. A token that was verified before is recognised by its SHA-256; its deadline, its key and steps 12
// and 13 are checked again all the same.
func (v *Verifier) Verify(ctx context.Context, token transport.Credential) (*Mandate, error) {
	m, refusal := v.verify(ctx, token)
	if refusal != nil {
		return nil, refusal
	}
	return m, nil
}

func (v *Verifier) verify(ctx context.Context, token transport.Credential) (*Mandate, *Error) {
	refusal := presentable(token)
	if refusal != nil {
		return nil, refusal
	}
	var m *Mandate
	var digest [sha256.Size]byte
	if v.verified.keeps() {
		digest = identify(token)
		m, refusal = v.remembered(&digest)
	}
	if m == nil && refusal == nil {
		m, refusal = v.verifyAnew(ctx, token, &digest)
	}
	if refusal == nil {
		refusal = v.standing(ctx, m) // steps 12 and 13
	}
	if refusal != nil {
		return nil, refusal
	}
	return m, nil
}

// presentable is step 1 and the bound on length.
func presentable(token transport.Credential) *Error {
	switch {
	case token == "":
		return refuseMissing
	case len(token) > maxTokenBytes:
		return refuseLength
	}
	return nil
}

// identify returns the name under which a token is remembered.
func identify(token transport.Credential) [sha256.Size]byte {
	var stack [2048]byte // ordinary tokens are hashed without allocating
	return sha256.Sum256(append(stack[:0], token...))
}

// remembered returns the mandate of a token that was verified before, or nil if there is none whose key still counts.
func (v *Verifier) remembered(digest *[sha256.Size]byte) (*Mandate, *Error) {
	now := v.cfg.Now()
	m := v.verified.get(digest)
	switch {
	case m == nil || !v.keys.vouches(m.key, now):
		return nil, nil
	case now.Unix() >= m.deadline:
		return nil, refuseExpired
	}
	return m, nil
}

// verifyAnew runs steps 2 to 11 and remembers the mandate.
func (v *Verifier) verifyAnew(ctx context.Context, token transport.Credential, digest *[sha256.Size]byte) (*Mandate, *Error) {
	parts, err := split(token.Reveal())
	if err != nil {
		return nil, refuseForm
	}
	k, refusal := v.signer(ctx, &parts)
	if refusal != nil {
		return nil, refusal
	}
	var c claims
	if c.read(parts.payload) != nil {
		return nil, refuseForm
	}
	m := &Mandate{digest: *digest, key: k, zone: v.cfg.ZoneID}
	// The time is read again: fetching keys may have taken some.
	if refusal := v.judge(&c, v.cfg.Now(), &m.principal); refusal != nil {
		return nil, refusal
	}
	m.deadline = m.principal.ExpiresAt.Unix()
	begun, _ := c[claimIat].instant() // judged above
	m.lifetime = m.deadline - begun
	m.anchors = v.anchors(&c, &m.principal)
	m.delegated = c[claimDelegationEdgeID].there() || c[claimDelegationGraphEpoch].there()
	m.principal.Claims = principal.ClaimsFromVerified(parts.claims)
	m.principal.Credential = token
	v.verified.put(m)
	return m, nil
}

// signer is step 2 up to the signature: it returns the key that the token was signed with.
func (v *Verifier) signer(ctx context.Context, parts *compact) (*key, *Error) {
	h, refusal := v.header(parts.header)
	if refusal != nil {
		return nil, refusal
	}
	method := algorithms[h.algorithm].method
	return v.keys.verify(ctx, h, func(k *key) bool {
		return method.Verify(parts.signed, parts.signature, k.public) == nil
	})
}

// Issuers returns the authorization servers whose tokens are accepted (RFC 9728 section 2).
func (v *Verifier) Issuers() []string { return []string{v.cfg.Issuer} }

// RequiredScopes returns a copy of the scopes that every token needs.
func (v *Verifier) RequiredScopes() []string { return slices.Clone(v.cfg.RequiredScopes) }

// Warmup fetches the keys, so that the first request does not wait for them, and keeps them current from then on. It
// returns nil when tokens can be verified.
func (v *Verifier) Warmup(ctx context.Context) error {
	if err := v.keys.warm(ctx); err != nil {
		return fmt.Errorf("warming up keys of %s: %w", v.cfg.Issuer, err)
	}
	return nil
}

// Ready reports why tokens could not be verified right now, or nil: keys that count, and a revocation store that
// answers. It does not wait for keys.
func (v *Verifier) Ready(ctx context.Context) error {
	if err := v.keys.ready(); err != nil {
		return fmt.Errorf("keys of %s: %w", v.cfg.Issuer, err)
	}
	return storeReady(ctx, v.cfg.Revocations)
}

// Close ends the background work and waits for it. The verifier answers [ErrUnavailable] from then on.
func (v *Verifier) Close() error {
	v.keys.close()
	return nil
}
