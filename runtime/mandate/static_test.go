package mandate_test

import (
	"strings"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/revocation"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

var staticToken = leakcheck.Secret(transport.Credential("static-token-23456789abcdef0123456789"))

func static(now func() time.Time) mandate.StaticConfig {
	return mandate.StaticConfig{Issuer: "https://here.example.com", Now: now, Tokens: []mandate.StaticToken{
		{Token: staticToken, Subject: "one", Scopes: []string{"read"}, ExpiresAt: time.Unix(expires, 0), Claims: map[string]any{"plan": "premium", "jti": "t1"}},
		{Token: staticToken + "2", Subject: "two", ExpiresAt: time.Unix(expires, 0)},
	}}
}

func TestStatic(t *testing.T) {
	t.Parallel()
	now := at(issued)
	cfg := static(now.now)
	cfg.RequiredScopes = []string{"read"}
	store := revocation.NewMemory(revocation.MemoryConfig{Now: now.now})
	cfg.Revocations = store
	v, err := mandate.NewStatic(cfg)
	if err != nil {
		t.Fatal(err)
	}
	for token, want := range map[transport.Credential]mandate.Code{
		staticToken: "", staticToken + "2": mandate.CodeInsufficientScope, "": mandate.CodeMissingToken, "wrong": mandate.CodeInvalidToken,
		staticToken[:31]: mandate.CodeInvalidToken, staticToken + "3": mandate.CodeInvalidToken, " " + staticToken: mandate.CodeInvalidToken,
	} {
		if got := codeOf(t, v, token); got != want {
			t.Errorf("a token of %d bytes: %q, want %q", len(token), got, want)
		}
	}
	m, err := v.Verify(t.Context(), staticToken)
	if err != nil {
		t.Fatal(err)
	}
	if plan, _ := m.Principal().Claims.String("plan"); plan != "premium" || m.Principal().Subject != "one" {
		t.Errorf("%+v", m.Principal())
	}
	if err := store.Revoke(t.Context(), time.Hour, "t1"); err != nil {
		t.Fatal(err)
	}
	if got := codeOf(t, v, staticToken); got != mandate.CodeSessionRevoked {
		t.Errorf("revoked: %q", got)
	}
	now.set(time.Unix(expires, 0))
	if got := codeOf(t, v, staticToken); got != mandate.CodeInvalidToken {
		t.Errorf("at its end: %q", got)
	}
}

func TestIncompleteStaticRefused(t *testing.T) {
	t.Parallel()
	for says, change := range map[string]func(*mandate.StaticConfig){
		"Issuer is missing":    func(c *mandate.StaticConfig) { c.Issuer = "" },
		"Tokens is empty":      func(c *mandate.StaticConfig) { c.Tokens = nil },
		"shorter":              func(c *mandate.StaticConfig) { c.Tokens[1].Token = "short" },
		"same as":              func(c *mandate.StaticConfig) { c.Tokens[1].Token = c.Tokens[0].Token },
		"Subject is missing":   func(c *mandate.StaticConfig) { c.Tokens[0].Subject = "" },
		"ExpiresAt is missing": func(c *mandate.StaticConfig) { c.Tokens[0].ExpiresAt = time.Time{} },
		"no scope":             func(c *mandate.StaticConfig) { c.Tokens[0].Scopes = []string{"a b"} },
		"Claims":               func(c *mandate.StaticConfig) { c.Tokens[0].Claims = map[string]any{"f": func() {}} },
	} {
		cfg := static(nil)
		change(&cfg)
		if v, err := mandate.NewStatic(cfg); v != nil || leakcheck.Error(err) == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v, %v, want an error that says %q", v, err, says)
		}
	}
}

// TestIssuerMap: every token is judged by the verifier of its issuer alone.
func TestIssuerMap(t *testing.T) {
	t.Parallel()
	const other = "https://other.example.com"
	k1, k2 := newKey(t, "k1"), newKey(t, "k1") // the same kid at both
	now := at(issued + 100)
	first := oauth(publishing(k1), now.now)
	second := oauth(publishing(k2), now.now)
	second.Issuer, second.RequiredScopes = other, []string{"admin"}
	one, two := newVerifier(t, first), newVerifier(t, second)
	v, err := mandate.NewIssuerMap(one, two)
	if err != nil {
		t.Fatal(err)
	}
	at := func(k key, iss any, scope string) transport.Credential {
		return k.accessToken(valid(map[string]any{"iss": iss, "scope": scope}))
	}
	for _, row := range []struct {
		name  string
		token transport.Credential
		want  mandate.Code
	}{
		{"first", at(k1, issuer, "read"), ""},
		{"second", at(k2, other, "admin"), ""},
		{"second without its scope", at(k2, other, "read"), mandate.CodeInsufficientScope},
		{"first signs for second", at(k1, other, "admin"), mandate.CodeInvalidToken},
		{"second signs for first", at(k2, issuer, "admin"), mandate.CodeInvalidToken},
		{"unknown issuer", at(k1, "https://attacker.example.com", "read"), mandate.CodeInvalidToken},
		{"no issuer", at(k1, nil, "read"), mandate.CodeInvalidToken},
		{"issuer a list", at(k1, []string{issuer, other}, "read"), mandate.CodeInvalidToken},
		{"issuer twice", k1.sign(`{"alg":"ES256","kid":"k1","typ":"at+jwt"}`, `{"iss":"`+other+`",`+jsonOf(valid(nil))[1:]), mandate.CodeInvalidToken},
		{"no token", "", mandate.CodeMissingToken},
		{"no JWT", "x", mandate.CodeInvalidToken},
	} {
		for range 2 {
			if got := codeOf(t, v, row.token); got != row.want {
				t.Errorf("%s: %q, want %q", row.name, got, row.want)
			}
		}
	}
	if got := strings.Join(v.Issuers(), " "); got != issuer+" "+other {
		t.Errorf("issuers %s", got)
	}
	_ = one.Close()
	if err := v.Ready(t.Context()); err != nil {
		t.Errorf("the outage of one issuer: %v", err)
	}
	for name, list := range map[string][]*mandate.Verifier{"none": {}, "nil": {nil}, "twice": {two, two}} {
		if _, err := mandate.NewIssuerMap(list...); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}
