package mcpruntime_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/audit"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/codec"
	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/principal"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

// fakeVerifier knows tokens by heart: "scopes:a+b" is a caller with these scopes, the names below are refusals.
type fakeVerifier struct {
	mu       sync.Mutex
	calls    int
	required []string
	expires  time.Time
	revoked  bool
}

// revoke makes every token a revoked one.
func (v *fakeVerifier) revoke() {
	v.mu.Lock()
	v.revoked = true
	v.mu.Unlock()
}

func (v *fakeVerifier) Verify(_ context.Context, token transport.Credential) (*mandate.Mandate, error) {
	v.mu.Lock()
	v.calls++
	revoked := v.revoked
	v.mu.Unlock()
	switch text := token.Reveal(); {
	case text == "":
		return nil, &mandate.Error{Code: mandate.CodeMissingToken, Description: "no token", Hint: "send one"}
	case text == "revoked" || revoked:
		return nil, &mandate.Error{Code: mandate.CodeSessionRevoked, Description: "revoked", Hint: "log in again"}
	case text == "noagent":
		return nil, &mandate.Error{Code: mandate.CodeAgentRequired, Description: "an agent must act", Hint: "use one"}
	case text == "short":
		return nil, &mandate.Error{Code: mandate.CodeInsufficientScope, Description: "scopes missing", Hint: "ask"}
	case text == "down":
		return nil, &mandate.Error{Code: mandate.CodeUnavailable}
	case text == "broken":
		return nil, errors.New("secret detail")
	case text == "panic":
		panic("secret detail")
	case text == "nothing":
		return nil, nil
	case strings.HasPrefix(text, "scopes:"):
		return mandate.InsecureMandate(v.principal(text)), nil
	}
	return nil, &mandate.Error{Code: mandate.CodeInvalidToken, Description: "bad token", Hint: "get a good one"}
}

// principal reads "scopes:a+b;subject;role+role".
func (v *fakeVerifier) principal(text string) principal.Principal {
	parts := strings.Split(strings.TrimPrefix(text, "scopes:"), ";")
	p := principal.Principal{
		Issuer: "https://issuer.example", Subject: "alice", ClientID: "client", ExpiresAt: v.expires,
		Credential: transport.Credential(text),
	}
	if p.ExpiresAt.IsZero() {
		p.ExpiresAt = time.Now().Add(time.Hour)
	}
	if parts[0] != "" {
		p.Scopes = principal.SetOf(strings.Split(parts[0], "+")...)
	}
	if len(parts) > 1 && parts[1] != "" {
		p.Subject = parts[1]
	}
	claims := map[string]any{"sub": p.Subject}
	if len(parts) > 2 {
		claims["roles"] = strings.Split(parts[2], "+")
	}
	raw, _ := json.Marshal(claims)
	p.Claims = principal.ClaimsFromVerified(raw)
	return p
}

func (v *fakeVerifier) Issuers() []string            { return []string{"https://issuer.example"} }
func (v *fakeVerifier) RequiredScopes() []string     { return v.required }
func (v *fakeVerifier) Warmup(context.Context) error { return nil }
func (v *fakeVerifier) Ready(context.Context) error  { return nil }

// recorder is an audit sink that tests read, and that can be told to fail.
type recorder struct {
	mu     sync.Mutex
	events []audit.Event
	err    error
	forget bool
}

func (r *recorder) Record(_ context.Context, e audit.Event) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err != nil {
		return r.err
	}
	if r.forget {
		return nil
	}
	e.MissingScopes = slices.Clone(e.MissingScopes)
	r.events = append(r.events, e)
	return nil
}

func (r *recorder) last() audit.Event {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.events) == 0 {
		return audit.Event{}
	}
	return r.events[len(r.events)-1]
}

func (r *recorder) count() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.events)
}

// text and textIn are the smallest tool: one required string.
type textIn struct{ Text string }

const textSchema = `{"type":"object","properties":{"text":{"type":"string"}},"required":["text"],"additionalProperties":false}`

var textMembers = codec.Required("text")

func decodeText(d *codec.Decoder, in *textIn) {
	for o := d.Object(&textMembers); o.Next(); {
		if o.Name() == "text" {
			codec.ReadStringWith(d, &in.Text, codec.MaxLength(100))
		}
	}
}

// tool is an echo tool with a policy.
func tool(name string, policy mcpruntime.Policy, tags ...string) mcpruntime.Component {
	return toolDoing(name, policy, func(_ context.Context, in *textIn) (string, error) { return "echo " + in.Text, nil }, tags...)
}

func toolDoing(name string, policy mcpruntime.Policy, call func(context.Context, *textIn) (string, error), tags ...string) mcpruntime.Component {
	return mcpruntime.Tool(
		mcpruntime.ToolSpec{Name: name, Description: "does " + name, Tags: tags, InputSchema: textSchema},
		policy, decodeText, call, mcpruntime.Text(),
	)
}

// site is a server under test.
type site struct {
	*mcpruntime.Server
	t        *testing.T
	url      string
	verifier *fakeVerifier
	audit    *recorder
	logs     *syncBuffer
	sessions map[string]string
	stop     func()
}

type syncBuffer struct {
	mu sync.Mutex
	b  strings.Builder
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// serve starts a server with the components; change adjusts its configuration.
func serve(t *testing.T, change func(*mcpruntime.Config), components ...mcpruntime.Component) *site {
	t.Helper()
	s := startSite(t, change, components...)
	t.Cleanup(s.stop)
	return s
}

func startSite(t *testing.T, change func(*mcpruntime.Config), components ...mcpruntime.Component) *site {
	t.Helper()
	listener := httptest.NewUnstartedServer(nil)
	s := &site{
		t: t, url: "http://" + listener.Listener.Addr().String() + "/mcp",
		verifier: &fakeVerifier{}, audit: &recorder{}, logs: &syncBuffer{}, sessions: map[string]string{},
	}
	config := mcpruntime.Config{
		Name: "test", Version: "1", Resource: s.url, Verifier: s.verifier, Audit: leakcheck.Sink(s.audit),
		Logger: leakcheck.Logger(s.logs),
	}
	if change != nil {
		change(&config)
	}
	server, err := mcpruntime.New(config)
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Register(components...); err != nil {
		t.Fatal(err)
	}
	s.Server = server
	listener.Config.Handler = server.Handler()
	listener.Start()
	s.stop = func() { _ = server.Close(); listener.Close() }
	return s
}

type era string

const (
	legacy era = "2025-11-25"
	modern era = "2026-07-28"
)

var eras = []era{legacy, modern}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   string
}

func (a answer) String() string {
	h := a.header.Clone()
	h.Del("Date")
	var b strings.Builder
	fmt.Fprintln(&b, a.status)
	for _, name := range slices.Sorted(maps.Keys(h)) {
		fmt.Fprintln(&b, name, h[name])
	}
	return b.String() + a.body
}

func (s *site) do(method, token string, header map[string]string, body string) answer {
	s.t.Helper()
	req, err := http.NewRequest(method, s.url, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json, text/event-stream")
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	for name, value := range header {
		if value == "" {
			req.Header.Del(name)
			continue
		}
		req.Header.Set(name, value)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	a := answer{resp.StatusCode, resp.Header, string(raw)}
	fmt.Fprintln(leakcheck.Tee(nil), a)
	return a
}

// session returns a legacy session of the token's caller.
func (s *site) session(token string) string {
	s.t.Helper()
	if id := s.sessions[token]; id != "" {
		return id
	}
	a := s.do("POST", token, nil, `{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25",`+
		`"capabilities":{},"clientInfo":{"name":"t","version":"1"}}}`)
	if a.status != 200 || a.header.Get("Mcp-Session-Id") == "" {
		s.t.Fatalf("initialize: %s", a)
	}
	s.sessions[token] = a.header.Get("Mcp-Session-Id")
	return s.sessions[token]
}

// request makes the headers and body of a request in an era. params is a JSON object without the closing brace's _meta.
func (s *site) request(e era, token, method, name, params string) (map[string]string, string) {
	s.t.Helper()
	if e == legacy {
		return map[string]string{"Mcp-Session-Id": s.session(token), "Mcp-Protocol-Version": string(legacy)},
			`{"jsonrpc":"2.0","id":7,"method":"` + method + `","params":{` + params + `}}`
	}
	header := map[string]string{"Mcp-Protocol-Version": string(modern), "Mcp-Method": method}
	if name != "" {
		header["Mcp-Name"] = name
	}
	if params != "" {
		params += ","
	}
	return header, `{"jsonrpc":"2.0","id":7,"method":"` + method + `","params":{` + params + metaOf(modern) + `}}`
}

func metaOf(e era) string {
	return `"_meta":{"io.modelcontextprotocol/protocolVersion":"` + string(e) +
		`","io.modelcontextprotocol/clientInfo":{"name":"t","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}`
}

func (s *site) call(e era, token, name, args string) answer {
	s.t.Helper()
	quoted, _ := json.Marshal(name)
	params := `"name":` + string(quoted)
	if args != "" {
		params += `,"arguments":` + args
	}
	header, body := s.request(e, token, "tools/call", name, params)
	return s.do("POST", token, header, body)
}

func (s *site) list(e era, token string) []string {
	s.t.Helper()
	header, body := s.request(e, token, "tools/list", "", "")
	a := s.do("POST", token, header, body)
	if a.status != 200 {
		s.t.Fatalf("tools/list: %s", a)
	}
	return namesIn(s.t, a.body)
}

func namesIn(t *testing.T, body string) []string {
	t.Helper()
	var result struct {
		Result struct{ Tools []struct{ Name string } }
	}
	if err := json.Unmarshal([]byte(body), &result); err != nil {
		t.Fatal(err)
	}
	names := []string{}
	for _, tool := range result.Result.Tools {
		names = append(names, tool.Name)
	}
	return names
}

// outcomeOf reads the outcome off the wire, as a client would.
func outcomeOf(a answer) string {
	switch {
	case a.status == 401:
		return "unauthenticated"
	case a.status == 503:
		return "unavailable"
	case strings.Contains(a.body, `"insufficient_scope"`):
		return "challenge"
	case strings.Contains(a.body, `"access_denied"`):
		return "denied"
	case strings.Contains(a.body, "not found"):
		return "missing"
	case strings.Contains(a.body, `"isError":true`):
		return "error"
	case a.status == 200 && strings.Contains(a.body, `"content"`):
		return "allow"
	}
	return "unexpected: " + a.String()
}

var open = mcpruntime.HideUnless(check.Unrestricted())
