package mandate

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/mcpgen/mcpgen/runtime/principal"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

var errBusy = errors.New("too many introspections are under way")

// question is one that is under way.
type question struct {
	asked   time.Time
	done    chan struct{}
	mandate *Mandate // like refusal, set before done is closed
	refusal *Error
}

// answered returns what the endpoint says about a token. Requests with the same token wait for the same answer, unless
// its question is older than an answer may be; with a negative CacheFor every request asks.
func (i *Introspector) answered(ctx context.Context, token transport.Credential, digest *[32]byte, now time.Time) (*Mandate, *Error) {
	i.mu.Lock()
	if q := i.under[*digest]; q != nil && i.fresh(q.asked, now) {
		i.mu.Unlock()
		select {
		case <-q.done:
			return q.mandate, q.refusal
		case <-ctx.Done():
			return nil, unavailable("the authorization server does not tell about the token right now", ctx.Err())
		}
	}
	q := &question{asked: now, done: make(chan struct{}), refusal: unavailable("the token could not be judged", nil)}
	i.under[*digest] = q
	i.mu.Unlock()
	defer func() { // also if the client panics: nobody may wait for ever
		i.mu.Lock()
		if i.under[*digest] == q {
			delete(i.under, *digest)
		}
		i.mu.Unlock()
		close(q.done)
	}()
	if i.cfg.CacheFor > 0 {
		ctx = context.WithoutCancel(ctx) // others may wait for this answer
	}
	q.mandate, q.refusal = i.verifyAnew(ctx, token, digest, now)
	return q.mandate, q.refusal
}

// verifyAnew asks the endpoint about a token and judges the answer with the steps that judge a JWT.
func (i *Introspector) verifyAnew(ctx context.Context, token transport.Credential, digest *[32]byte, now time.Time) (*Mandate, *Error) {
	answer, err := i.ask(ctx, token)
	if err != nil {
		return nil, unavailable("the authorization server does not tell about the token right now", err)
	}
	var c claims
	if err := c.read(string(answer)); err != nil || c[claimActive].kind != boolean {
		return nil, unavailable("the authorization server does not tell about the token right now", errors.New("the answer is no introspection response"))
	}
	if c[claimActive].str != "true" {
		return nil, refuseUnknown
	}
	if t := c[claimTokenType]; t.there() && (t.kind != text || !strings.EqualFold(t.str, "Bearer")) {
		return nil, refuseBound // DPoP and the like (RFC 9449 section 5)
	}
	if !c[claimTokenUse].among("access_token", "access") || !c[claimTyp].among("Bearer", "at+jwt", "application/at+jwt", "JWT", "access_token") {
		return nil, refuseType // refresh tokens are active, too (RFC 7662 section 2.1)
	}
	i.complete(&c)
	m := &Mandate{digest: *digest, asked: now}
	if refusal := i.judge.judge(&c, i.cfg.Now(), &m.principal); refusal != nil {
		return nil, refusal
	}
	m.deadline = m.principal.ExpiresAt.Unix()
	m.anchors = i.judge.anchors(&c, &m.principal)
	m.principal.Claims, m.principal.Credential = principal.ClaimsFromVerified(answer), token
	i.verified.put(m)
	return m, nil
}

// among reports whether a claim, if it is there, is one of the names, in any case.
func (v value) among(names ...string) bool {
	return !v.there() || v.kind == text && slices.ContainsFunc(names, func(name string) bool { return strings.EqualFold(v.str, name) })
}

// complete fills in what RFC 7662 lets an answer leave out and a JWT must have: iss, which is the server we asked, iat,
// and with InsecureSkipAudience aud. Without exp an answer is refused: a mandate ends.
func (i *Introspector) complete(c *claims) {
	if !c[claimIss].there() {
		c[claimIss] = value{text, i.cfg.Issuer}
	}
	if !c[claimIat].there() {
		c[claimIat] = value{number, "1"}
	}
	if i.cfg.InsecureSkipAudience && !c[claimAud].there() {
		c[claimAud] = value{text, i.cfg.Audience}
	}
}

// ask sends one question (RFC 7662 section 2.1). The token goes in the body, so that no log of addresses has it.
func (i *Introspector) ask(ctx context.Context, token transport.Credential) ([]byte, error) {
	select {
	case i.asking <- struct{}{}:
		defer func() { <-i.asking }()
	default:
		return nil, errBusy
	}
	ctx, cancel := context.WithTimeout(ctx, i.cfg.Timeout)
	defer cancel()
	form := url.Values{"token": {token.Reveal()}, "token_type_hint": {"access_token"}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, i.cfg.Endpoint, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, fmt.Errorf("asking %s: %w", i.cfg.Endpoint, err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "application/json")
	req.SetBasicAuth(url.QueryEscape(i.cfg.ClientID), url.QueryEscape(i.cfg.ClientSecret.Reveal())) // RFC 6749 section 2.3.1
	resp, err := i.fetcher.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		return nil, &statusError{i.cfg.Endpoint, resp.StatusCode}
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, i.fetcher.maxBytes+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("asking %s: %w", i.cfg.Endpoint, err)
	case int64(len(body)) > i.fetcher.maxBytes:
		return nil, fmt.Errorf("asking %s: longer than %d bytes", i.cfg.Endpoint, i.fetcher.maxBytes)
	}
	return body, nil
}

// IntrospectionConfig configures an [Introspector]. The zero value is refused.
type IntrospectionConfig struct {
	// Endpoint is the introspection endpoint (RFC 7662 section 2). Required; https unless loopback.
	Endpoint string
	// ClientID and ClientSecret authenticate us there (RFC 6749 section 2.3.1). Required: an endpoint that answers
	// anybody would let tokens be guessed.
	ClientID     string
	ClientSecret transport.Credential
	// Issuer is half of every identity, and what iss must be where the answer has one. Required.
	Issuer string
	// Audience must be in aud of the answer. Required.
	Audience string
	// InsecureSkipAudience accepts answers without aud, for servers that never send one: tokens that were issued for
	// somebody else are then accepted too.
	InsecureSkipAudience bool
	// RequiredScopes must all be granted, or insufficient_scope.
	RequiredScopes []string
	// Revocations is asked on every request; nil: not checked here.
	Revocations Revocations
	// Leeway for nbf and iat, never for exp; 0: 60 s, negative: none.
	Leeway time.Duration
	// CacheFor is how long an answer counts, and so how late a token taken back at the issuer is noticed; 0: 10 s,
	// negative: every request asks.
	CacheFor time.Duration
	// CachedTokens bounds how many answers are remembered; 0: 4096.
	CachedTokens int
	// MaxConcurrent bounds the questions under way, of which there is one for all requests with the same token; more are
	// answered temporarily_unavailable. 0: 64.
	MaxConcurrent int
	// Timeout bounds one question; 0: 5 s.
	Timeout time.Duration
	// HTTPClient asks; nil: a client of its own. Redirects are refused whatever it says.
	HTTPClient *http.Client
	// Now is the clock; nil: [time.Now].
	Now func() time.Time
}

// Introspector verifies opaque tokens by asking the server that issued them (RFC 7662). Refusals and codes are those
// of [Verifier]: a token that is not active is invalid_token, an endpoint that does not answer
// temporarily_unavailable. Safe for concurrent use.
type Introspector struct {
	cfg      IntrospectionConfig
	judge    *Verifier // judges the claims of an answer; it has no keys
	fetcher  *fetcher
	verified *cache
	asking   chan struct{}

	mu    sync.Mutex
	under map[[sha256.Size]byte]*question // those under way that others may wait for
}

// fresh reports whether the answer to a question counts at now. One from the future does not: the clock was set back.
func (i *Introspector) fresh(asked, now time.Time) bool {
	age := now.Sub(asked)
	return age >= 0 && age < i.cfg.CacheFor
}
