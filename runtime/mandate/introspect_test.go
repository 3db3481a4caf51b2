package mandate_test

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/revocation"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

var opaque = leakcheck.Secret(transport.Credential("opaque-token_0123456789.~+/="))

// endpoint is an introspection endpoint that exists in memory.
type endpoint struct {
	status int
	body   string
	asked  atomic.Int64
	last   *http.Request
	form   url.Values
}

func (e *endpoint) RoundTrip(r *http.Request) (*http.Response, error) {
	e.asked.Add(1)
	raw, _ := io.ReadAll(r.Body)
	e.last = r
	e.form, _ = url.ParseQuery(string(raw))
	if e.status == 0 {
		return nil, errors.New("the endpoint is down")
	}
	return answer(e.status, e.body), nil
}

func active(with map[string]any) string {
	claims := map[string]any{"active": true, "sub": "user-1", "aud": audience, "exp": expires, "scope": "read write", "client_id": "app-1",
		"iss": issuer, "token_type": "Bearer", "jti": "token-1"}
	for name, v := range with {
		claims[name] = v
		if v == nil {
			delete(claims, name)
		}
	}
	return jsonOf(claims)
}

func introspection(e *endpoint, now func() time.Time) mandate.IntrospectionConfig {
	return mandate.IntrospectionConfig{
		Endpoint: issuer + "/introspect", ClientID: "api:1", ClientSecret: leakcheck.Secret(transport.Credential("client s&cret")), Issuer: issuer, Audience: audience,
		HTTPClient: &http.Client{Transport: e}, Now: now,
	}
}

func newIntrospector(t *testing.T, cfg mandate.IntrospectionConfig) *mandate.Introspector {
	t.Helper()
	v, err := mandate.NewIntrospector(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestIntrospection: each answer and what becomes of the token.
func TestIntrospection(t *testing.T) {
	t.Parallel()
	type claims = map[string]any
	for _, row := range []struct {
		name   string
		status int
		body   string
		cfg    func(*mandate.IntrospectionConfig)
		want   mandate.Code
	}{
		{"active", 200, active(nil), nil, ""},
		{"not active", 200, `{"active":false}`, nil, mandate.CodeInvalidToken},
		{"not active, with claims", 200, active(claims{"active": false}), nil, mandate.CodeInvalidToken},
		{"active a string", 200, active(claims{"active": "true"}), nil, mandate.CodeUnavailable},
		{"active missing", 200, active(claims{"active": nil}), nil, mandate.CodeUnavailable},
		{"active twice", 200, `{"active":false,` + active(nil)[1:], nil, mandate.CodeUnavailable},
		{"no JSON", 200, "<html>", nil, mandate.CodeUnavailable},
		{"too long", 200, active(claims{"x": strings.Repeat("x", 70<<10)}), nil, mandate.CodeUnavailable},
		{"our credentials are wrong", 401, `{"error":"invalid_client"}`, nil, mandate.CodeUnavailable},
		{"server error", 500, active(nil), nil, mandate.CodeUnavailable},
		{"redirect", 307, "", nil, mandate.CodeUnavailable},
		{"down", 0, "", nil, mandate.CodeUnavailable},
		{"expired", 200, active(claims{"exp": issued}), nil, mandate.CodeInvalidToken},
		{"no exp", 200, active(claims{"exp": nil}), nil, mandate.CodeInvalidToken},
		{"nbf ahead", 200, active(claims{"nbf": issued + 200}), nil, mandate.CodeInvalidToken},
		{"aud of another", 200, active(claims{"aud": "x"}), nil, mandate.CodeInvalidToken},
		{"no aud", 200, active(claims{"aud": nil}), nil, mandate.CodeInvalidToken},
		{"no aud, allowed", 200, active(claims{"aud": nil}), func(c *mandate.IntrospectionConfig) { c.InsecureSkipAudience = true }, ""},
		{"aud of another, no aud allowed", 200, active(claims{"aud": "x"}), func(c *mandate.IntrospectionConfig) { c.InsecureSkipAudience = true }, mandate.CodeInvalidToken},
		{"iss of another", 200, active(claims{"iss": "https://other.example.com"}), nil, mandate.CodeInvalidToken},
		{"no iss", 200, active(claims{"iss": nil}), nil, ""},
		{"no sub", 200, active(claims{"sub": nil}), nil, mandate.CodeInvalidToken},
		{"bound to a key", 200, active(claims{"cnf": claims{"jkt": "x"}}), nil, mandate.CodeInvalidToken},
		{"token_type DPoP", 200, active(claims{"token_type": "DPoP"}), nil, mandate.CodeInvalidToken},
		{"a refresh token, as Hydra says it", 200, active(claims{"token_use": "refresh_token", "token_type": nil}), nil, mandate.CodeInvalidToken},
		{"an access token, as Hydra says it", 200, active(claims{"token_use": "access_token"}), nil, ""},
		{"an access token, as Cognito says it", 200, active(claims{"token_use": "access"}), nil, ""},
		{"an ID token, as Cognito says it", 200, active(claims{"token_use": "id"}), nil, mandate.CodeInvalidToken},
		{"token_use a list", 200, active(claims{"token_use": []string{"access"}}), nil, mandate.CodeInvalidToken},
		{"a refresh token, as Keycloak says it", 200, active(claims{"typ": "Refresh", "token_type": nil}), nil, mandate.CodeInvalidToken},
		{"an offline token, as Keycloak says it", 200, active(claims{"typ": "Offline", "token_type": nil}), nil, mandate.CodeInvalidToken},
		{"an ID token, as Keycloak says it", 200, active(claims{"typ": "ID", "token_type": nil}), nil, mandate.CodeInvalidToken},
		{"an access token, as Keycloak says it", 200, active(claims{"typ": "Bearer"}), nil, ""},
		{"typ of a JWT access token", 200, active(claims{"typ": "at+jwt"}), nil, ""},
		{"typ a number", 200, active(claims{"typ": 1}), nil, mandate.CodeInvalidToken},
		{"token_type refresh_token", 200, active(claims{"token_type": "refresh_token"}), nil, mandate.CodeInvalidToken},
		{"scope missing", 200, active(claims{"scope": "write"}), func(c *mandate.IntrospectionConfig) { c.RequiredScopes = []string{"read"} }, mandate.CodeInsufficientScope},
		{"revoked here", 200, active(nil), func(c *mandate.IntrospectionConfig) {
			m := revocation.NewMemory(revocation.MemoryConfig{Now: c.Now})
			_ = m.Revoke(t.Context(), time.Hour, "token-1")
			c.Revocations = m
		}, mandate.CodeSessionRevoked},
		{"store down", 200, active(nil), func(c *mandate.IntrospectionConfig) { c.Revocations = broken{} }, mandate.CodeUnavailable},
	} {
		t.Run(row.name, func(t *testing.T) {
			cfg := introspection(&endpoint{status: row.status, body: row.body}, at(issued+100).now)
			if row.cfg != nil {
				row.cfg(&cfg)
			}
			v := newIntrospector(t, cfg)
			for range 2 {
				if got := codeOf(t, v, opaque); got != row.want {
					t.Errorf("code %q, want %q", got, row.want)
				}
			}
		})
	}
}

// TestIntrospectionRequest: the token goes in the body, our credentials in the header, escaped as OAuth asks.
func TestIntrospectionRequest(t *testing.T) {
	t.Parallel()
	e := &endpoint{status: 200, body: active(nil)}
	m, err := newIntrospector(t, introspection(e, at(issued+100).now)).Verify(t.Context(), opaque)
	if err != nil {
		t.Fatal(err)
	}
	id, secret, _ := e.last.BasicAuth()
	if e.last.Method != http.MethodPost || id != "api%3A1" || secret != "client+s%26cret" || e.form.Get("token") != string(opaque) || strings.Contains(e.last.URL.String(), "opaque") {
		t.Errorf("%s %s as %q", e.last.Method, e.last.URL, id)
	}
	if p := m.Principal(); p.Subject != "user-1" || p.Issuer != issuer || !p.Scopes.Has("read") || !m.Expiry().Equal(time.Unix(expires, 0)) {
		t.Errorf("%+v", p)
	}
}

// TestIntrospectionCache: an answer counts for CacheFor and never past exp.
func TestIntrospectionCache(t *testing.T) {
	t.Parallel()
	e := &endpoint{status: 200, body: active(nil)}
	now := at(issued)
	v := newIntrospector(t, introspection(e, now.now))
	for range 5 {
		if got := codeOf(t, v, opaque); got != "" {
			t.Fatal(got)
		}
	}
	if n := e.asked.Load(); n != 1 {
		t.Errorf("asked %d times", n)
	}
	e.body = `{"active":false}`
	now.set(time.Unix(issued+9, 0))
	if got := codeOf(t, v, opaque); got != "" {
		t.Errorf("within CacheFor: %q", got)
	}
	now.set(time.Unix(issued+10, 0))
	if got := codeOf(t, v, opaque); got != mandate.CodeInvalidToken {
		t.Errorf("after CacheFor: %q", got)
	}
	e.body = active(nil)
	now.set(time.Unix(expires-5, 0))
	if got := codeOf(t, v, opaque); got != "" {
		t.Fatal(got)
	}
	now.set(time.Unix(expires, 0))
	if got := codeOf(t, v, opaque); got != mandate.CodeInvalidToken {
		t.Errorf("at exp: %q", got)
	}
}

// TestIntrospectionForm: what cannot be a token is not sent anywhere.
func TestIntrospectionForm(t *testing.T) {
	t.Parallel()
	e := &endpoint{status: 200, body: active(nil)}
	v := newIntrospector(t, introspection(e, at(issued).now))
	for token, want := range map[string]mandate.Code{"": mandate.CodeMissingToken, "a b": mandate.CodeInvalidToken, "a\n": mandate.CodeInvalidToken,
		"é": mandate.CodeInvalidToken, strings.Repeat("a", 17<<10): mandate.CodeInvalidToken} {
		if got := codeOf(t, v, transport.Credential(token)); got != want {
			t.Errorf("%.10q: %q, want %q", token, got, want)
		}
	}
	if e.asked.Load() != 0 {
		t.Error("the endpoint was asked")
	}
}

func TestIncompleteIntrospectionRefused(t *testing.T) {
	t.Parallel()
	for says, change := range map[string]func(*mandate.IntrospectionConfig){
		"ClientID is missing":     func(c *mandate.IntrospectionConfig) { c.ClientID = "" },
		"ClientSecret is missing": func(c *mandate.IntrospectionConfig) { c.ClientSecret = "" },
		"Issuer is missing":       func(c *mandate.IntrospectionConfig) { c.Issuer = "" },
		"Audience is missing":     func(c *mandate.IntrospectionConfig) { c.Audience = "" },
		"must be https":           func(c *mandate.IntrospectionConfig) { c.Endpoint = "http://sts.example.com/introspect" },
		"absolute URL":            func(c *mandate.IntrospectionConfig) { c.Endpoint = "" },
		"no scope":                func(c *mandate.IntrospectionConfig) { c.RequiredScopes = []string{""} },
		"nil pointer":             func(c *mandate.IntrospectionConfig) { c.Revocations = (*revocation.Memory)(nil) },
	} {
		cfg := introspection(&endpoint{}, nil)
		change(&cfg)
		if v, err := mandate.NewIntrospector(cfg); v != nil || leakcheck.Error(err) == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v, %v, want an error that says %q", v, err, says)
		}
	}
}
