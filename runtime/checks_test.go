package mcpruntime_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/principal"
	"github.com/mcpgen/mcpgen/runtime/revocation"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

// oneMandate answers every token with the same mandate, as a cache does.
type oneMandate struct {
	*fakeVerifier
	m *mandate.Mandate
}

func (v oneMandate) Verify(context.Context, transport.Credential) (*mandate.Mandate, error) {
	return v.m, nil
}

// TestChecksThatChangeTheirRequest: what a check or a function does to the values it was given changes nothing for other
// checks, components and requests, though verified principals are cached and components shared.
func TestChecksThatChangeTheirRequest(t *testing.T) {
	vandal := check.Bool("vandal", func(r *check.Request) bool {
		if len(r.Component.Tags) > 0 {
			r.Component.Tags[0] = "harmless"
		}
		if r.Component.Meta != nil {
			r.Component.Meta["level"] = 0
		}
		r.Component.Name, r.Phase = "other", 7
		r.Principal.Scopes, r.Principal.Subject = principal.SetOf("admin", "root"), "root"
		r.Principal = &principal.Principal{Scopes: principal.SetOf("admin", "root")}
		return true
	})
	thief := check.Caller("thief", func(_ context.Context, p *principal.Principal) (bool, error) {
		p.Scopes, p.Subject = principal.SetOf("admin", "root"), "root"
		return true, nil
	})
	extract := func(p *principal.Principal) []string {
		p.Scopes = principal.SetOf("admin", "root")
		return []string{"any"}
	}
	level := check.Bool("level", func(r *check.Request) bool { return r.Component.Meta["level"] != 0 && r.Component.Name == "tagged" })
	shared := (&fakeVerifier{}).principal("scopes:read")
	s := serve(t, func(c *mcpruntime.Config) {
		c.Checks = []check.Check{thief, check.Roles(extract, "any"), vandal, check.RestrictTag("danger", "root")}
		c.Verifier = oneMandate{&fakeVerifier{}, mandate.InsecureMandate(shared)}
	},
		tool("danger", mcpruntime.HideUnless(vandal), "danger"),
		tool("admin", mcpruntime.HideUnless(vandal, check.Scopes("admin"))),
		tool("nested", mcpruntime.HideUnless(check.All(vandal, check.Any(vandal), check.Factory("f", vandal)), check.Scopes("admin"))),
		mcpruntime.Tool(mcpruntime.ToolSpec{Name: "tagged", InputSchema: textSchema, Meta: map[string]any{"level": 1}},
			mcpruntime.HideUnless(vandal, level), decodeText, func(context.Context, *textIn) (string, error) { return "", nil }, mcpruntime.Text()),
		toolDoing("robber", open, func(ctx context.Context, _ *textIn) (string, error) {
			p, _ := mcpruntime.PrincipalFrom(ctx)
			p.Scopes, p.Subject = principal.SetOf("admin", "root"), "root" // which nobody should
			return "", nil
		}))
	s.session("x")
	for range 3 {
		for _, e := range eras {
			for name, want := range map[string]string{
				"robber": "allow", "danger": "challenge", "admin": "missing", "nested": "missing", "tagged": "allow",
			} {
				if got := outcomeOf(s.call(e, "x", name, `{"text":"x"}`)); got != want {
					t.Errorf("%s %s: %s, want %s", e, name, got, want)
				}
			}
			if got := s.list(e, "x"); !slices.Equal(got, []string{"robber", "tagged"}) {
				t.Errorf("%s: listed %v", e, got)
			}
			if got := s.audit.last().Caller.Subject; got != "alice" {
				t.Errorf("the caller has become %q", got)
			}
		}
	}
}

// nilCheck panics when a nil pointer to one is asked.
type nilCheck struct{ scopes []string }

func (c *nilCheck) Check(context.Context, *check.Request) error { _ = c.scopes[0]; return nil }

// TestTypedNilsRefuse: a nil pointer in an interface is no nil, and nobody passes it.
func TestTypedNilsRefuse(t *testing.T) {
	var nobody *nilCheck
	var scopes *check.ScopeCheck
	var function check.Func
	var denial *check.Denial
	var short *check.Shortfall
	returning := func(err error) check.Check {
		return check.Func(func(context.Context, *check.Request) error { return err })
	}
	for name, c := range map[string]check.Check{
		"check": nobody, "scopes": scopes, "function": function, "denial": returning(denial), "shortfall": returning(short),
		"joined": returning(errors.Join(denial, short)), "all": check.All(nobody), "any": check.Any(scopes, nobody), "factory": check.Factory("f", nobody),
	} {
		for layer, policy := range map[string]mcpruntime.Policy{"hide": mcpruntime.HideUnless(c), "ask": mcpruntime.ChallengeUnless(c), "server": open} {
			s := startSite(t, func(config *mcpruntime.Config) {
				if layer == "server" {
					config.Checks = []check.Check{c}
				}
			}, tool("tool", policy))
			for _, e := range eras {
				if got := outcomeOf(s.call(e, "scopes:read", "tool", `{"text":"x"}`)); got != "missing" && got != "denied" {
					t.Errorf("%s, %s: %s", name, layer, got)
				}
				if got := s.list(e, "scopes:read"); len(got) > 0 {
					t.Errorf("%s, %s: listed %v", name, layer, got)
				}
			}
			s.stop()
		}
	}
	var sink *recorder
	var verifier *mandate.Verifier
	var ended *revocation.Memory
	_, err := mcpruntime.New(mcpruntime.Config{
		Name: "n", Version: "1", Resource: "http://127.0.0.1/mcp", Verifier: verifier, EndedSessions: ended, Audit: sink, // no leakcheck.Sink
	})
	for _, field := range []string{"Verifier", "Audit", "EndedSessions"} {
		if err == nil || !strings.Contains(err.Error(), field+": it is a nil pointer") {
			t.Errorf("%s: %v", field, err)
		}
	}
}

// TestOddScopes: scopes that are no scope-tokens neither let pass nor reach a header, whoever holds or requires them.
func TestOddScopes(t *testing.T) {
	injected := "x\"\r\nSet-Cookie: a=b"
	long := strings.Repeat("s", 3000)
	held := principal.SetOf("", " ", injected, "\\", "é", "a\x00b", "offline_access", "good", long+"1", long+"2", "after")
	p := (&fakeVerifier{}).principal("scopes:")
	p.Scopes = held
	s := serve(t, func(c *mcpruntime.Config) {
		c.Verifier = oneMandate{&fakeVerifier{required: []string{injected, "", "base"}}, mandate.InsecureMandate(p)}
	},
		tool("ask", mcpruntime.ChallengeUnless(check.Scopes("more"))),
		tool("empty", mcpruntime.ChallengeUnless(check.Scopes(""))),
		tool("injected", mcpruntime.ChallengeUnless(check.Scopes(injected))),
		tool("any", mcpruntime.ChallengeUnless(check.AnyScope("good", injected))),
		tool("implied", mcpruntime.ChallengeUnless(check.Scopes("more").ImpliedBy("more", ""))),
		tool("impliedodd", mcpruntime.ChallengeUnless(check.AnyScope("more").ImpliedBy("more", "good", injected))),
		tool("tag", mcpruntime.ChallengeUnless(check.Scopes("good"), check.RestrictTag("t", " ")), "t"),
		tool("good", mcpruntime.ChallengeUnless(check.Scopes("good"))))
	for _, e := range eras {
		for name, want := range map[string]string{
			"ask": "challenge", "good": "allow", "empty": "missing", "injected": "missing", "any": "missing", "implied": "missing",
			"impliedodd": "missing", "tag": "missing",
		} {
			a := s.call(e, "x", name, `{"text":"x"}`)
			if got := outcomeOf(a); got != want {
				t.Errorf("%s: %s, want %s", name, a, want)
			}
			if a.header.Get("Set-Cookie") != "" {
				t.Errorf("%s: a scope made a header: %v", name, a.header)
			}
		}
		header := s.call(e, "x", "ask", `{"text":"x"}`).header.Get("Www-Authenticate")
		if want := `Bearer error="insufficient_scope", error_description="the operation needs scopes that the token does not have", scope="more good ` +
			long + `1", resource_metadata="`; !strings.HasPrefix(header, want) {
			t.Errorf("challenge %s", header)
		}
	}
}

// TestChangingWhileServing registers, replaces and removes while calls, lists and streams run: each answer is that of the old
// or the new policy, and from the moment a change is done only that of the new.
func TestChangingWhileServing(t *testing.T) {
	closed := mcpruntime.HideUnless(check.Scopes("never"))
	s := serve(t, nil, tool("steady", open), tool("flips", closed))
	for _, e := range eras {
		s.session("scopes:")
		s.streamOf(e, "scopes:", `"notifications":{"toolsListChanged":true}`)
	}
	stop, done := make(chan struct{}), make(chan struct{}, 4)
	for i := range 4 {
		e, asker := eras[i%2], &site{Server: s.Server, t: t, url: s.url, sessions: map[string]string{"scopes:": s.sessions["scopes:"]}}
		go func() {
			defer func() { done <- struct{}{} }()
			for {
				select {
				case <-stop:
					return
				default:
				}
				if got := outcomeOf(asker.call(e, "scopes:", "flips", `{"text":"x"}`)); got != "allow" && got != "missing" {
					t.Errorf("flips: %s", got)
				}
				if got := asker.list(e, "scopes:"); !slices.Contains(got, "steady") || len(got) > 3 {
					t.Errorf("listed %v", got)
				}
			}
		}()
	}
	for i := range 60 {
		policy, want := closed, "missing"
		if i%2 == 0 {
			policy, want = open, "allow"
		}
		if err := s.Replace(tool("flips", policy)); err != nil {
			t.Fatal(err)
		}
		e := eras[i/2%2]
		if got := outcomeOf(s.call(e, "scopes:", "flips", `{"text":"x"}`)); got != want {
			t.Errorf("after replacing: %s, want %s", got, want)
		}
		if got := slices.Contains(s.list(e, "scopes:"), "flips"); got != (want == "allow") {
			t.Errorf("after replacing: listed %v", got)
		}
		if err := s.Register(tool("extra", policy), tool("flips", open)); err == nil || slices.Contains(s.list(e, "scopes:"), "extra") {
			t.Error("half of what cannot be registered is")
		}
		if i%10 == 0 {
			if err := s.Unregister(check.Tool, "flips"); err != nil {
				t.Error(err)
			}
			if got := outcomeOf(s.call(e, "scopes:", "flips", `{"text":"x"}`)); got != "missing" {
				t.Errorf("after removing: %s", got)
			}
		}
	}
	close(stop)
	for range 4 {
		<-done
	}
}

// TestRecheckEndsStreams: with RecheckInterval an open stream ends when its mandate is revoked, in both eras.
func TestRecheckEndsStreams(t *testing.T) {
	for _, e := range eras {
		s := serve(t, func(c *mcpruntime.Config) { c.RecheckInterval = 30 * time.Millisecond }, tool("open", open))
		events := s.streamOf(e, "scopes:", `"notifications":{"toolsListChanged":true}`)
		time.Sleep(100 * time.Millisecond) // a few intervals change nothing
		if err := s.Register(tool("another", open)); err != nil {
			t.Fatal(err)
		}
		select {
		case <-events:
		case <-time.After(5 * time.Second):
			t.Fatalf("%s: the stream is silent before the mandate is revoked", e)
		}
		s.verifier.revoke()
		for deadline := time.After(5 * time.Second); ; {
			select {
			case got, running := <-events:
				if running && strings.Contains(got, "list_changed") {
					t.Errorf("%s: heard %s", e, got)
				}
				if running {
					continue
				}
			case <-deadline:
				t.Errorf("%s: the stream outlived its mandate", e)
			}
			break
		}
	}
}
