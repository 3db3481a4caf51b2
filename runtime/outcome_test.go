package mcpruntime_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/check"
)

// components are one of each kind of policy.
func components() []mcpruntime.Component {
	deny := check.Named("explains", func(context.Context, *check.Request) error { return check.Deny("verify your email") })
	no := check.Bool("no", func(*check.Request) bool { return false })
	return []mcpruntime.Component{
		tool("open", open),
		tool("members", mcpruntime.HideUnless(check.Authenticated())),
		tool("read", mcpruntime.HideUnless(check.Scopes("read"))),
		tool("implied", mcpruntime.HideUnless(check.Scopes("read").ImpliedBy("read", "write"))),
		tool("write", mcpruntime.ChallengeUnless(check.Scopes("read", "write"))),
		tool("either", mcpruntime.ChallengeUnless(check.AnyScope("a", "b"))),
		tool("tagged", open, "admin"),
		tool("explained", mcpruntime.ChallengeUnless(check.Scopes("write"), deny)),
		tool("unexplained", mcpruntime.HideUnless(deny)),
		tool("opaque", mcpruntime.ChallengeUnless(check.Scopes("write"), no)),
	}
}

func withLayer(c *mcpruntime.Config) { c.Checks = []check.Check{check.RestrictTag("admin", "admin")} }

func TestOutcomes(t *testing.T) {
	s := serve(t, withLayer, components()...)
	for _, row := range []struct{ caller, tool, want, scopes string }{
		{"scopes:", "open", "allow", ""},
		{"scopes:", "members", "allow", ""},
		{"scopes:", "read", "missing", ""},
		{"scopes:read", "read", "allow", ""},
		{"scopes:", "implied", "missing", ""},
		{"scopes:write", "implied", "allow", ""},
		{"scopes:other", "write", "challenge", "read write other"},
		{"scopes:read", "write", "challenge", "write read"},
		{"scopes:write+read", "write", "allow", ""},
		{"scopes:", "either", "challenge", "a"},
		{"scopes:b", "either", "allow", ""},
		{"scopes:x", "tagged", "challenge", "admin x"},
		{"scopes:admin", "tagged", "allow", ""},
		{"scopes:", "explained", "denied", ""},
		{"scopes:write", "explained", "denied", ""},
		{"scopes:write", "unexplained", "missing", ""},
		{"scopes:", "opaque", "missing", ""},
		{"scopes:write", "opaque", "missing", ""},
		{"scopes:admin+write", "absent", "missing", ""},
		{"", "open", "unauthenticated", ""},
		{"revoked", "open", "unauthenticated", ""},
		{"down", "open", "unavailable", ""},
		{"broken", "open", "unavailable", ""},
		{"panic", "open", "unavailable", ""},
		{"nothing", "open", "unavailable", ""},
	} {
		for _, e := range eras {
			t.Run(string(e)+"/"+row.caller+"/"+row.tool, func(t *testing.T) {
				s.t = t
				if !strings.HasPrefix(row.caller, "scopes:") {
					s.sessions[row.caller] = "none" // the token is refused before anybody looks
				}
				a := s.call(e, row.caller, row.tool, `{"text":"hi"}`)
				if got := outcomeOf(a); got != row.want {
					t.Fatalf("outcome %s, want %s\n%s", got, row.want, a)
				}
				if row.want == "allow" && !strings.Contains(a.body, "echo hi") {
					t.Fatalf("the function did not run: %s", a)
				}
				challenge := a.header.Get("Www-Authenticate")
				if row.scopes != "" && !strings.Contains(challenge, `error="insufficient_scope"`) ||
					!strings.Contains(challenge, `scope="`+row.scopes+`"`) && row.scopes != "" {
					t.Fatalf("challenge %q does not name %q", challenge, row.scopes)
				}
				if row.scopes == "" && strings.Contains(challenge, "scope=") {
					t.Fatalf("challenge %q names scopes", challenge)
				}
				listed := slices.Contains(listOr(s, e, row.caller), row.tool)
				wantListed := row.want == "allow" || row.want == "challenge" && row.tool != "tagged"
				if listed != wantListed {
					t.Fatalf("listed: %v, want %v", listed, wantListed)
				}
			})
		}
	}
	if strings.Contains(s.logs.String(), "scopes:") {
		t.Error("a token is in the log")
	}
}

func listOr(s *site, e era, token string) []string {
	if !strings.HasPrefix(token, "scopes:") {
		return nil
	}
	return s.list(e, token)
}

func TestHiddenIsMissing(t *testing.T) {
	s := serve(t, withLayer, tool("secret", mcpruntime.HideUnless(check.Scopes("never"))), tool("open", open))
	for _, e := range eras {
		for _, args := range []string{"", `{"text":"x"}`, `{"wrong":1}`, `null`, `[]`, `"x"`, `{"text":`} {
			hidden, missing := s.call(e, "scopes:read", "secret", args), s.call(e, "scopes:read", "absent", args)
			if got, want := strings.ReplaceAll(hidden.String(), "secret", "absent"), missing.String(); got != want {
				t.Errorf("%s %s:\n%s\n%s", e, args, got, want)
			}
		}
	}
}

func TestArguments(t *testing.T) {
	failing := errors.New("no such record")
	s := serve(t, nil, tool("echo", open),
		toolDoing("fails", open, func(context.Context, *textIn) (string, error) { return "", failing }),
		toolDoing("panics", open, func(context.Context, *textIn) (string, error) { panic("secret detail") }),
	)
	for _, e := range eras {
		a := s.call(e, "scopes:", "echo", `{"other":1,"text":5}`)
		if a.status != 200 || !strings.Contains(a.body, `"isError":true`) || !strings.Contains(a.body, "other") ||
			!strings.Contains(a.body, "text") {
			t.Errorf("bad arguments: %s", a)
		}
		if a := s.call(e, "scopes:", "echo", ""); !strings.Contains(a.body, `"isError":true`) {
			t.Errorf("no arguments: %s", a)
		}
		if a := s.call(e, "scopes:", "fails", `{"text":""}`); !strings.Contains(a.body, "no such record") || outcomeOf(a) != "error" {
			t.Errorf("error: %s", a)
		}
		a = s.call(e, "scopes:", "panics", `{"text":""}`)
		if !strings.Contains(a.body, "-32603") || strings.Contains(a.body, "secret") {
			t.Errorf("panic: %s", a)
		}
		if a := s.call(e, "scopes:", "echo", `{"text":"é"}`); outcomeOf(a) != "allow" {
			t.Errorf("after the panic: %s", a)
		}
	}
}

func TestProgressGoesThroughMCPGo(t *testing.T) {
	s := serve(t, nil, tool("echo", open), tool("secret", mcpruntime.HideUnless(check.Scopes("never"))))
	for _, e := range eras {
		params := `"name":"echo","arguments":{"text":"hi"},"_meta":{"progressToken":1`
		if e == modern {
			params += "," + strings.TrimPrefix(metaOf(modern), `"_meta":{`)
		} else {
			params += "}"
		}
		header, _ := s.request(e, "scopes:", "tools/call", "echo", "")
		a := s.do("POST", "scopes:", header, `{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{`+params+`}}`)
		if outcomeOf(a) != "allow" || !strings.Contains(a.body, "echo hi") {
			t.Errorf("%s: %s", e, a)
		}
		if s.audit.last().Outcome != "allow" {
			t.Errorf("audit: %+v", s.audit.last())
		}
	}
	if got := s.audit.count(); got != 2 {
		t.Errorf("%d audit events, want 2: one decision each", got)
	}
}
