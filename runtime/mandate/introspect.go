package mandate

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/mcpgen/mcpgen/runtime/transport"
)

// NewIntrospector returns an error that names everything missing or unsafe in cfg. It does not use the network.
func NewIntrospector(cfg IntrospectionConfig) (*Introspector, error) {
	var wrong []error
	for name, value := range map[string]string{"ClientID": cfg.ClientID, "ClientSecret": cfg.ClientSecret.Reveal(), "Issuer": cfg.Issuer} {
		if value == "" {
			wrong = append(wrong, fmt.Errorf("mandate: IntrospectionConfig.%s is missing", name))
		}
	}
	if cfg.Audience == "" && !cfg.InsecureSkipAudience {
		wrong = append(wrong, errors.New("mandate: IntrospectionConfig.Audience is missing"))
	}
	if _, err := trusted(cfg.Endpoint); err != nil {
		wrong = append(wrong, fmt.Errorf("mandate: IntrospectionConfig.Endpoint %w", err))
	}
	if slices.ContainsFunc(cfg.RequiredScopes, notScope) {
		wrong = append(wrong, errors.New("mandate: IntrospectionConfig.RequiredScopes holds what is no scope"))
	}
	if cfg.Revocations != nil && isNil(cfg.Revocations) {
		wrong = append(wrong, errors.New("mandate: IntrospectionConfig.Revocations is a nil pointer"))
	}
	if len(wrong) > 0 {
		return nil, errors.Join(wrong...)
	}
	cfg.fill()
	f := newFetcher(cfg.HTTPClient, 64<<10)
	f.client.CheckRedirect = func(*http.Request, []*http.Request) error {
		return errors.New("redirect of a request that carries credentials")
	}
	judge := &Verifier{leeway: cfg.Leeway, refuseScopes: refuseScopes(cfg.RequiredScopes)}
	judge.cfg = Config{Profile: PlainJWT, Issuer: cfg.Issuer, Audience: cfg.Audience, RequiredScopes: cfg.RequiredScopes, Now: cfg.Now}
	return &Introspector{cfg: cfg, judge: judge, fetcher: f, verified: newCache(cfg.CachedTokens), asking: make(chan struct{}, cfg.MaxConcurrent),
		under: map[[sha256.Size]byte]*question{}}, nil
}

func (cfg *IntrospectionConfig) fill() {
	cfg.RequiredScopes = slices.Clone(cfg.RequiredScopes)
	cfg.Leeway = max(0, cmp.Or(cfg.Leeway, time.Minute))
	cfg.CacheFor = max(0, cmp.Or(cfg.CacheFor, 10*time.Second))
	cfg.CachedTokens = cmp.Or(cfg.CachedTokens, 4096)
	cfg.MaxConcurrent = max(1, cmp.Or(cfg.MaxConcurrent, 64))
	cfg.Timeout = cmp.Or(cfg.Timeout, 5*time.Second)
	if cfg.CacheFor == 0 {
		cfg.CachedTokens = -1
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
}

// Verify implements [TokenVerifier].
func (i *Introspector) Verify(ctx context.Context, token transport.Credential) (*Mandate, error) {
	m, refusal := i.verify(ctx, token)
	if refusal != nil {
		return nil, refusal
	}
	return m, nil
}

func (i *Introspector) verify(ctx context.Context, token transport.Credential) (*Mandate, *Error) {
	refusal := presentable(token)
	if refusal != nil {
		return nil, refusal
	}
	digest := identify(token)
	if !isOpaque(token.Reveal()) {
		return nil, refuseUnknown
	}
	now := i.cfg.Now()
	m := i.verified.get(&digest)
	switch {
	case m == nil || !i.fresh(m.asked, now):
		if m, refusal = i.answered(ctx, token, &digest, now); refusal != nil {
			return nil, refusal
		}
	case now.Unix() >= m.deadline:
		return nil, refuseExpired
	}
	if refusal := standing(ctx, i.cfg.Revocations, m); refusal != nil {
		return nil, refusal
	}
	return m, nil
}

// isOpaque reports whether a token has the form of RFC 6750 section 2.1 (b64token), so that it can be sent on.
func isOpaque(token string) bool {
	for i := range len(token) {
		switch c := token[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9':
		case c == '-' || c == '.' || c == '_' || c == '~' || c == '+' || c == '/' || c == '=':
		default:
			return false
		}
	}
	return true
}

// Issuers returns the configured issuer.
func (i *Introspector) Issuers() []string { return []string{i.cfg.Issuer} }

// RequiredScopes returns a copy of the scopes that every token needs.
func (i *Introspector) RequiredScopes() []string { return slices.Clone(i.cfg.RequiredScopes) }

// Warmup does nothing: what there is to ask depends on the token.
func (i *Introspector) Warmup(context.Context) error { return nil }

// Ready reports why the revocation store cannot answer, or nil. Whether the endpoint answers shows with the next token.
func (i *Introspector) Ready(ctx context.Context) error { return storeReady(ctx, i.cfg.Revocations) }
