package mandate

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/mcpgen/mcpgen/runtime/principal"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

var errBusy = errors.New("too many introspections are under way")

// admit asks the endpoint about a token and judges the answer with the steps that judge a JWT.
func (i *Introspector) admit(ctx context.Context, token transport.Credential, digest *[32]byte, now time.Time) (*Mandate, *Error) {
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
	i.complete(&c)
	m := &Mandate{digest: *digest, fresh: now.Add(i.cfg.CacheFor).UnixNano()}
	if refusal := i.judge.judge(&c, i.cfg.Now(), &m.principal); refusal != nil {
		return nil, refusal
	}
	m.deadline = m.principal.ExpiresAt.Unix()
	m.anchors = i.judge.anchors(&c, &m.principal)
	m.principal.Claims, m.principal.Credential = principal.ClaimsFromVerified(answer), token
	i.verified.put(m)
	return m, nil
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
