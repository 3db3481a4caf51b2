package caracal_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/examples/caracal"
	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/devissuer"
	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/revocation"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

// deployment is an issuer, a verifier as the guide configures it, and a server of annotated tools behind it.
type deployment struct {
	url      string
	issuer   *devissuer.Issuer
	verifier *mandate.Verifier
}

const revokedSession = "session-that-was-revoked"

func deploy(t *testing.T) *deployment {
	t.Helper()
	listener := httptest.NewUnstartedServer(nil)
	t.Cleanup(listener.Close)
	d := &deployment{url: "http://" + listener.Listener.Addr().String() + "/mcp"}
	var err error
	must := func() {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	d.issuer, err = devissuer.New(devissuer.Config{ZoneID: "zone_prod", Audience: d.url})
	must()
	t.Cleanup(func() { _ = d.issuer.Close() })
	err = d.issuer.Start(t.Context())
	must()
	revocations := revocation.NewMemory(revocation.MemoryConfig{})
	err = revocations.Revoke(t.Context(), time.Hour, revokedSession)
	must()
	d.verifier, err = caracal.Authenticator(d.issuer.URL(), d.url, revocations)
	must()
	t.Cleanup(func() { _ = d.verifier.Close() })
	err = d.verifier.Warmup(t.Context())
	must()
	server, err := mcpruntime.New(mcpruntime.Config{
		Name: "caracal", Version: "1", Resource: d.url, Verifier: d.verifier, Audit: leakcheck.Sink(nil),
	})
	must()
	t.Cleanup(func() { _ = server.Close() })
	err = (&caracal.Tools{}).RegisterMCP(server)
	must()
	listener.Config.Handler = server.Handler()
	listener.Start()
	return d
}

// mandate is a mandate that passes, changed.
func (d *deployment) mandate(t *testing.T, change func(*devissuer.Claims)) transport.Credential {
	t.Helper()
	claims := devissuer.Claims{
		Subject: "user-1", Scopes: []string{"mcp:tool:call"}, Targets: []string{d.url}, AgentSessionID: "agent-1",
	}
	if change != nil {
		change(&claims)
	}
	token, err := d.issuer.Mint(claims)
	if err != nil {
		t.Fatal(err)
	}
	return leakcheck.Secret(token)
}

// TestValidate is the section "Validate", row by row: over HTTP, and through the guide's handle_tool_call.
func TestValidate(t *testing.T) {
	d := deploy(t)
	for _, row := range []struct {
		name   string
		token  transport.Credential
		status int
		code   string
	}{
		{"Missing bearer token", "", 401, "missing_token"},
		{"Wrong audience", d.mandate(t, func(c *devissuer.Claims) { c.Audience = "https://other.example.com" }), 401, "invalid_token"},
		{"Missing scope", d.mandate(t, func(c *devissuer.Claims) { c.Scopes = []string{"other"} }), 403, "insufficient_scope"},
		{"Revoked session", d.mandate(t, func(c *devissuer.Claims) { c.SessionID = revokedSession }), 401, "session_revoked"},
		{"Non-agent token with RequireAgent", d.mandate(t, func(c *devissuer.Claims) { c.AgentSessionID = "" }), 403, "agent_required"},
		{"A good mandate", d.mandate(t, nil), 200, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			status, body := d.call(t, row.token)
			var answer struct {
				Error       string
				Description string `json:"error_description"`
				Hint        string `json:"error_hint"`
			}
			if row.code != "" {
				if err := json.Unmarshal([]byte(body), &answer); err != nil || answer.Description == "" || answer.Hint == "" {
					t.Errorf("body %s: %v", body, err)
				}
			}
			if status != row.status || answer.Error != row.code || (status == 200) != strings.Contains(body, "ran with 7") {
				t.Errorf("HTTP: %d %s", status, body)
			}
			byHand := caracal.HandleToolCall(t.Context(), d.verifier, row.token, "7")
			if byHand.Error != row.code || (row.code == "") != (byHand.Result == "ran with 7") {
				t.Errorf("by hand: %+v", byHand)
			}
		})
	}
}

// call calls run_tool with the stateless protocol.
func (d *deployment) call(t *testing.T, token transport.Credential) (int, string) {
	t.Helper()
	req, err := http.NewRequest("POST", d.url, strings.NewReader(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{`+
		`"name":"run_tool","arguments":{"payload":"7"},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",`+
		`"io.modelcontextprotocol/clientInfo":{"name":"t","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{
		"Content-Type": "application/json", "Mcp-Protocol-Version": "2026-07-28", "Mcp-Method": "tools/call", "Mcp-Name": "run_tool",
	} {
		req.Header.Set(name, value)
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token.Reveal())
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}
