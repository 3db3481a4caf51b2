package serve

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/codec"
)

var info = Info{Name: "test", Version: "1"}

// register adds a tool for scope "echo".
func register(s *mcpruntime.Server) error {
	return s.Register(mcpruntime.Tool(
		mcpruntime.ToolSpec{Name: "echo", Description: "Echoes.", InputSchema: `{"type":"object"}`},
		mcpruntime.HideUnless(check.Scopes("echo")),
		codec.ReadNothing,
		func(context.Context, *struct{}) (string, error) { return "echoed", nil },
		mcpruntime.Text(),
	))
}

// run starts Run and returns what it prints; when the test ends it is stopped and must have ended cleanly.
func run(t *testing.T, args, environ []string) *bufio.Scanner {
	t.Helper()
	r, w := io.Pipe()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		done <- Run(ctx, info, args, environ, Streams{strings.NewReader(""), leakcheck.Tee(nil), leakcheck.Tee(w)}, register)
		_ = w.Close()
	}()
	t.Cleanup(func() {
		cancel()
		go func() { _, _ = io.ReadAll(r) }()
		select {
		case err := <-done:
			if err != nil {
				t.Errorf("Run: %v", err)
			}
		case <-time.After(20 * time.Second):
			t.Error("Run did not end")
		}
	})
	return bufio.NewScanner(r)
}

func get(t *testing.T, method, url, token, body string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+leakcheck.Secret(token))
	}
	for name, value := range map[string]string{
		"Content-Type": "application/json", "Accept": "application/json, text/event-stream",
		"MCP-Protocol-Version": "2026-07-28", "Mcp-Method": "tools/call", "Mcp-Name": "echo",
	} {
		r.Header.Set(name, value)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	content, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(content)
}

const callEcho = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"test","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}}}`

func TestDevelopmentModePrintsTokensThatWork(t *testing.T) {
	for _, profile := range []string{"rfc9068", "caracal"} {
		t.Run(profile, func(t *testing.T) {
			lines := run(t, []string{"-dev", "-http", "127.0.0.1:0"}, []string{
				"MCPGEN_PROFILE=" + profile, "MCPGEN_AUDIT=off", "MCPGEN_REQUIRED_SCOPES=base",
			})
			var endpoint, label string
			tokens := map[string]string{}
			for lines.Scan() && !strings.Contains(lines.Text(), "curl -s") {
				line := lines.Text()
				if _, url, ok := strings.Cut(line, "endpoint  "); ok {
					endpoint = url
				} else if rest, ok := strings.CutPrefix(line, "  # "); ok {
					label = rest
				} else if rest, ok := strings.CutPrefix(line, "  TOKEN="); ok {
					tokens[label] = rest
				}
			}
			go func() {
				for lines.Scan() {
				}
			}()
			for token, want := range map[string]int{tokens["base echo"]: 200, "": 401} {
				if status, body := get(t, http.MethodPost, endpoint, token, callEcho); status != want {
					t.Errorf("status %d, want %d: %s", status, want, body)
				}
			}
			if _, body := get(t, http.MethodPost, endpoint, tokens["base"], callEcho); strings.Contains(body, "echoed") || !strings.Contains(body, "-32602") {
				t.Errorf("without the scope: %s", body)
			}
			base := strings.TrimSuffix(endpoint, "/mcp")
			if status, body := get(t, http.MethodGet, base+"/healthz", "", ""); status != 200 || body != "ok\n" {
				t.Errorf("healthz: %d %q", status, body)
			}
			if status, body := get(t, http.MethodGet, base+"/readyz", "", ""); status != 200 || body != "ok\n" {
				t.Errorf("readyz: %d %q", status, body)
			}
		})
	}
}

// TestIssuerDownAtStart: the server starts, is not ready, lets nobody in, and says 503 rather than 401.
func TestIssuerDownAtStart(t *testing.T) {
	unused, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	issuer := "http://" + unused.Addr().String()
	_ = unused.Close()
	lines := run(t, nil, []string{
		"MCPGEN_HTTP_ADDR=127.0.0.1:0", "MCPGEN_RESOURCE=http://127.0.0.1/mcp", "MCPGEN_PROFILE=rfc9068", "MCPGEN_ISSUER=" + issuer,
		"MCPGEN_AUDIT=file:" + filepath.Join(t.TempDir(), "audit.jsonl"),
	})
	addr := ""
	for lines.Scan() {
		if _, rest, ok := strings.Cut(lines.Text(), "address="); ok {
			addr = strings.Fields(rest)[0]
			break
		}
	}
	go func() {
		for lines.Scan() {
		}
	}()
	if status, _ := get(t, http.MethodGet, "http://"+addr+"/readyz", "", ""); status != http.StatusServiceUnavailable {
		t.Errorf("readyz: %d", status)
	}
	if status, _ := get(t, http.MethodGet, "http://"+addr+"/healthz", "", ""); status != http.StatusOK {
		t.Errorf("healthz: %d", status)
	}
	const token = "eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6ImEifQ.eyJpc3MiOiJ4In0.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	if status, body := get(t, http.MethodPost, "http://"+addr+"/mcp", token, callEcho); status != http.StatusServiceUnavailable {
		t.Errorf("a call: %d %s", status, body)
	}
}

func TestAuditFileThatCannotBeOpenedStopsTheStart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "no", "such", "directory", "audit.jsonl")
	err := Run(t.Context(), info, []string{"-dev", "-http", "127.0.0.1:0"}, []string{"MCPGEN_AUDIT=file:" + path},
		Streams{os.Stdin, leakcheck.Tee(nil), leakcheck.Tee(nil)}, register)
	if err == nil || !strings.Contains(err.Error(), "MCPGEN_AUDIT") {
		t.Errorf("got %v", err)
	}
}

func TestStdioServesUntilItsInputEnds(t *testing.T) {
	in := `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}
{"jsonrpc":"2.0","method":"notifications/initialized"}
{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"echo"}}
`
	r, w := io.Pipe()
	out := make(chan string, 1)
	go func() {
		text := ""
		for lines := bufio.NewScanner(r); lines.Scan(); {
			text += lines.Text() + "\n"
			if strings.Contains(text, `"id":2`) {
				break
			}
		}
		out <- text
		_, _ = io.ReadAll(r)
	}()
	input, feed := io.Pipe()
	go func() { _, _ = io.WriteString(feed, in) }()
	done := make(chan error, 1)
	go func() {
		done <- Run(t.Context(), info, []string{"-stdio"}, nil, Streams{input, leakcheck.Tee(w), leakcheck.Tee(nil)}, register)
	}()
	select {
	case text := <-out:
		if !strings.Contains(text, "echoed") {
			t.Errorf("got %s", text)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("no answer")
	}
	_ = feed.Close()
	select {
	case err := <-done:
		if err != nil {
			t.Errorf("Run: %v", err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("Run did not end with its input")
	}
}

func TestNothingToServe(t *testing.T) {
	if err := Run(t.Context(), info, []string{"-dev"}, nil, Streams{}); err == nil {
		t.Error("Run without components succeeded")
	}
	if err := Run(t.Context(), Info{}, []string{"-dev"}, nil, Streams{}, register); err == nil {
		t.Error("Run without a name succeeded")
	}
}
