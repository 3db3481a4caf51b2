package main

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/codec"
	"github.com/mcpgen/mcpgen/runtime/devissuer"
	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

var (
	reader = devissuer.Claims{Subject: "rea", Scopes: []string{"notes:read"}}
	writer = devissuer.Claims{Subject: "wil", Scopes: []string{"notes:write"}}
)

// TestValidateTable is the table "Validate" of the Caracal guide, each row in both eras: the code, its description and
// hint, and that the handler did not run.
func TestValidateTable(t *testing.T) {
	rows := []struct {
		name   string
		change func(*mandate.Config)
		token  func(*site) transport.Credential
		status int
		code   string
	}{
		{"missing bearer token", nil, func(*site) transport.Credential { return "" }, 401, "missing_token"},
		{"wrong audience", nil, func(s *site) transport.Credential {
			return s.token(devissuer.Claims{Audience: "https://other.example.com", Scopes: []string{"notes:write"}})
		}, 401, "invalid_token"},
		{"missing scope", func(c *mandate.Config) { c.RequiredScopes = []string{"mcp:tool:call"} }, func(s *site) transport.Credential {
			return s.token(writer)
		}, 403, "insufficient_scope"},
		{"revoked session", nil, func(s *site) transport.Credential {
			must(t, s.store.Revoke(context.Background(), time.Hour, "revoked"))
			return s.token(devissuer.Claims{SessionID: "revoked", Scopes: []string{"notes:write"}})
		}, 401, "session_revoked"},
		{"non-agent token", func(c *mandate.Config) { c.RequireAgent = true }, func(s *site) transport.Credential {
			return s.token(writer)
		}, 403, "agent_required"},
	}
	for _, row := range rows {
		for _, era := range eras {
			t.Run(row.name+"/"+era.name, func(t *testing.T) {
				t.Parallel()
				s := serveNotes(t, row.change)
				got := era.call(s, row.token(s), "add_note", `{"title":"x"}`)
				if got.status != row.status || got.member("error") != row.code {
					t.Fatalf("got %v, want %d %s", got, row.status, row.code)
				}
				if got.member("error_description") == "" || got.member("error_hint") == "" {
					t.Errorf("description or hint is missing: %s", got.body)
				}
				if !strings.HasPrefix(got.header.Get("WWW-Authenticate"), "Bearer ") {
					t.Errorf("challenge: %q", got.header.Get("WWW-Authenticate"))
				}
				if n := s.calls.Load(); n != 0 {
					t.Errorf("the handler ran %d times", n)
				}
			})
		}
	}
}

func TestHiddenAnswersExactlyLikeMissing(t *testing.T) {
	for _, era := range eras {
		for _, arguments := range []string{"", "{}", `{"no":"such"}`, "[]", `{"a":1,"a":2}`} {
			t.Run(era.name+"/"+arguments, func(t *testing.T) {
				t.Parallel()
				s := serveNotes(t, nil)
				token := s.token(reader)
				for _, hidden := range []string{"purge_notes", "export_notes", "note_statistics"} {
					absent := strings.Repeat("z", len(hidden))
					got, want := era.call(s, token, hidden, arguments), era.call(s, token, absent, arguments)
					got.body = strings.ReplaceAll(got.body, hidden, "NAME")
					want.body = strings.ReplaceAll(want.body, absent, "NAME")
					for _, a := range []answer{got, want} {
						a.header.Del("Date")
					}
					if diff := cmp.Diff(want.body, got.body); diff != "" || got.status != want.status {
						t.Errorf("%s: %d, missing: %d\n%s", hidden, got.status, want.status, diff)
					}
					if diff := cmp.Diff(want.header, got.header); diff != "" {
						t.Errorf("%s: headers differ\n%s", hidden, diff)
					}
				}
			})
		}
	}
}

func TestChallengeNamesEveryScope(t *testing.T) {
	for _, era := range eras {
		t.Run(era.name, func(t *testing.T) {
			t.Parallel()
			s := serveNotes(t, nil)
			got := era.call(s, s.token(reader), "add_note", `{"title":"x"}`)
			header := got.header.Get("WWW-Authenticate")
			if got.status != http.StatusForbidden || !strings.Contains(header, `error="insufficient_scope"`) || !strings.Contains(header, `scope="notes:write notes:read"`) {
				t.Errorf("got %v", got)
			}
			if got.member("error", "code") != "-31403" || got.member("error", "data", "missing_scopes") != `["notes:write"]` || got.member("id") != "7" {
				t.Errorf("body: %s", got.body)
			}
			if s.calls.Load() != 0 {
				t.Error("the handler ran")
			}
		})
	}
}

// TestMistakesAreAllReported sends one call with every kind of wrong argument at once.
func TestMistakesAreAllReported(t *testing.T) {
	for _, era := range eras {
		t.Run(era.name, func(t *testing.T) {
			t.Parallel()
			s := serveNotes(t, nil)
			long := strings.Repeat("x", 81)
			got := era.call(s, s.token(writer), "add_note",
				`{"title":"`+long+`","text":7,"priority":"urgent","labels":["a",2],"labels":[],"colour":"red"}`)
			if got.status != http.StatusOK || got.member("result", "isError") != "true" {
				t.Fatalf("got %v", got)
			}
			for _, pointer := range []string{"/title", "/text", "/priority", "/labels/1", "/labels", "/colour"} {
				if !strings.Contains(got.body, pointer) {
					t.Errorf("%s is not reported: %s", pointer, got.body)
				}
			}
			if !strings.Contains(got.body, "normal") {
				t.Errorf("the valid priorities are not named: %s", got.body)
			}
			missing := era.call(s, s.token(writer), "add_note", "")
			if missing.member("result", "isError") != "true" || !strings.Contains(missing.body, "title") {
				t.Errorf("no arguments: %v", missing)
			}
			outOfRange := era.call(s, s.token(reader), "search_notes", `{"limit":101}`)
			if outOfRange.member("result", "isError") != "true" || !strings.Contains(outOfRange.body, "/limit") {
				t.Errorf("out of range: %v", outOfRange)
			}
			if s.calls.Load() != 0 {
				t.Error("the handler ran")
			}
		})
	}
}

func TestHostileBodies(t *testing.T) {
	s := serveNotes(t, nil)
	token := s.token(writer)
	if got := s.post(token, nil, strings.Repeat(" ", 10<<20)); got.status != http.StatusRequestEntityTooLarge {
		t.Errorf("10 MiB: %d", got.status)
	}
	if got := s.post(token, nil, `{"jsonrpc":`); got.member("error", "code") != "-32700" {
		t.Errorf("invalid JSON: %v", got)
	}
	if got := s.post(token, nil, `[{"jsonrpc":"2.0","id":1,"method":"ping"}]`); got.status != http.StatusBadRequest {
		t.Errorf("batch: %v", got)
	}
}

func TestPanicIsAnInternalErrorAndTheServerLives(t *testing.T) {
	bomb := mcpruntime.Tool(
		mcpruntime.ToolSpec{Name: "bomb", Description: "Panics.", InputSchema: `{"type":"object"}`},
		mcpruntime.HideUnless(check.Unrestricted()),
		codec.ReadNothing,
		func(context.Context, *struct{}) (string, error) { panic("secret detail") },
		mcpruntime.Text(),
	)
	s := serveNotes(t, nil, bomb)
	for _, era := range eras {
		got := era.call(s, s.token(reader), "bomb", "{}")
		if got.member("error", "code") != "-32603" || strings.Contains(got.body, "secret") {
			t.Errorf("%s: %v", era.name, got)
		}
		if got := era.call(s, s.token(reader), "about", ""); got.member("result", "isError") == "true" || got.status != http.StatusOK {
			t.Errorf("%s: after the panic: %v", era.name, got)
		}
	}
}

func TestGreet(t *testing.T) {
	s := serveNotes(t, nil)
	for _, era := range eras {
		got := era.call(s, s.token(devissuer.Claims{Extra: map[string]any{"name": "Ada"}}), "greet", "")
		if !strings.Contains(got.body, "Hello, Ada!") {
			t.Errorf("%s: %v", era.name, got)
		}
	}
}
