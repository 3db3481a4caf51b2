package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/examples/quickstart/notes"
	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/devissuer"
	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/revocation"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

const testZone = "zone_test"

// site is the quickstart's service behind a real HTTP listener, trusting an issuer of its own.
type site struct {
	t      *testing.T
	url    string
	issuer *devissuer.Issuer
	store  *revocation.Memory
	calls  atomic.Int64 // how often a handler read the clock or the store through the service
}

// serveNotes starts a site; change adjusts what its verifier demands, and extra adds components.
func serveNotes(t *testing.T, change func(*mandate.Config), extra ...mcpruntime.Component) *site {
	t.Helper()
	s := &site{t: t, store: revocation.NewMemory(revocation.MemoryConfig{})}
	var handler atomic.Pointer[http.Handler]
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { (*handler.Load()).ServeHTTP(w, r) }))
	t.Cleanup(srv.Close)
	s.url = srv.URL + "/mcp"
	issuer, err := devissuer.New(devissuer.Config{ZoneID: testZone, Audience: s.url})
	must(t, err)
	must(t, issuer.Start(t.Context()))
	t.Cleanup(func() { _ = issuer.Close() })
	s.issuer = issuer
	config := mandate.Config{Issuer: issuer.URL(), Audience: s.url, ZoneID: testZone, Revocations: s.store, Logger: leakcheck.Logger(nil)}
	if change != nil {
		change(&config)
	}
	verifier, err := mandate.New(config)
	must(t, err)
	t.Cleanup(func() { _ = verifier.Close() })
	server, err := mcpruntime.New(mcpruntime.Config{Name: "notes", Version: "1", Resource: s.url, Verifier: verifier, Logger: leakcheck.Logger(nil)})
	must(t, err)
	service := &notes.Service{Store: &notes.Store{}, Now: func() time.Time { s.calls.Add(1); return time.Unix(1790000000, 0).UTC() }}
	must(t, service.RegisterMCP(server))
	must(t, server.Register(extra...))
	must(t, server.Warmup(t.Context()))
	t.Cleanup(func() { _ = server.Close() })
	h := server.Handler()
	handler.Store(&h)
	return s
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (s *site) token(c devissuer.Claims) transport.Credential {
	s.t.Helper()
	token, err := s.issuer.Mint(c)
	must(s.t, err)
	return leakcheck.Secret(token)
}

// answer is one HTTP answer, taken apart.
type answer struct {
	status int
	header http.Header
	body   string
}

// member returns a member of the JSON body, descending the path; "" when it is not there.
func (a answer) member(path ...string) string {
	var v any
	if json.Unmarshal([]byte(a.body), &v) != nil {
		return ""
	}
	for _, name := range path {
		m, ok := v.(map[string]any)
		if !ok {
			return ""
		}
		v = m[name]
	}
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	default:
		b, _ := json.Marshal(v)
		return string(b)
	}
}

// post sends one body as it is.
func (s *site) post(token transport.Credential, header map[string]string, body string) answer {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url, strings.NewReader(body))
	must(s.t, err)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/json, text/event-stream")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token.Reveal())
	}
	for name, value := range header {
		r.Header.Set(name, value)
	}
	response, err := http.DefaultClient.Do(r)
	must(s.t, err)
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	must(s.t, err)
	if strings.HasPrefix(response.Header.Get("Content-Type"), "text/event-stream") {
		_, data, _ := strings.Cut(string(content), "data: ")
		content = []byte(strings.TrimSpace(data))
	}
	return answer{response.StatusCode, response.Header, string(bytes.TrimSpace(content))}
}

// era is one way to speak the protocol.
type era struct {
	name string
	// call sends tools/call of the tool with raw arguments; "" sends none.
	call func(s *site, token transport.Credential, tool, arguments string) answer
}

var eras = []era{{"stateless", callStateless}, {"session", callInSession}}

func params(tool, arguments, meta string) string {
	name, _ := json.Marshal(tool)
	text := `{"name":` + string(name)
	if arguments != "" {
		text += `,"arguments":` + arguments
	}
	return text + meta + `}`
}

func callStateless(s *site, token transport.Credential, tool, arguments string) answer {
	const meta = `,"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"test","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}`
	return s.post(token, map[string]string{"MCP-Protocol-Version": "2026-07-28", "Mcp-Method": "tools/call", "Mcp-Name": tool},
		`{"jsonrpc":"2.0","id":7,"method":"tools/call","params":`+params(tool, arguments, meta)+`}`)
}

func callInSession(s *site, token transport.Credential, tool, arguments string) answer {
	opened := s.post(token, nil, `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}`)
	if opened.status != http.StatusOK {
		return opened
	}
	header := map[string]string{"Mcp-Session-Id": opened.header.Get("Mcp-Session-Id"), "MCP-Protocol-Version": "2025-11-25"}
	if a := s.post(token, header, `{"jsonrpc":"2.0","method":"notifications/initialized"}`); a.status != http.StatusAccepted {
		s.t.Fatalf("initialized: %d %s", a.status, a.body)
	}
	return s.post(token, header, `{"jsonrpc":"2.0","id":7,"method":"tools/call","params":`+params(tool, arguments, "")+`}`)
}

func (a answer) String() string { return fmt.Sprintf("%d %v %s", a.status, a.header, a.body) }
