package mcpruntime_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"strings"
	"testing"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

func encode(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// talk runs a stdio server and returns how to exchange one line for one line.
func talk(t *testing.T, s *mcpruntime.Server) func(string) string {
	t.Helper()
	ask, stop := converseOnce(t, s)
	t.Cleanup(stop)
	return ask
}

// converseOnce is talk until stop is called.
func converseOnce(t *testing.T, s *mcpruntime.Server) (ask func(string) string, stop func()) {
	t.Helper()
	in, toServer := io.Pipe()
	fromServer, out := io.Pipe()
	done := make(chan error, 1)
	go func() { done <- s.ServeIO(context.Background(), in, out) }()
	lines := bufio.NewReader(fromServer)
	stop = func() {
		_ = toServer.Close()
		if err := <-done; err != nil {
			t.Errorf("ServeIO: %v", err)
		}
	}
	return func(message string) string {
		t.Helper()
		if _, err := io.WriteString(toServer, message+"\n"); err != nil {
			t.Fatal(err)
		}
		line, err := lines.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		return line
	}, stop
}

func stdioServer(t *testing.T, change func(*mcpruntime.Config)) *mcpruntime.Server {
	return serve(t, change, tool("open", open), tool("never", mcpruntime.HideUnless(check.Scopes("never"))),
		tool("write", mcpruntime.ChallengeUnless(check.Scopes("write"),
			check.Arg("never($text)", func(context.Context, *check.Request, *textIn) error { return check.Deny("no") })))).Server
}

const (
	initialize = `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}`
	listTools  = `{"jsonrpc":"2.0","id":2,"method":"tools/list"}`
)

func callNamed(name string) string {
	return `{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"` + name + `","arguments":{"text":"x"},"_meta":{"progressToken":1}}}`
}

func TestStdioSkipsChecksByDefault(t *testing.T) {
	ask := talk(t, stdioServer(t, nil))
	if got := ask(initialize); !strings.Contains(got, `"serverInfo"`) {
		t.Fatalf("initialize: %s", got)
	}
	if got := namesIn(t, ask(listTools)); len(got) != 3 {
		t.Errorf("listed %v", got)
	}
	for _, name := range []string{"open", "never", "write"} {
		if got := ask(callNamed(name)); !strings.Contains(got, "echo x") {
			t.Errorf("%s: %s", name, got)
		}
	}
	if got := ask(callNamed("absent")); !strings.Contains(got, "not found") {
		t.Errorf("absent: %s", got)
	}
	if got := ask(`{"jsonrpc":`); !strings.Contains(got, "-32700") {
		t.Errorf("parse error: %s", got)
	}
	if got := ask(strings.Repeat("x", 5<<20)); !strings.Contains(got, "-32600") {
		t.Errorf("long line: %.200s", got)
	}
	if got := ask(`{"jsonrpc":"2.0","id":9,"method":"ping"}`); !strings.Contains(got, `"id":9`) {
		t.Errorf("ping: %s", got)
	}
}

func TestStdioTokenTurnsChecksOn(t *testing.T) {
	verifier := &fakeVerifier{}
	ask := talk(t, stdioServer(t, func(c *mcpruntime.Config) { c.StdioToken, c.Verifier = "scopes:read", verifier }))
	ask(initialize)
	if got := namesIn(t, ask(listTools)); len(got) != 2 {
		t.Errorf("listed %v", got)
	}
	for name, want := range map[string]string{"open": "echo x", "never": "not found", "write": `"missing_scopes":["write"]`} {
		if got := ask(callNamed(name)); !strings.Contains(got, want) {
			t.Errorf("%s: %s", name, got)
		}
	}
	before := verifier.calls
	ask(callNamed("open"))
	if verifier.calls != before+1 {
		t.Error("the token is not verified for every message")
	}
}

func TestStdioRefusedToken(t *testing.T) {
	for token, want := range map[string]string{"revoked": "session_revoked", "down": "temporarily_unavailable"} {
		ask := talk(t, stdioServer(t, func(c *mcpruntime.Config) { c.StdioToken = transport.Credential(token) }))
		for _, message := range []string{initialize, listTools, callNamed("open")} {
			if got := ask(message); !strings.Contains(got, want) || strings.Contains(got, "echo") {
				t.Errorf("%s: %s", token, got)
			}
		}
	}
}
