package main

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
	"github.com/mcpgen/mcpgen/runtime/devissuer"
)

const modernMeta = `"io.modelcontextprotocol/protocolVersion":"2026-07-28",` +
	`"io.modelcontextprotocol/clientInfo":{"name":"t","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}`

// caller is one of many who use the server at the same time.
type caller struct {
	t       *testing.T
	url     string
	token   string
	session string
}

func (c *caller) post(body string, header map[string]string) (string, http.Header) {
	c.t.Helper()
	req, err := http.NewRequest(http.MethodPost, c.url, strings.NewReader(body))
	if err != nil {
		c.t.Error(err)
		return "", nil
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json, text/event-stream")
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	if c.session != "" {
		req.Header.Set("Mcp-Session-Id", c.session)
		req.Header.Set("Mcp-Protocol-Version", "2025-11-25")
	}
	for name, value := range header {
		req.Header.Set(name, value)
	}
	client := http.Client{Timeout: 20 * time.Second}
	resp, err := client.Do(req)
	if err != nil {
		c.t.Errorf("posting: %v", err)
		return "", nil
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		c.t.Errorf("reading: %v", err)
	}
	return string(raw), resp.Header
}

// progress calls a tool that reports three times, with a token that is nobody else's.
func (c *caller) progress(token string) string {
	params := `"name":"test_tool_with_progress","_meta":{"progressToken":"` + token + `"`
	var header map[string]string
	if c.session == "" {
		params += "," + modernMeta
		header = map[string]string{
			"Mcp-Protocol-Version": "2026-07-28", "Mcp-Method": "tools/call", "Mcp-Name": "test_tool_with_progress",
		}
	}
	out, _ := c.post(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{`+params+`}}}`, header)
	return out
}

// TestFiftyCallersAtOnce: each gets its own notifications, all of them, before its result, and nobody else's. All requests
// of the stateless protocol have the same id here.
func TestFiftyCallersAtOnce(t *testing.T) {
	s := start(t, false)
	var all sync.WaitGroup
	for i := range 50 {
		token, err := s.issuer.Mint(devissuer.Claims{Subject: fmt.Sprintf("caller-%d", i), Scopes: []string{"everything:use"}})
		must(t, err)
		c := &caller{t: t, url: s.direct, token: leakcheck.Secret(token.Reveal())}
		all.Go(func() {
			if i%2 == 0 {
				_, header := c.post(`{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25",`+
					`"capabilities":{},"clientInfo":{"name":"t","version":"1"}}}`, nil)
				c.session = header.Get("Mcp-Session-Id")
			}
			for round := range 5 {
				own := fmt.Sprintf("token-%d-%d", i, round)
				out := c.progress(own)
				last := strings.LastIndex(out, `"progressToken"`)
				if n := strings.Count(out, `"progressToken":"`+own+`"`); n != 3 || strings.Count(out, `"progressToken"`) != 3 {
					t.Errorf("caller %d got %d of its own notifications:\n%s", i, n, out)
				}
				if result := strings.Index(out, `"result"`); result < last {
					t.Errorf("caller %d: the result came before a notification:\n%s", i, out)
				}
			}
		})
	}
	all.Wait()
}
