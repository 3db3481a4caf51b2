package mandate_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/revocation"
)

// TestSteps has one row or more per row of the table of steps in docs/mandates.md. Each changes one thing in a mandate or a
// configuration that is accepted.
func TestSteps(t *testing.T) {
	t.Parallel()
	type claims = map[string]any
	none := func(*mandate.Config) {}
	for _, row := range []struct {
		name string
		with claims
		cfg  func(*mandate.Config)
		want mandate.Code
	}{
		{"accepted", nil, none, ""},
		{"accepted, audience in a list", claims{"aud": []string{"x", audience}}, none, ""},
		{"accepted, optional claims absent", claims{"scope": nil, "target": nil, "agent_session_id": nil, "delegation_edge_id": nil,
			"source_session_id": nil, "target_session_id": nil, "delegation_path": nil, "delegation_chain": nil, "hop_count": nil,
			"delegation_graph_epoch": nil}, none, ""},

		{"2 cnf", claims{"cnf": claims{"jkt": "x"}}, none, mandate.CodeInvalidToken},
		{"2 iss missing", claims{"iss": nil}, none, mandate.CodeInvalidToken},
		{"2 iss with a slash", claims{"iss": issuer + "/"}, none, mandate.CodeInvalidToken},
		{"2 iss in other case", claims{"iss": "https://STS.example.com"}, none, mandate.CodeInvalidToken},
		{"2 iss is a list", claims{"iss": []string{issuer}}, none, mandate.CodeInvalidToken},
		{"2 aud missing", claims{"aud": nil}, none, mandate.CodeInvalidToken},
		{"2 aud of another", claims{"aud": "resource://other"}, none, mandate.CodeInvalidToken},
		{"2 aud list without us", claims{"aud": []string{"a", "b"}}, none, mandate.CodeInvalidToken},
		{"2 aud empty list", claims{"aud": []string{}}, none, mandate.CodeInvalidToken},
		{"2 aud list with a number", claims{"aud": []any{audience, 1}}, none, mandate.CodeInvalidToken},
		{"2 aud with a slash", claims{"aud": audience + "/"}, none, mandate.CodeInvalidToken},
		{"2 aud as prefix", claims{"aud": audience + "x"}, none, mandate.CodeInvalidToken},
		{"2 exp missing", claims{"exp": nil}, none, mandate.CodeInvalidToken},
		{"2 exp a string", claims{"exp": "1790000300"}, none, mandate.CodeInvalidToken},
		{"2 exp a fraction", claims{"exp": 1790000300.5}, none, mandate.CodeInvalidToken},
		{"2 exp past", claims{"exp": issued + 100}, none, mandate.CodeInvalidToken},
		{"2 iat missing", claims{"iat": nil}, none, mandate.CodeInvalidToken},
		{"2 iat a string", claims{"iat": "1790000000"}, none, mandate.CodeInvalidToken},
		{"2 iat within leeway", claims{"iat": issued + 160}, none, ""},
		{"2 iat beyond leeway", claims{"iat": issued + 161}, none, mandate.CodeInvalidToken},
		{"2 nbf within leeway", claims{"nbf": issued + 160}, none, ""},
		{"2 nbf beyond leeway", claims{"nbf": issued + 161}, none, mandate.CodeInvalidToken},
		{"2 nbf a string", claims{"nbf": "1"}, none, mandate.CodeInvalidToken},
		{"2 no leeway", claims{"iat": issued + 101}, func(c *mandate.Config) { c.Leeway = -1 }, mandate.CodeInvalidToken},
		{"2 before 3", claims{"aud": "x", "zone_id": "x"}, none, mandate.CodeInvalidToken},

		{"3 zone missing", claims{"zone_id": nil}, none, mandate.CodeInvalidZone},
		{"3 zone of another", claims{"zone_id": "zone-2"}, none, mandate.CodeInvalidZone},
		{"3 zone a number", claims{"zone_id": 1}, none, mandate.CodeInvalidZone},
		{"3 before 4", claims{"zone_id": "zone-2", "sub": nil}, none, mandate.CodeInvalidZone},

		{"4 sub missing", claims{"sub": nil}, none, mandate.CodeInvalidToken},
		{"4 sub empty", claims{"sub": ""}, none, mandate.CodeInvalidToken},
		{"4 sub a number", claims{"sub": 7}, none, mandate.CodeInvalidToken},
		{"4 jti missing", claims{"jti": nil}, none, mandate.CodeInvalidToken},
		{"4 client_id missing", claims{"client_id": nil}, none, mandate.CodeInvalidToken},
		{"4 sid missing", claims{"sid": nil}, none, mandate.CodeInvalidToken},
		{"4 root_sid missing", claims{"root_sid": nil}, none, mandate.CodeInvalidToken},
		{"4 use missing", claims{"use": nil}, none, mandate.CodeInvalidToken},
		{"4 use of another kind", claims{"use": "session"}, none, mandate.CodeInvalidToken},
		{"4 use as configured", claims{"use": "gateway"}, func(c *mandate.Config) { c.RequiredUse = "gateway" }, ""},
		{"4 sub_type missing", claims{"sub_type": nil}, none, mandate.CodeInvalidToken},
		{"4 sub_type unknown", claims{"sub_type": "robot"}, none, mandate.CodeInvalidToken},
		{"4 scope a list", claims{"scope": []string{"read"}}, none, mandate.CodeInvalidToken},
		{"4 scope with a tab", claims{"scope": "read\twrite"}, none, mandate.CodeInvalidToken},
		{"4 target a string", claims{"target": "resource://api"}, none, mandate.CodeInvalidToken},
		{"4 target with a number", claims{"target": []any{1}}, none, mandate.CodeInvalidToken},
		{"4 before 5", claims{"sub": nil, "scope": "x"}, need("read"), mandate.CodeInvalidToken},

		{"5 scope there", nil, need("read", "write"), ""},
		{"5 scope missing", nil, need("read", "admin"), mandate.CodeInsufficientScope},
		{"5 no scope at all", claims{"scope": nil}, need("read"), mandate.CodeInsufficientScope},
		{"5 empty scope", claims{"scope": ""}, need("read"), mandate.CodeInsufficientScope},
		{"5 scope in other case", claims{"scope": "READ"}, need("read"), mandate.CodeInsufficientScope},
		{"5 before 6", claims{"target": nil}, func(c *mandate.Config) { need("x")(c); c.RequiredTargets = []string{"t"} }, mandate.CodeInsufficientScope},

		{"6 target there", nil, func(c *mandate.Config) { c.RequiredTargets = []string{"resource://api"} }, ""},
		{"6 target missing", nil, func(c *mandate.Config) { c.RequiredTargets = []string{"resource://b"} }, mandate.CodeInvalidToken},
		{"6 no target", claims{"target": nil}, func(c *mandate.Config) { c.RequiredTargets = []string{"resource://api"} }, mandate.CodeInvalidToken},

		{"7 agent_session_id a number", claims{"agent_session_id": 1}, none, mandate.CodeInvalidToken},
		{"7 delegation_edge_id a list", claims{"delegation_edge_id": []string{"x"}}, none, mandate.CodeInvalidToken},
		{"7 source_session_id a number", claims{"source_session_id": 1}, none, mandate.CodeInvalidToken},
		{"7 target_session_id a number", claims{"target_session_id": 1}, none, mandate.CodeInvalidToken},
		{"7 delegation_path a string", claims{"delegation_path": "x"}, none, mandate.CodeInvalidToken},
		{"7 delegation_chain a string", claims{"delegation_chain": "x"}, none, mandate.CodeInvalidToken},
		{"7 delegation_chain without application", claims{"delegation_chain": []any{claims{}}}, none, mandate.CodeInvalidToken},
		{"7 delegation_chain with more", claims{"delegation_chain": []any{claims{"application_id": "a", "x": 1}}}, none, mandate.CodeInvalidToken},
		{"7 hop_count a string", claims{"hop_count": "1"}, none, mandate.CodeInvalidToken},
		{"7 hop_count negative", claims{"hop_count": -1}, none, mandate.CodeInvalidToken},
		{"7 hop_count a fraction", claims{"hop_count": 0.5}, none, mandate.CodeInvalidToken},
		{"7 epoch a string", claims{"delegation_graph_epoch": "7"}, none, mandate.CodeInvalidToken},
		{"7 before 8", claims{"agent_session_id": nil, "hop_count": "1"}, func(c *mandate.Config) { c.RequireAgent = true }, mandate.CodeInvalidToken},

		{"8 agent there", nil, func(c *mandate.Config) { c.RequireAgent = true }, ""},
		{"8 agent missing", claims{"agent_session_id": nil}, func(c *mandate.Config) { c.RequireAgent = true }, mandate.CodeAgentRequired},
		{"8 agent empty", claims{"agent_session_id": ""}, func(c *mandate.Config) { c.RequireAgent = true }, mandate.CodeAgentRequired},
		{"8 before 9", claims{"agent_session_id": nil, "delegation_edge_id": nil}, func(c *mandate.Config) { c.RequireAgent, c.RequireDelegation = true, true }, mandate.CodeAgentRequired},

		{"9 delegation missing", claims{"delegation_edge_id": nil}, func(c *mandate.Config) { c.RequireDelegation = true }, mandate.CodeDelegationRequired},
		{"9 before 10", claims{"delegation_edge_id": nil, "hop_count": 11}, func(c *mandate.Config) { c.RequireDelegation = true }, mandate.CodeDelegationRequired},

		{"10 ten hops", claims{"hop_count": 10}, none, ""},
		{"10 eleven hops", claims{"hop_count": 11}, none, mandate.CodeHopCountExceeded},
		{"10 as configured", claims{"hop_count": 2}, func(c *mandate.Config) { c.MaxHopCount = 1 }, mandate.CodeHopCountExceeded},
		{"10 no hop allowed", nil, func(c *mandate.Config) { c.MaxHopCount = -1 }, mandate.CodeHopCountExceeded},
		{"10 before 11", claims{"hop_count": 11}, chain("x"), mandate.CodeHopCountExceeded},

		{"11 all in chain", nil, chain("app-parent", "app-1"), ""},
		{"11 one not in chain", nil, chain("app-parent", "app-2"), mandate.CodeChainMismatch},
		{"11 no chain", claims{"delegation_chain": nil}, chain("app-1"), mandate.CodeChainMismatch},
		{"11 before 12", nil, func(c *mandate.Config) { chain("x")(c); revoke(t, c, "authority-record-1") }, mandate.CodeChainMismatch},

		{"12 sid", nil, func(c *mandate.Config) { revoke(t, c, "authority-record-1") }, mandate.CodeSessionRevoked},
		{"12 root_sid", nil, func(c *mandate.Config) { revoke(t, c, "authority-record-root") }, mandate.CodeSessionRevoked},
		{"12 agent_session_id", nil, func(c *mandate.Config) { revoke(t, c, "session-child") }, mandate.CodeSessionRevoked},
		{"12 delegation_edge_id", nil, func(c *mandate.Config) { revoke(t, c, "delegation-1") }, mandate.CodeSessionRevoked},
		{"12 another's sid", nil, func(c *mandate.Config) { revoke(t, c, "authority-record-2") }, ""},
		{"12 before 13", nil, func(c *mandate.Config) { revoke(t, c, "delegation-1"); epoch(t, c, 8) }, mandate.CodeSessionRevoked},

		{"13 same epoch", nil, func(c *mandate.Config) { epoch(t, c, 7) }, ""},
		{"13 later epoch", nil, func(c *mandate.Config) { epoch(t, c, 8) }, mandate.CodeDelegationStale},
		{"13 edge without epoch", claims{"delegation_graph_epoch": nil}, func(c *mandate.Config) { epoch(t, c, 1) }, mandate.CodeDelegationStale},
		{"13 epoch without edge", claims{"delegation_edge_id": nil}, func(c *mandate.Config) { epoch(t, c, 8) }, mandate.CodeDelegationStale},
		{"13 nothing delegated", claims{"delegation_edge_id": nil, "delegation_graph_epoch": nil}, func(c *mandate.Config) { epoch(t, c, 8) }, ""},
		{"13 store fails", nil, func(c *mandate.Config) { c.Revocations = broken{} }, mandate.CodeUnavailable},
	} {
		t.Run(row.name, func(t *testing.T) {
			k := newKey(t, "k1")
			cfg := caracal(publishing(k), at(issued+100).now)
			row.cfg(&cfg)
			v := newVerifier(t, cfg)
			token := k.mandate(valid(row.with))
			for range 2 { // cold, then warm
				if got := codeOf(t, v, token); got != row.want {
					t.Errorf("code %q, want %q", got, row.want)
				}
			}
		})
	}
}

// TestNullIsAbsent: null is no value for optional claims and no excuse for required ones.
func TestNullIsAbsent(t *testing.T) {
	t.Parallel()
	k := newKey(t, "k1")
	v := newVerifier(t, caracal(publishing(k), at(issued+100).now))
	for name, want := range map[string]mandate.Code{
		"scope": "", "target": "", "agent_session_id": "", "delegation_edge_id": "", "source_session_id": "",
		"target_session_id": "", "delegation_path": "", "delegation_chain": "", "hop_count": "", "delegation_graph_epoch": "",
		"iss": mandate.CodeInvalidToken, "sub": mandate.CodeInvalidToken, "aud": mandate.CodeInvalidToken,
		"exp": mandate.CodeInvalidToken, "iat": mandate.CodeInvalidToken, "nbf": mandate.CodeInvalidToken,
		"jti": mandate.CodeInvalidToken, "zone_id": mandate.CodeInvalidZone, "client_id": mandate.CodeInvalidToken,
		"sid": mandate.CodeInvalidToken, "root_sid": mandate.CodeInvalidToken, "use": mandate.CodeInvalidToken,
		"sub_type": mandate.CodeInvalidToken, "cnf": mandate.CodeInvalidToken,
	} {
		claims := valid(nil)
		claims[name] = nil
		if got := codeOf(t, v, k.mandate(claims)); got != want {
			t.Errorf("%s null: code %q, want %q", name, got, want)
		}
	}
}

// TestDeadline: exp itself refuses, cold and warm, and no leeway helps.
func TestDeadline(t *testing.T) {
	t.Parallel()
	k := newKey(t, "k1")
	now := at(expires - 1)
	v := newVerifier(t, caracal(publishing(k), now.now))
	token := k.mandate(valid(nil))
	if got := codeOf(t, v, token); got != "" {
		t.Fatalf("a second before: %q", got)
	}
	now.set(time.Unix(expires, -1))
	if got := codeOf(t, v, token); got != "" {
		t.Errorf("a nanosecond before: %q", got)
	}
	now.set(time.Unix(expires, 0))
	if got := codeOf(t, v, token); got != mandate.CodeInvalidToken {
		t.Errorf("warm at exp: %q", got)
	}
	cold := newVerifier(t, caracal(publishing(k), now.now))
	if got := codeOf(t, cold, token); got != mandate.CodeInvalidToken {
		t.Errorf("cold at exp: %q", got)
	}
}

// TestRevokedBetweenRequests: a verified token that is in the cache is refused by the next request.
func TestRevokedBetweenRequests(t *testing.T) {
	t.Parallel()
	k := newKey(t, "k1")
	cfg := caracal(publishing(k), at(issued+100).now)
	v := newVerifier(t, cfg)
	token := k.mandate(valid(nil))
	if got := codeOf(t, v, token); got != "" {
		t.Fatal(got)
	}
	revoke(t, &cfg, "authority-record-1")
	if got := codeOf(t, v, token); got != mandate.CodeSessionRevoked {
		t.Errorf("after the revocation: %q", got)
	}
}

func TestPrincipal(t *testing.T) {
	t.Parallel()
	k := newKey(t, "k1")
	v := newVerifier(t, caracal(publishing(k), at(issued+100).now))
	m, err := v.Verify(t.Context(), k.mandate(valid(nil)))
	if err != nil {
		t.Fatal(err)
	}
	p := m.Principal()
	if !m.Expiry().Equal(time.Unix(expires, 0)) || !p.ExpiresAt.Equal(m.Expiry()) {
		t.Errorf("ends at %v", m.Expiry())
	}
	got := []any{p.Issuer, p.Subject, p.SubjectType, p.ClientID, p.ZoneID, p.SessionID, p.RootSessionID, p.AgentSessionID,
		p.DelegationEdgeID, p.SourceSessionID, p.TargetSessionID, p.HopCount, p.DelegationGraphEpoch, p.DelegationChain.Len(),
		p.Scopes.Has("read"), p.Scopes.Has("write"), p.Targets.Has("resource://api"), p.DelegationPath.Has("delegation-1"), p.DelegationChain.Contains("app-parent")}
	want := []any{issuer, "user-1", "user", "app-1", zone, "authority-record-1", "authority-record-root", "session-child",
		"delegation-1", "session-parent", "session-child", int64(1), int64(7), 2, true, true, true, true, true}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("field %d is %v, want %v", i, got[i], want[i])
		}
	}
	if jti, _ := p.Claims.String("jti"); jti == "" {
		t.Error("claims are not there")
	}
}

func need(scopes ...string) func(*mandate.Config) {
	return func(c *mandate.Config) { c.RequiredScopes = scopes }
}

func chain(apps ...string) func(*mandate.Config) {
	return func(c *mandate.Config) { c.RequireChainContains = apps }
}

func revoke(t testing.TB, c *mandate.Config, anchor string) {
	t.Helper()
	if err := c.Revocations.(revocation.Store).Revoke(t.Context(), time.Hour, anchor); err != nil {
		t.Fatal(err)
	}
}

func epoch(t testing.TB, c *mandate.Config, n int64) {
	t.Helper()
	if err := c.Revocations.(revocation.Store).AdvanceEpoch(t.Context(), zone, n); err != nil {
		t.Fatal(err)
	}
}

type broken struct{}

func (broken) Check(context.Context, string, []string) (bool, int64, error) {
	return false, 0, errors.New("the store is down")
}

// retaining is a store that revocations reach by themselves, and that keeps them for some time.
type retaining struct {
	*revocation.Memory
	keeps time.Duration
}

func (r retaining) Retention() time.Duration { return r.keeps }

// TestMandateOutlivesRevocations: a mandate that lives longer than revocations are kept would come back to life when
// its revocation ends, so it is refused.
func TestMandateOutlivesRevocations(t *testing.T) {
	t.Parallel()
	k := newKey(t, "k1")
	now := at(issued + 100)
	life := expires - issued
	for keeps, want := range map[time.Duration]mandate.Code{
		0: "", time.Duration(life) * time.Second: "", time.Duration(life)*time.Second - 1: mandate.CodeInvalidToken, time.Minute: mandate.CodeInvalidToken,
	} {
		for name, cfg := range map[string]mandate.Config{"Caracal": caracal(publishing(k), now.now), "RFC 9068": oauth(publishing(k), now.now)} {
			cfg.Revocations = retaining{revocation.NewMemory(revocation.MemoryConfig{Now: now.now}), keeps}
			v := newVerifier(t, cfg)
			for range 2 {
				if got := codeOf(t, v, k.accessToken(valid(nil))); got != want {
					t.Errorf("%s, kept for %v: %q, want %q", name, keeps, got, want)
				}
			}
			if got := codeOf(t, v, k.accessToken(valid(map[string]any{"exp": 253402300799}))); keeps > 0 && got != mandate.CodeInvalidToken {
				t.Errorf("%s, kept for %v, until the year 9999: %q", name, keeps, got)
			}
		}
	}
}
