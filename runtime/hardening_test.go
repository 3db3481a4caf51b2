package mcpruntime_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/audit"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/codec"
	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

// An argument check that is wrapped in a function cannot be found in the policy, so it could never be asked again.
func TestArgumentCheckInsideAFunctionRefuses(t *testing.T) {
	owns := check.Arg("owns", func(context.Context, *check.Request, *textIn) error { return nil })
	run := func(ctx context.Context, r *check.Request) error { return check.Run(ctx, []check.Check{owns}, r) }
	s := serve(t, nil,
		tool("named", mcpruntime.HideUnless(check.Named("n", owns.Check))),
		tool("func", mcpruntime.HideUnless(check.Func(run))),
		tool("factory", mcpruntime.HideUnless(check.Factory("f", check.Func(owns.Check)))),
		tool("any", mcpruntime.HideUnless(owns, check.Any(check.Func(run)))),
		tool("plain", mcpruntime.HideUnless(owns)))
	for _, e := range eras {
		for name, want := range map[string]string{"named": "missing", "func": "missing", "factory": "missing", "any": "missing", "plain": "allow"} {
			if got := outcomeOf(s.call(e, "scopes:", name, `{"text":"x"}`)); got != want {
				t.Errorf("%s: %s, want %s", name, got, want)
			}
		}
	}
}

type exceptFor struct {
	*check.ScopeCheck
	name string
}

func (c exceptFor) Check(ctx context.Context, r *check.Request) error {
	if r.Component.Name != c.name {
		return nil
	}
	return c.ScopeCheck.Check(ctx, r)
}

// A check that embeds one of ours looks at the component for all we know.
func TestEmbeddedCheckSeesTheComponent(t *testing.T) {
	s := serve(t, func(c *mcpruntime.Config) { c.Checks = []check.Check{exceptFor{check.Scopes("root"), "danger"}} },
		tool("danger", open), tool("harmless", open))
	for name, want := range map[string]string{"danger": "challenge", "harmless": "allow"} {
		if got := outcomeOf(s.call(modern, "scopes:x", name, `{"text":"x"}`)); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

// nilError is what a function returns that declares "var err *nilError" and returns it.
type nilError struct{ text string }

func (e *nilError) Error() string { return e.text }

type explodingText struct{}

func (*explodingText) UnmarshalText([]byte) error { panic("secret detail") }

type explodingSink struct{ on atomic.Bool }

func (s *explodingSink) Record(context.Context, audit.Event) error {
	if s.on.Load() {
		panic("secret detail")
	}
	return nil
}

// Nothing a user's code does ends the connection, or over stdio the process.
func TestPanicsOfUsersStayInside(t *testing.T) {
	var broken *nilError
	sink := &explodingSink{}
	s := serve(t, func(c *mcpruntime.Config) { c.Audit = sink; c.StdioToken = "scopes:" },
		tool("checked", mcpruntime.HideUnless(check.Func(func(context.Context, *check.Request) error { return broken }))),
		toolDoing("failing", open, func(context.Context, *textIn) (string, error) { return "", broken }),
		mcpruntime.Tool(mcpruntime.ToolSpec{Name: "decoding", InputSchema: textSchema}, open,
			func(d *codec.Decoder, in *explodingText) {
				for o := d.Object(&textMembers); o.Next(); {
					codec.ReadText(d, in)
				}
			},
			func(context.Context, *explodingText) (struct{}, error) { return struct{}{}, nil }, mcpruntime.NoResult()))
	ask := talk(t, s.Server)
	ask(initialize)
	rows := map[string]string{"checked": "not found", "failing": "the tool failed", "decoding": "internal error", "absent": "not found"}
	for name, want := range rows {
		for _, e := range eras {
			if a := s.call(e, "scopes:", name, `{"text":"x"}`); !strings.Contains(a.body, want) || strings.Contains(a.body, "secret") {
				t.Errorf("%s %s: %s", e, name, a)
			}
		}
		if got := ask(callNamed(name)); !strings.Contains(got, want) {
			t.Errorf("stdio %s: %s", name, got)
		}
	}
	sink.on.Store(true)
	if a := s.call(modern, "scopes:", "failing", `{"text":"x"}`); a.status != 503 {
		t.Errorf("sink that panics: %s", a)
	}
	if got := ask(callNamed("failing")); !strings.Contains(got, "temporarily_unavailable") {
		t.Errorf("stdio, sink that panics: %s", got)
	}
}

// revoking accepts every token until it is told.
type revoking struct {
	*fakeVerifier
	revoked atomic.Bool
}

func (v *revoking) Verify(ctx context.Context, token transport.Credential) (*mandate.Mandate, error) {
	if v.revoked.Load() {
		token = "revoked"
	}
	return v.fakeVerifier.Verify(ctx, token)
}

// post begins a request on a connection of its own; the body is up to the test.
func (s *site) post(header map[string]string, size int) *net.TCPConn {
	s.t.Helper()
	u, err := url.Parse(s.url)
	if err != nil {
		s.t.Fatal(err)
	}
	c, err := net.Dial("tcp", u.Host)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = c.Close() })
	var b strings.Builder
	fmt.Fprintf(&b, "POST %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer scopes:\r\nContent-Type: application/json\r\nContent-Length: %d\r\n",
		u.Path, u.Host, size)
	for name, value := range header {
		fmt.Fprintf(&b, "%s: %s\r\n", name, value)
	}
	if _, err := io.WriteString(c, b.String()+"\r\n"); err != nil {
		s.t.Fatal(err)
	}
	return c.(*net.TCPConn)
}

// Who is verified and then holds the body back is verified again.
func TestHeldBodyOutlivesNoRevocation(t *testing.T) {
	var ran atomic.Int32
	verifier := &revoking{fakeVerifier: &fakeVerifier{}}
	s := serve(t, func(c *mcpruntime.Config) { c.Verifier = verifier },
		toolDoing("tool", open, func(context.Context, *textIn) (string, error) { ran.Add(1); return "", nil }))
	header, body := s.request(modern, "scopes:", "tools/call", "tool", `"name":"tool","arguments":{"text":"x"}`)
	c := s.post(header, len(body))
	time.Sleep(1100 * time.Millisecond)
	verifier.revoked.Store(true)
	if _, err := io.WriteString(c, body); err != nil {
		t.Fatal(err)
	}
	resp, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != 401 || ran.Load() != 0 {
		t.Errorf("status %d, ran %d times", resp.StatusCode, ran.Load())
	}
	if last := s.audit.last(); last.Caller.Subject != "alice" || last.Reason != "session_revoked" {
		t.Errorf("the event does not say who it was: %+v", last)
	}
}

func TestCutOffMessageIsNotRun(t *testing.T) {
	var ran atomic.Int32
	s := serve(t, nil, toolDoing("tool", open, func(context.Context, *textIn) (string, error) { ran.Add(1); return "", nil }))
	header, body := s.request(modern, "scopes:", "tools/call", "tool", `"name":"tool","arguments":{"text":"x"}`)
	for _, missing := range []int{1, 100 << 10} {
		c := s.post(header, len(body)+missing)
		if _, err := io.WriteString(c, body); err != nil {
			t.Fatal(err)
		}
		_ = c.CloseWrite()
		resp, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if resp.StatusCode != 400 || ran.Load() != 0 {
			t.Errorf("%d bytes missing: status %d, ran %d times", missing, resp.StatusCode, ran.Load())
		}
	}
}

// The work for names and URIs does not grow with their square: this took most of a minute.
func TestManyNamesAndLongURIsAreCheap(t *testing.T) {
	s := serve(t, nil, resource("x://a/{id}.json", open),
		mcpruntime.Prompt(mcpruntime.PromptSpec{Name: "p"}, open, codec.ReadNothing,
			func(context.Context, *struct{}) (string, error) { return "", nil }, mcpruntime.PromptText()))
	var names strings.Builder
	for i := range 80_000 {
		fmt.Fprintf(&names, `"k%06d":"",`, i)
	}
	start := time.Now()
	header, body := s.request(modern, "scopes:", "prompts/get", "p", `"name":"p","arguments":{`+names.String()+`"k":""}`)
	if a := s.do("POST", "scopes:", header, body); a.status != 400 || !strings.Contains(a.body, "invalid arguments") {
		t.Errorf("%d %.200s", a.status, a.body)
	}
	for _, uri := range []string{"x://a/" + strings.Repeat("%41", 2700), "x://a/" + strings.Repeat("a", 8100)} {
		header, body := s.request(modern, "scopes:", "resources/read", uri, `"uri":"`+uri+`"`)
		if a := s.do("POST", "scopes:", header, body); outcomeOf(a) != "missing" {
			t.Errorf("%.200s", a.body)
		}
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("took %v", took)
	}
	header, body = s.request(modern, "scopes:", "resources/read", "x://a/b.json.json", `"uri":"x://a/b.json.json"`)
	if a := s.do("POST", "scopes:", header, body); !strings.Contains(a.body, "<b.json>") {
		t.Errorf("%s", a)
	}
	header, body = s.request(modern, "scopes:", "resources/read", "x://a/%ff.json", `"uri":"x://a/%ff.json"`)
	if a := s.do("POST", "scopes:", header, body); outcomeOf(a) != "missing" {
		t.Errorf("not UTF-8: %s", a)
	}
}

// mcp-go takes a message with a result for a response and drops it: audit would have said that the call was allowed.
func TestRequestThatIsAResponseIsRefused(t *testing.T) {
	s := serve(t, nil, tool("open", open))
	for _, e := range eras {
		for _, member := range []string{`"result":{}`, `"error":null`} {
			header, body := s.request(e, "scopes:", "tools/call", "open", `"name":"open","arguments":{"text":"x"}`)
			a := s.do("POST", "scopes:", header, strings.Replace(body, `{"jsonrpc"`, `{`+member+`,"jsonrpc"`, 1))
			if a.status != 400 || !strings.Contains(a.body, "-32600") || s.audit.count() != 0 {
				t.Errorf("%s %s: %s", e, member, a)
			}
		}
	}
}

func TestOpaqueOriginCannotBeAllowed(t *testing.T) {
	_, err := mcpruntime.New(mcpruntime.Config{
		Name: "n", Version: "1", Resource: "http://127.0.0.1/mcp", InsecureNoAuth: true, AllowedOrigins: []string{"null"},
	})
	if err == nil {
		t.Error("every sandboxed frame may call")
	}
}
