package mcpruntime_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/mark3labs/mcp-go/mcp"
	"github.com/mark3labs/mcp-go/server"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/check"
)

// asking is a tool that asks for a confirmation, and remembers the text it was called with in its state.
func asking(name string, policy mcpruntime.Policy) mcpruntime.Component {
	return mcpruntime.Tool(mcpruntime.ToolSpec{Name: name, InputSchema: textSchema}, policy, decodeText,
		func(ctx context.Context, in *textIn) (*mcp.CallToolResult, error) {
			r := mcpruntime.CallToolRequest(ctx)
			if r.Header.Get("Authorization") != "" {
				return mcp.NewToolResultText("the token leaked"), nil
			}
			if answer := server.ElicitationResponse(r.Params.InputResponses, "ok"); answer != nil && r.Params.RequestState == "asked "+in.Text {
				return mcp.NewToolResultText("confirmed " + in.Text), nil
			}
			return server.NewInputRequestBuilder("asked "+in.Text).Elicit("ok", mcp.ElicitationParams{
				Message: "ok?", RequestedSchema: map[string]any{"type": "object", "properties": map[string]any{}},
			}).ToolResult(), nil
		}, mcpruntime.ToolResult())
}

const answered = `,"inputResponses":{"ok":{"action":"accept","content":{}}},"requestState":`

// TestRequestStateOnTheWire replays the state of one call in others, over HTTP.
func TestRequestStateOnTheWire(t *testing.T) {
	now := time.Now()
	s := serve(t, func(c *mcpruntime.Config) { c.Now = func() time.Time { return now } },
		asking("pay", open), asking("buy", open), asking("secret", mcpruntime.HideUnless(check.Scopes("never"))))
	call := func(token, tool, text, more string) answer {
		header, body := s.request(modern, token, "tools/call", tool, `"name":"`+tool+`","arguments":{"text":"`+text+`"}`+more)
		return s.do("POST", token, header, strings.Replace(body, `clientCapabilities":{}`, `clientCapabilities":{"elicitation":{}}`, 1))
	}
	first := call("scopes:;alice", "pay", "bob", "")
	var asked struct {
		Result struct{ ResultType, RequestState string }
	}
	if err := json.Unmarshal([]byte(first.body), &asked); err != nil || asked.Result.ResultType != "input_required" || asked.Result.RequestState == "" {
		t.Fatalf("%s", first)
	}
	if strings.Contains(first.body, "asked bob") {
		t.Errorf("the state can be read: %s", first)
	}
	state := answered + quoted(asked.Result.RequestState)
	if a := call("scopes:;alice", "pay", "bob", state); !strings.Contains(a.body, "confirmed bob") {
		t.Errorf("its own: %s", a)
	}
	for name, a := range map[string]answer{
		"another caller":    call("scopes:;mallory", "pay", "bob", state),
		"another component": call("scopes:;alice", "buy", "bob", state),
		"other arguments":   call("scopes:;alice", "pay", "mallory", state),
		"altered":           call("scopes:;alice", "pay", "bob", answered+quoted(asked.Result.RequestState+"-TAMPERED")),
		"invented":          call("scopes:;alice", "pay", "bob", answered+quoted("asked bob")),
	} {
		if a.status != 400 || !strings.Contains(a.body, "-32602") || strings.Contains(a.body, "confirmed") {
			t.Errorf("%s: %s", name, a)
		}
	}
	hidden, missing := call("scopes:;alice", "secret", "bob", state), call("scopes:;alice", "absent", "bob", state)
	if strings.ReplaceAll(hidden.String(), "secret", "absent") != missing.String() {
		t.Errorf("a hidden tool is told apart:\n%s\n%s", hidden, missing)
	}
	now = now.Add(15 * time.Minute)
	if a := call("scopes:;alice", "pay", "bob", state); a.status != 400 {
		t.Errorf("expired: %s", a)
	}
}

// TestMissingCapabilityIsSaid: a client that cannot be asked is told what is needed, after the decision.
func TestMissingCapabilityIsSaid(t *testing.T) {
	needy := func(name string, policy mcpruntime.Policy) mcpruntime.Component {
		return mcpruntime.Tool(mcpruntime.ToolSpec{Name: name, InputSchema: textSchema, Needs: []string{"sampling"}}, policy, decodeText,
			func(context.Context, *textIn) (string, error) { return "ran", nil }, mcpruntime.Text())
	}
	s := serve(t, nil, needy("needy", open), needy("secret", mcpruntime.HideUnless(check.Scopes("never"))), asking("asks", open))
	for e, status := range map[era]int{modern: 400, legacy: 200} {
		for name, capability := range map[string]string{"needy": "sampling", "asks": "elicitation"} {
			a := s.call(e, "scopes:", name, `{"text":"x"}`)
			if a.status != status || !strings.Contains(a.body, `-32021`) || !strings.Contains(a.body, `"requiredCapabilities":{"`+capability+`":{}}`) {
				t.Errorf("%s %s: %s", e, name, a)
			}
		}
		if a := s.call(e, "scopes:", "secret", `{"text":"x"}`); outcomeOf(a) != "missing" {
			t.Errorf("%s: %s", e, a)
		}
	}
	bad := mcpruntime.Tool(mcpruntime.ToolSpec{Name: "bad", InputSchema: textSchema, Needs: []string{"smapling"}}, open, decodeText,
		func(context.Context, *textIn) (string, error) { return "", nil }, mcpruntime.Text())
	if err := newServer(t).Register(bad); err == nil || !strings.Contains(err.Error(), "smapling") {
		t.Errorf("a misspelt capability: %v", err)
	}
}
