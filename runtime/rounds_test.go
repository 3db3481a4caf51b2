package mcpruntime_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/mark3labs/mcp-go/mcp"
	"github.com/mark3labs/mcp-go/server"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/codec"
)

// confirm asks for "ok", with a state, and says what became of it.
func confirm(responses mcp.InputResponses, state string) (answer string, ask *server.InputRequestBuilder) {
	if reply := server.ElicitationResponse(responses, "ok"); reply != nil && state == "asked" {
		return string(reply.Action), nil
	}
	return "", server.NewInputRequestBuilder("asked").Elicit("ok", mcp.ElicitationParams{
		Message: "ok?", RequestedSchema: map[string]any{"type": "object", "properties": map[string]any{}},
	})
}

// confirming are a tool, a prompt and a resource that ask before they answer, all of the same name.
func confirming(policy mcpruntime.Policy) []mcpruntime.Component {
	return []mcpruntime.Component{
		mcpruntime.Tool(mcpruntime.ToolSpec{Name: "pay", InputSchema: `{"type":"object"}`}, policy, codec.ReadNothing,
			func(ctx context.Context, _ *struct{}) (*mcp.CallToolResult, error) {
				r := mcpruntime.CallToolRequest(ctx)
				answer, ask := confirm(r.Params.InputResponses, r.Params.RequestState)
				if ask != nil {
					return ask.ToolResult(), nil
				}
				return mcp.NewToolResultText("tool " + answer), nil
			}, mcpruntime.ToolResult()),
		mcpruntime.Prompt(mcpruntime.PromptSpec{Name: "pay"}, policy, codec.ReadNothing,
			func(ctx context.Context, _ *struct{}) (*mcp.GetPromptResult, error) {
				r := mcpruntime.GetPromptRequest(ctx)
				answer, ask := confirm(r.Params.InputResponses, r.Params.RequestState)
				if ask != nil {
					return ask.PromptResult(), nil
				}
				return mcp.NewGetPromptResult("", []mcp.PromptMessage{mcp.NewPromptMessage(mcp.RoleUser, mcp.NewTextContent("prompt "+answer))}), nil
			}, mcpruntime.PromptReply()),
		mcpruntime.Resource(mcpruntime.ResourceSpec{URI: "x://pay", Name: "pay"}, policy, codec.ReadNothing,
			func(ctx context.Context, _ *struct{}) (*mcp.ReadResourceResult, error) {
				r := mcpruntime.ReadResourceRequest(ctx)
				answer, ask := confirm(r.Params.InputResponses, r.Params.RequestState)
				if ask != nil {
					return ask.ResourceResult(), nil
				}
				return &mcp.ReadResourceResult{Contents: []mcp.ResourceContents{mcp.TextResourceContents{URI: "x://pay", Text: "resource " + answer}}}, nil
			}, mcpruntime.ResourceReply()),
	}
}

// round sends one round of a use in the stateless protocol; more holds what the client brings back.
func (s *site) round(token, method, more string) answer {
	s.t.Helper()
	target := map[string]string{"tools/call": `"name":"pay"`, "prompts/get": `"name":"pay"`, "resources/read": `"uri":"x://pay"`}[method]
	name := "pay"
	if method == "resources/read" {
		name = "x://pay"
	}
	header, body := s.request(modern, token, method, name, target+more)
	return s.do("POST", token, header, strings.Replace(body, `clientCapabilities":{}`, `clientCapabilities":{"elicitation":{}}`, 1))
}

func (a answer) state(t *testing.T) string {
	t.Helper()
	var asked struct {
		Result struct{ ResultType, RequestState string }
	}
	if err := json.Unmarshal([]byte(a.body), &asked); err != nil || asked.Result.ResultType != "input_required" || asked.Result.RequestState == "" {
		t.Fatalf("it does not ask: %s", a)
	}
	return asked.Result.RequestState
}

const declined = `,"inputResponses":{"ok":{"action":"decline"}},"requestState":`

var using = []string{"tools/call", "prompts/get", "resources/read"}

// TestStatesStayWithTheirUse: the state of a tool, a prompt and a resource of one name and one caller is good for that one
// alone.
func TestStatesStayWithTheirUse(t *testing.T) {
	s := serve(t, nil, confirming(open)...)
	for _, asked := range using {
		state := s.round("scopes:", asked, "").state(t)
		for _, used := range using {
			a := s.round("scopes:", used, declined+quoted(state))
			if allowed := strings.Contains(a.body, " decline"); allowed != (used == asked) || !allowed && (a.status != 400 || !strings.Contains(a.body, "-32602")) {
				t.Errorf("the state of %s at %s: %s", asked, used, a)
			}
		}
		for name, bad := range map[string]string{
			"truncated": state[:len(state)-1], "lengthened": state + "A", "padded": state + "=", "doubled": state + state,
			"with a newline": state + "\n", "of another alphabet": strings.NewReplacer("-", "+", "_", "/").Replace(state) + "+/",
			"huge": strings.Repeat("A", 70<<10), "blank": " ", "of nothing": "AAAA",
		} {
			if a := s.round("scopes:", asked, declined+quoted(bad)); a.status != 400 || strings.Contains(a.body, " decline") {
				t.Errorf("%s, %s: %.300s", asked, name, a)
			}
		}
		for name, bad := range map[string]string{"a number": "5", "an object": "{}", "a list": `["` + state + `"]`} {
			if a := s.round("scopes:", asked, declined+bad); strings.Contains(a.body, " decline") {
				t.Errorf("%s, %s: %s", asked, name, a)
			}
		}
		if a := s.round("scopes:", asked, `,"inputResponses":{"ok":{"action":"accept"}}`); strings.Contains(a.body, " accept") {
			t.Errorf("%s: answers to what was not asked: %s", asked, a)
		}
	}
}

// TestStatesAcrossServers: a state outlives a restart, and is good at another replica, when the key is configured; without
// one, or with the same key at another server, it is not.
func TestStatesAcrossServers(t *testing.T) {
	key := []byte(strings.Repeat("k", 32))
	start := func(key []byte, resource, name string) *site {
		return serve(t, func(c *mcpruntime.Config) {
			c.SessionKey, c.Name = key, name
			if resource != "" {
				c.Resource = resource
			}
		}, confirming(open)...)
	}
	const shared = "http://127.0.0.1:1/mcp"
	first := start(key, shared, "pay")
	state := first.round("scopes:", "tools/call", "").state(t)
	for name, row := range map[string]struct {
		s    *site
		want bool
	}{
		"the same":                              {first, true},
		"a replica, or after a restart":         {start(key, shared, "pay"), true},
		"after a restart without a key":         {start(nil, shared, "pay"), false},
		"another key":                           {start([]byte(strings.Repeat("o", 32)), shared, "pay"), false},
		"another resource with the same key":    {start(key, "http://127.0.0.1:2/mcp", "pay"), false},
		"another server name with the same key": {start(key, shared, "mail"), false},
	} {
		a := row.s.round("scopes:", "tools/call", declined+quoted(state))
		if strings.Contains(a.body, "tool decline") != row.want {
			t.Errorf("%s: %s", name, a)
		}
	}
}

// TestStatesAfterReplace: a replaced component's own policy decides on a state of the one before, and one that is gone is
// missing.
func TestStatesAfterReplace(t *testing.T) {
	s := serve(t, nil, confirming(open)...)
	state := declined + quoted(s.round("scopes:", "tools/call", "").state(t))
	if err := s.Replace(confirming(mcpruntime.HideUnless(check.Scopes("admin")))[0]); err != nil {
		t.Fatal(err)
	}
	if a := s.round("scopes:", "tools/call", state); outcomeOf(a) != "missing" {
		t.Errorf("replaced by one that is hidden: %s", a)
	}
	if err := s.Unregister(check.Tool, "pay"); err != nil {
		t.Fatal(err)
	}
	if a := s.round("scopes:", "tools/call", state); outcomeOf(a) != "missing" {
		t.Errorf("gone: %s", a)
	}
}

// TestOlderClientsAnswer: what a client of the older protocol answers reaches the function, a refusal fails the call and
// says why, and no function can ask for ever.
func TestOlderClientsAnswer(t *testing.T) {
	insists := mcpruntime.Tool(mcpruntime.ToolSpec{Name: "insists", InputSchema: `{"type":"object"}`}, open, codec.ReadNothing,
		func(ctx context.Context, _ *struct{}) (*mcp.CallToolResult, error) {
			_, ask := confirm(nil, "")
			return ask.ToolResult(), nil
		}, mcpruntime.ToolResult())
	c := converse(t, serve(t, nil, append(confirming(open), insists)...).Server)
	c.say(initializeAble)
	c.next(`"id":0`)
	uses := map[string]string{
		"tool":     `"method":"tools/call","params":{"name":"pay"}`,
		"prompt":   `"method":"prompts/get","params":{"name":"pay"}`,
		"resource": `"method":"resources/read","params":{"uri":"x://pay"}`,
	}
	question := func() string {
		var m struct{ ID string }
		if err := json.Unmarshal([]byte(c.next("elicitation/create")), &m); err != nil {
			t.Fatal(err)
		}
		return `{"jsonrpc":"2.0","id":` + quoted(m.ID) + `,`
	}
	id := 10
	for kind, use := range uses {
		for answer, want := range map[string]string{
			`"result":{"action":"accept","content":{}}`:   kind + " accept",
			`"result":{"action":"decline"}`:               kind + " decline",
			`"result":{"action":"cancel"}`:                kind + " cancel",
			`"error":{"code":-32000,"message":"not now"}`: "not now",
			`"error":{"code":-32000}`:                     "no reason given",
		} {
			id++
			c.say(fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,%s}`, id, use))
			c.say(question() + answer + `}`)
			if line := c.next(fmt.Sprintf(`"id":%d,`, id)); !strings.Contains(line, want) || strings.Contains(line, "mcp.") {
				t.Errorf("%s, %s: %s", kind, answer, line)
			}
		}
	}
	c.say(`{"jsonrpc":"2.0","id":99,"method":"tools/call","params":{"name":"insists"}}`)
	for i := range 10 {
		// An answer that cannot be read is none, and the function asks again.
		c.say(question() + []string{`"result":{"action":"accept","content":{}}}`, `"result":5}`}[i%2])
	}
	if line := c.next(`"id":99,`); !strings.Contains(line, "-32603") {
		t.Errorf("it asked more than ten times, and got %s", line)
	}
	c.hangUp()
}

// events posts a message of an older session and returns the events of the answer.
func (s *site) events(ctx context.Context, session, body string) <-chan string {
	s.t.Helper()
	req, err := http.NewRequestWithContext(ctx, "POST", s.url, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	for name, value := range map[string]string{
		"Authorization": "Bearer scopes:", "Mcp-Session-Id": session, "Mcp-Protocol-Version": string(legacy),
		"Content-Type": "application/json", "Accept": "application/json, text/event-stream",
	} {
		req.Header.Set(name, value)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = resp.Body.Close() })
	found := make(chan string, 100)
	go func() {
		for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				found <- data
			}
		}
	}()
	return found
}

// TestClientLeavesWhileItIsAsked: the call ends with its connection, and the answer that comes later is dropped.
func TestClientLeavesWhileItIsAsked(t *testing.T) {
	ended := make(chan struct{}, 10)
	tool := mcpruntime.Tool(mcpruntime.ToolSpec{Name: "pay", InputSchema: `{"type":"object"}`}, open, codec.ReadNothing,
		func(ctx context.Context, _ *struct{}) (*mcp.CallToolResult, error) {
			context.AfterFunc(ctx, func() { ended <- struct{}{} })
			_, ask := confirm(nil, "")
			return ask.ToolResult(), nil
		}, mcpruntime.ToolResult())
	s := serve(t, nil, tool)
	a := s.do("POST", "scopes:", nil, initializeAble)
	session := a.header.Get("Mcp-Session-Id")
	ctx, leave := context.WithCancel(t.Context())
	lines := s.events(ctx, session, `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"pay"}}`)
	var asked struct{ ID string }
	select {
	case line := <-lines:
		if err := json.Unmarshal([]byte(line), &asked); err != nil || asked.ID == "" {
			t.Fatalf("got %s", line)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("it was not asked")
	}
	other := s.do("POST", "scopes:;mallory", map[string]string{"Mcp-Session-Id": session}, `{"jsonrpc":"2.0","id":`+quoted(asked.ID)+`,"result":{"action":"accept"}}`)
	if other.status != 404 {
		t.Errorf("another caller answered in the session: %s", other)
	}
	leave()
	select {
	case <-ended:
	case <-time.After(20 * time.Second):
		t.Fatal("the call did not end with its connection")
	}
	late := s.do("POST", "scopes:", map[string]string{"Mcp-Session-Id": session}, `{"jsonrpc":"2.0","id":`+quoted(asked.ID)+`,"result":{"action":"accept"}}`)
	if late.status != 202 || late.body != "" {
		t.Errorf("the late answer: %s", late)
	}
	if len(ended) > 0 {
		t.Error("the function ran again")
	}
}
