package mandate_test

import (
	"context"
	"crypto"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/golang-jwt/jwt/v5"
	"github.com/lestrrat-go/jwx/v3/jwk"
	jwx "github.com/lestrrat-go/jwx/v3/jwt"
	"github.com/modelcontextprotocol/go-sdk/auth"
)

// typed are the claims as a struct, the fast way of golang-jwt.
type typed struct {
	jwt.RegisteredClaims
	ZoneID               string   `json:"zone_id"`
	ClientID             string   `json:"client_id"`
	Scope                string   `json:"scope"`
	SID                  string   `json:"sid"`
	RootSID              string   `json:"root_sid"`
	Use                  string   `json:"use"`
	SubType              string   `json:"sub_type"`
	Target               []string `json:"target"`
	AgentSessionID       string   `json:"agent_session_id"`
	DelegationEdgeID     string   `json:"delegation_edge_id"`
	SourceSessionID      string   `json:"source_session_id"`
	TargetSessionID      string   `json:"target_session_id"`
	DelegationPath       []string `json:"delegation_path"`
	DelegationChain      []hop    `json:"delegation_chain"`
	HopCount             int64    `json:"hop_count"`
	DelegationGraphEpoch int64    `json:"delegation_graph_epoch"`
}

type hop struct {
	ApplicationID    string `json:"application_id"`
	AgentSessionID   string `json:"agent_session_id"`
	DelegationEdgeID string `json:"delegation_edge_id"`
}

func (f *fixture) parser() *jwt.Parser {
	return jwt.NewParser(jwt.WithValidMethods([]string{f.algorithm}), jwt.WithIssuer(f.issuer.URL()), jwt.WithAudience(audience),
		jwt.WithExpirationRequired(), jwt.WithIssuedAt(), jwt.WithStrictDecoding(), jwt.WithLeeway(time.Minute))
}

// golangJWT is golang-jwt with its options turned on and a scope check, claims in a struct.
func (f *fixture) golangJWT() func() error {
	p, key := f.parser(), f.public()
	return func() error {
		var c typed
		if _, err := p.ParseWithClaims(f.token, &c, func(*jwt.Token) (any, error) { return key, nil }); err != nil {
			return err
		}
		if !strings.Contains(" "+c.Scope+" ", " read ") {
			return errors.New("no scope")
		}
		return nil
	}
}

// goSDK is the official SDK's bearer middleware around golang-jwt, as its example has it.
func (f *fixture) goSDK() func() error {
	p, key := f.parser(), f.public()
	verify := func(_ context.Context, token string, _ *http.Request) (*auth.TokenInfo, error) {
		c := jwt.MapClaims{}
		if _, err := p.ParseWithClaims(token, c, func(*jwt.Token) (any, error) { return key, nil }); err != nil {
			return nil, errors.Join(auth.ErrInvalidToken, err)
		}
		exp, err := c.GetExpirationTime()
		if err != nil {
			return nil, err
		}
		scope, _ := c["scope"].(string)
		return &auth.TokenInfo{Scopes: strings.Fields(scope), Expiration: exp.Time}, nil
	}
	ran := false
	h := auth.RequireBearerToken(verify, &auth.RequireBearerTokenOptions{Scopes: []string{"read"}})(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { ran = true }))
	r := httptest.NewRequest(http.MethodPost, "/mcp", nil)
	r.Header.Set("Authorization", "Bearer "+f.token)
	return func() error {
		ran = false
		h.ServeHTTP(httptest.NewRecorder(), r)
		if !ran {
			return errors.New("refused")
		}
		return nil
	}
}

// lestrrat is jwx with its key set and validation.
func (f *fixture) lestrrat(tb testing.TB) func() error {
	tb.Helper()
	set, err := jwk.Parse(f.keySet)
	if err != nil {
		tb.Fatal(err)
	}
	raw := []byte(f.token)
	return func() error {
		_, err := jwx.Parse(raw, jwx.WithKeySet(set), jwx.WithIssuer(f.issuer.URL()), jwx.WithAudience(audience), jwx.WithAcceptableSkew(time.Minute))
		return err
	}
}

// goOIDC is coreos/go-oidc with static keys.
func (f *fixture) goOIDC() func() error {
	v := oidc.NewVerifier(f.issuer.URL(), &oidc.StaticKeySet{PublicKeys: []crypto.PublicKey{f.public()}},
		&oidc.Config{ClientID: audience, SupportedSigningAlgs: []string{f.algorithm}})
	ctx := context.Background()
	return func() error {
		token, err := v.Verify(ctx, f.token)
		if err != nil {
			return err
		}
		var c typed
		return token.Claims(&c)
	}
}
