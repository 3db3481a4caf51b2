package mandate_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/principal"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

// verifier is what mcpruntime.Config.Verifier asks for.
type verifier interface {
	Verify(context.Context, transport.Credential) (*mandate.Mandate, error)
	Issuers() []string
	RequiredScopes() []string
	Warmup(context.Context) error
	Ready(context.Context) error
}

// TestEveryVerifier: all four are verifiers for a server, name their issuers and scopes, are ready when they can be,
// and are not while their revocation store is not.
func TestEveryVerifier(t *testing.T) {
	t.Parallel()
	k := newKey(t, "k1")
	now := at(issued + 100).now
	build := func(store mandate.Revocations) map[string]verifier {
		jwt := oauth(publishing(k), now)
		jwt.RequiredScopes, jwt.Revocations = []string{"read"}, store
		ask := introspection(&endpoint{status: 200, body: active(nil)}, now)
		ask.RequiredScopes, ask.Revocations = []string{"read"}, store
		fixed := static(now)
		fixed.Issuer, fixed.RequiredScopes, fixed.Revocations = issuer, []string{"read"}, store
		one := newVerifier(t, jwt)
		several, err := mandate.NewIssuerMap(newVerifier(t, jwt))
		if err != nil {
			t.Fatal(err)
		}
		list, err := mandate.NewStatic(fixed)
		if err != nil {
			t.Fatal(err)
		}
		return map[string]verifier{"JWT": one, "several": several, "introspection": newIntrospector(t, ask), "static": list}
	}
	for name, v := range build(nil) {
		if err := errors.Join(v.Warmup(t.Context()), v.Ready(t.Context())); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if !slices.Equal(v.Issuers(), []string{issuer}) || !slices.Equal(v.RequiredScopes(), []string{"read"}) {
			t.Errorf("%s: %v %v", name, v.Issuers(), v.RequiredScopes())
		}
	}
	for name, v := range build(unready{}) {
		_ = v.Warmup(t.Context())
		if v.Ready(t.Context()) == nil {
			t.Errorf("%s: ready without its revocation store", name)
		}
	}
}

// unready is a store that says that it cannot be relied on.
type unready struct{ broken }

func (unready) Ready(context.Context) error { return errors.New("the store is down") }

// TestClosingSeveral closes them all.
func TestClosingSeveral(t *testing.T) {
	t.Parallel()
	k := newKey(t, "k1")
	v, err := mandate.NewIssuerMap(newVerifier(t, oauth(publishing(k), at(issued+100).now)))
	if err != nil {
		t.Fatal(err)
	}
	if err := v.Close(); err != nil {
		t.Error(err)
	}
	if got := codeOf(t, v, k.accessToken(valid(nil))); got != mandate.CodeUnavailable {
		t.Errorf("closed: %q", got)
	}
}

// TestZeroMandate: what no verifier made has no principal.
func TestZeroMandate(t *testing.T) {
	t.Parallel()
	var none *mandate.Mandate
	if none.Principal() != nil || new(mandate.Mandate).Principal() != nil || mandate.InsecureMandate(principal.Principal{Subject: "x"}).Principal() != nil {
		t.Error("a principal out of nothing")
	}
	p := principal.Principal{Issuer: issuer, Subject: "x", ExpiresAt: time.Unix(expires, 0)}
	if m := mandate.InsecureMandate(p); m.Principal().Subject != "x" || !m.Expiry().Equal(p.ExpiresAt) {
		t.Error("the principal is not there")
	}
}

// TestErrorCodes: every code has its sentinel and its status.
func TestErrorCodes(t *testing.T) {
	t.Parallel()
	for sentinel, status := range map[*mandate.Error]int{
		mandate.ErrMissingToken: 401, mandate.ErrInvalidToken: 401, mandate.ErrInvalidZone: 401, mandate.ErrInsufficientScope: 403,
		mandate.ErrAgentRequired: 403, mandate.ErrDelegationRequired: 403, mandate.ErrHopCountExceeded: 403, mandate.ErrChainMismatch: 403,
		mandate.ErrSessionRevoked: 401, mandate.ErrDelegationStale: 401, mandate.ErrUnavailable: 503, {Code: "something new"}: 401,
	} {
		if got := sentinel.HTTPStatus(); got != status {
			t.Errorf("%s: %d, want %d", sentinel.Code, got, status)
		}
		if !errors.Is(&mandate.Error{Code: sentinel.Code, Description: "x"}, sentinel) || errors.Is(&mandate.Error{Code: "other"}, sentinel) {
			t.Errorf("%s is not found by errors.Is", sentinel.Code)
		}
		if sentinel.Error() != "mandate: "+string(sentinel.Code) {
			t.Errorf("says %q", sentinel.Error())
		}
	}
}
