package mcpruntime_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/check"
)

// The tests below hold what docs/deployment.md says of servers behind a reverse proxy.

const publicResource = "https://notes.example.com/mcp"

// behind puts a proxy before a server whose resource is public, and has the site's client talk to the proxy.
func behind(t *testing.T, rewrite func(*httputil.ProxyRequest), components ...mcpruntime.Component) (s *site, direct string) {
	t.Helper()
	s = serve(t, func(c *mcpruntime.Config) { c.Resource = publicResource }, components...)
	target, err := url.Parse(strings.TrimSuffix(s.url, "/mcp"))
	if err != nil {
		t.Fatal(err)
	}
	proxy := httptest.NewServer(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(target)
		r.Out.Host = "notes.example.com" // what the outer world asked for
		rewrite(r)
	}})
	t.Cleanup(proxy.Close)
	direct, s.url = s.url, proxy.URL+"/mcp"
	return s, direct
}

// TestBehindAProxy: calls and their notifications come through a plain proxy in full, and each as soon as it is sent.
func TestBehindAProxy(t *testing.T) {
	proceed := make(chan struct{})
	waits := mcpruntime.Tool(mcpruntime.ToolSpec{Name: "waits", InputSchema: textSchema}, open, decodeText,
		func(ctx context.Context, _ *textIn) (string, error) {
			if err := mcpruntime.ReportProgress(ctx, 1, 2, "begun"); err != nil {
				return "", err
			}
			select {
			case <-proceed:
				return "done", nil
			case <-time.After(20 * time.Second):
				return "", fmt.Errorf("nobody saw that it had begun")
			}
		}, mcpruntime.Text())
	s, _ := behind(t, func(*httputil.ProxyRequest) {}, waits, telling("tells"))
	for i := range 100 {
		text := fmt.Sprintf("%d.", i)
		header, body := s.request(legacy, "scopes:", "tools/call", "", `"name":"tells","arguments":{"text":"`+text+`"},"_meta":{"progressToken":1}`)
		a := s.do("POST", "scopes:", header, body)
		if !strings.Contains(a.body, `"progress `+text+`"`) || !strings.Contains(a.body, `"log `+text+`"`) || !strings.Contains(a.body, "done") {
			t.Fatalf("got %s", a)
		}
	}
	header, body := s.request(legacy, "scopes:", "tools/call", "", `"name":"waits","arguments":{"text":"x"},"_meta":{"progressToken":1}`)
	req, err := http.NewRequestWithContext(t.Context(), "POST", s.url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range header {
		req.Header.Set(name, value)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json, text/event-stream")
	req.Header.Set("Authorization", "Bearer scopes:")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var rest strings.Builder
	for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
		fmt.Fprintln(&rest, lines.Text())
		if strings.Contains(lines.Text(), "begun") {
			close(proceed)
		}
	}
	if !strings.Contains(rest.String(), "done") || resp.Header.Get("X-Accel-Buffering") != "no" {
		t.Errorf("%v\n%s", resp.Header, rest.String())
	}
}

// TestForwardedHeadersAreIgnored: what a proxy, or a client through it, says of the outer world changes nothing. The
// audience, the metadata and the challenge are those of the configured resource.
func TestForwardedHeadersAreIgnored(t *testing.T) {
	s, _ := behind(t, func(r *httputil.ProxyRequest) {
		r.SetXForwarded()
		r.Out.Header.Set("X-Forwarded-Host", "attacker.example")
		r.Out.Header.Set("X-Forwarded-Proto", "http")
		r.Out.Header.Set("X-Forwarded-Prefix", "/elsewhere")
		r.Out.Header.Set("Forwarded", "host=attacker.example;proto=http")
		r.Out.Header.Set("X-Original-URL", "/elsewhere")
		r.Out.Header.Set("X-HTTP-Method-Override", "DELETE")
	}, tool("write", mcpruntime.ChallengeUnless(check.Scopes("write"))))
	unauthenticated := s.do("POST", "", nil, "{}")
	if unauthenticated.status != 401 || !strings.Contains(unauthenticated.header.Get("WWW-Authenticate"),
		`resource_metadata="https://notes.example.com/.well-known/oauth-protected-resource/mcp"`) {
		t.Errorf("got %s", unauthenticated)
	}
	challenged := s.call(modern, "scopes:", "write", `{"text":"x"}`)
	if challenged.status != 403 || !strings.Contains(challenged.header.Get("WWW-Authenticate"), "https://notes.example.com/") {
		t.Errorf("got %s", challenged)
	}
	s.url = strings.TrimSuffix(s.url, "/mcp") + "/.well-known/oauth-protected-resource/mcp"
	metadata := s.do("GET", "", nil, "")
	if metadata.status != 200 || !strings.Contains(metadata.body, `"resource":"`+publicResource+`"`) {
		t.Errorf("got %s", metadata)
	}
	for _, a := range []answer{unauthenticated, challenged, metadata} {
		if strings.Contains(a.String(), "attacker") || strings.Contains(a.String(), "elsewhere") {
			t.Errorf("a forwarded header came back: %s", a)
		}
	}
}

// TestHostAndOriginBehindAProxy: on loopback the Host must be the resource's or loopback's own, and the origin of a page
// the resource's or an allowed one, whatever the proxy was called by.
func TestHostAndOriginBehindAProxy(t *testing.T) {
	for name, row := range map[string]struct {
		host, origin string
		want         int
	}{
		"the resource's host":        {"notes.example.com", "", 200},
		"the proxy's own target":     {"127.0.0.1:8080", "", 200},
		"another host":               {"attacker.example", "", 403},
		"a page of the resource":     {"127.0.0.1:8080", "https://notes.example.com", 200},
		"a page of another":          {"notes.example.com", "https://attacker.example", 403},
		"a page of the inner server": {"127.0.0.1:8080", "http://127.0.0.1:8080", 403},
	} {
		s, _ := behind(t, func(r *httputil.ProxyRequest) {
			r.Out.Host = row.host
			if row.origin != "" {
				r.Out.Header.Set("Origin", row.origin)
			}
		}, tool("open", open))
		if a := s.call(modern, "scopes:", "open", `{"text":"x"}`); a.status != row.want {
			t.Errorf("%s: %s", name, a)
		}
	}
}

// TestPathsBehindAProxy: the server serves at the resource's path, to the letter. A proxy that maps another path to it
// would have clients look for metadata where there is none.
func TestPathsBehindAProxy(t *testing.T) {
	for path, want := range map[string]int{
		"/mcp": 200, "/mcp/": 404, "/": 404, "/notes/mcp": 404, "//mcp": 404, "/./mcp": 404, "/%6dcp": 404, "/mcp%2f": 404, "/MCP": 404,
	} {
		s, _ := behind(t, func(r *httputil.ProxyRequest) {
			r.Out.URL.Opaque = "//" + r.Out.URL.Host + path
		}, tool("open", open))
		if a := s.call(modern, "scopes:", "open", `{"text":"x"}`); a.status != want {
			t.Errorf("%s: %s", path, a)
		}
	}
}

// TestBehindAProxyThatBuffers: an answer that is held back to its end is late and complete. Streams of changes do not work
// behind one, since they have no end.
func TestBehindAProxyThatBuffers(t *testing.T) {
	s, direct := behind(t, func(*httputil.ProxyRequest) {}, telling("tells"))
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		inner := r.Clone(r.Context())
		inner.RequestURI, inner.Host = "", "notes.example.com"
		inner.URL, _ = url.Parse(direct)
		resp, err := http.DefaultTransport.RoundTrip(inner)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		defer resp.Body.Close()
		body, _ := io.ReadAll(io.TeeReader(resp.Body, leakcheck.Tee(nil)))
		for name, values := range resp.Header {
			w.Header()[name] = values
		}
		w.WriteHeader(resp.StatusCode)
		_, _ = w.Write(body)
	}))
	t.Cleanup(proxy.Close)
	s.url = proxy.URL + "/mcp"
	header, body := s.request(legacy, "scopes:", "tools/call", "", `"name":"tells","arguments":{"text":"x"},"_meta":{"progressToken":1}`)
	if a := s.do("POST", "scopes:", header, body); !strings.Contains(a.body, `"progress x"`) || !strings.Contains(a.body, "done") {
		t.Errorf("got %s", a)
	}
}
