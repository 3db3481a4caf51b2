package devissuer_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
	"github.com/mcpgen/mcpgen/runtime/devissuer"
	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/revocation"
)

func start(t *testing.T, cfg devissuer.Config) *devissuer.Issuer {
	t.Helper()
	i, err := devissuer.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = i.Close() })
	if err := i.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	return i
}

func verifier(t *testing.T, cfg mandate.Config) *mandate.Verifier {
	t.Helper()
	cfg.Audience = "http://127.0.0.1:8080/mcp"
	v, err := mandate.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = v.Close() })
	return v
}

// TestRoundTrip: what it mints verifies, for both profiles and every algorithm, with keys found as in production.
func TestRoundTrip(t *testing.T) {
	t.Parallel()
	for _, algorithm := range []string{"ES256", "ES384", "ES512", "RS256", "PS256", "EdDSA"} {
		i := start(t, devissuer.Config{Audience: "http://127.0.0.1:8080/mcp", Algorithm: algorithm})
		v := verifier(t, mandate.Config{Issuer: i.URL(), Algorithms: []string{algorithm}, RequiredScopes: []string{"a"}})
		token, err := i.Mint(devissuer.Claims{Scopes: []string{"a", "b"}, Roles: []string{"editor"}})
		if err != nil {
			t.Fatal(err)
		}
		leakcheck.Secret(token)
		m, err := v.Verify(t.Context(), token)
		if err != nil {
			t.Fatalf("%s: %v", algorithm, err)
		}
		if roles, _ := m.Principal().Claims.Strings("roles"); len(roles) != 1 || !m.Principal().Scopes.Has("b") {
			t.Errorf("%s: %v %v", algorithm, roles, m.Principal().Scopes)
		}
	}
	i := start(t, devissuer.Config{ZoneID: "dev zone", Audience: "http://127.0.0.1:8080/mcp"})
	v := verifier(t, mandate.Config{Issuer: i.URL(), ZoneID: "dev zone", Revocations: revocation.NewMemory(revocation.MemoryConfig{}), RequireAgent: true})
	token, err := i.Mint(devissuer.Claims{AgentSessionID: "agent-1"})
	if err != nil {
		t.Fatal(err)
	}
	leakcheck.Secret(token)
	if _, err := v.Verify(t.Context(), token); err != nil {
		t.Errorf("Caracal: %v", err)
	}
}

// TestRotateAndWithdraw: both keys verify until the old one is withdrawn.
func TestRotateAndWithdraw(t *testing.T) {
	t.Parallel()
	i := start(t, devissuer.Config{Audience: "http://127.0.0.1:8080/mcp"})
	v := verifier(t, mandate.Config{Issuer: i.URL(), Keys: mandate.KeyPolicy{RefreshInterval: 20 * time.Millisecond}})
	old, err := i.Mint(devissuer.Claims{})
	if err != nil {
		t.Fatal(err)
	}
	leakcheck.Secret(old)
	if err := i.Rotate(); err != nil {
		t.Fatal(err)
	}
	fresh, err := i.Mint(devissuer.Claims{})
	if err != nil {
		t.Fatal(err)
	}
	leakcheck.Secret(fresh)
	if _, err := v.Verify(t.Context(), old); err != nil {
		t.Error(err)
	}
	if _, err := v.Verify(t.Context(), fresh); err != nil {
		t.Error(err)
	}
	i.Withdraw()
	for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		if _, err := v.Verify(t.Context(), old); err != nil {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the withdrawn key still verifies")
		}
	}
	if _, err := v.Verify(t.Context(), fresh); err != nil {
		t.Error(err)
	}
}

// TestLoopbackOnly: it neither listens elsewhere nor answers others.
func TestLoopbackOnly(t *testing.T) {
	t.Parallel()
	for _, addr := range []string{":0", "0.0.0.0:0", "[::]:0", "192.0.2.1:0", "example.com:0", "localhost", "127.0.0.1"} {
		if i, err := devissuer.New(devissuer.Config{Addr: addr}); err == nil {
			_ = i.Close()
			t.Errorf("listens on %s", addr)
		}
	}
	i := start(t, devissuer.Config{})
	rec := httptest.NewRecorder()
	req := httptest.NewRequest(http.MethodGet, "/.well-known/jwks.json", nil) // RemoteAddr 192.0.2.1
	i.Handler().ServeHTTP(rec, req)
	if rec.Code != http.StatusForbidden {
		t.Errorf("a caller from elsewhere gets %d", rec.Code)
	}
}

func TestUnknownAlgorithm(t *testing.T) {
	t.Parallel()
	for _, algorithm := range []string{"none", "HS256", "es256"} {
		if _, err := devissuer.New(devissuer.Config{Algorithm: algorithm}); err == nil {
			t.Errorf("%s is accepted", algorithm)
		}
	}
}

// TestTokensStayOutOfPrint: what Mint returns redacts itself.
func TestTokensStayOutOfPrint(t *testing.T) {
	t.Parallel()
	token, err := start(t, devissuer.Config{}).Mint(devissuer.Claims{})
	if err != nil || strings.Contains(leakcheck.Secret(token).String(), ".") {
		t.Errorf("%v %v", token, err)
	}
}
