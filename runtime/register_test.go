package mcpruntime_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/principal"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

func newServer(t *testing.T) *mcpruntime.Server {
	t.Helper()
	s, err := mcpruntime.New(mcpruntime.Config{Name: "n", Version: "1"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func TestRegisterRefuses(t *testing.T) {
	good := tool("good", open)
	echo := func(_ context.Context, in *textIn) (string, error) { return in.Text, nil }
	spec := mcpruntime.ToolSpec{Name: "t", InputSchema: textSchema}
	otherArg := check.Arg("owns($id)", func(context.Context, *check.Request, *struct{ ID string }) error { return nil })
	for name, row := range map[string]struct {
		component mcpruntime.Component
		want      string
	}{
		"nil component":         {nil, "nil component"},
		"zero policy":           {tool("t", mcpruntime.Policy{}), "no checks"},
		"empty HideUnless":      {tool("t", mcpruntime.HideUnless()), "no checks"},
		"empty ChallengeUnless": {tool("t", mcpruntime.ChallengeUnless()), "no checks"},
		"nil check in policy":   {tool("t", mcpruntime.HideUnless(check.Unrestricted(), nil)), "nil check"},
		"taken name":            {tool("good", open), "taken"},
		"empty name":            {tool("", open), "name"},
		"name with a blank":     {tool("a b", open), "name"},
		"long name":             {tool(strings.Repeat("a", 129), open), "name"},
		"no input schema": {
			mcpruntime.Tool(mcpruntime.ToolSpec{Name: "t"}, open, decodeText, echo, mcpruntime.Text()), "input schema"},
		"broken schema": {
			mcpruntime.Tool(mcpruntime.ToolSpec{Name: "t", InputSchema: "{"}, open, decodeText, echo, mcpruntime.Text()), "valid JSON"},
		"nil decode":   {mcpruntime.Tool(spec, open, nil, echo, mcpruntime.Text()), "nil"},
		"nil function": {mcpruntime.Tool[textIn, string](spec, open, decodeText, nil, mcpruntime.Text()), "nil"},
		"zero result":  {mcpruntime.Tool(spec, open, decodeText, echo, mcpruntime.Result[string]{}), "result"},
		"nil encoder":  {mcpruntime.Tool(spec, open, decodeText, echo, mcpruntime.JSON[string](nil)), "result"},
		"argument check of another tool": {
			tool("t", mcpruntime.HideUnless(check.Any(check.Scopes("a"), otherArg))), "arguments of type"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t)
			if err := s.Register(good); err != nil {
				t.Fatal(err)
			}
			err := s.Register(tool("beside", open), row.component)
			if err == nil || !strings.Contains(err.Error(), row.want) {
				t.Fatalf("error %v, want %q", err, row.want)
			}
			if err := s.Register(tool("beside", open)); err != nil {
				t.Errorf("a refused registration left something behind: %v", err)
			}
		})
	}
}

// nobodysVerifier names no issuer.
type nobodysVerifier struct{ mcpruntime.Verifier }

func (nobodysVerifier) Issuers() []string { return nil }

func TestNewRefuses(t *testing.T) {
	v := &fakeVerifier{}
	origin := func(o string) func(*mcpruntime.Config) {
		return func(c *mcpruntime.Config) { c.AllowedOrigins = []string{"https://app.example", o} }
	}
	resource := func(r string) func(*mcpruntime.Config) {
		return func(c *mcpruntime.Config) { c.Resource = r }
	}
	for name, row := range map[string]struct {
		field  string // that the error names
		change func(*mcpruntime.Config)
	}{
		"no name":                   {"Name", func(c *mcpruntime.Config) { c.Name = "" }},
		"no version":                {"Name", func(c *mcpruntime.Config) { c.Version = "" }},
		"no verifier over HTTP":     {"Verifier", func(c *mcpruntime.Config) { c.Verifier = nil }},
		"verifier and no auth":      {"InsecureNoAuth", func(c *mcpruntime.Config) { c.InsecureNoAuth = true }},
		"stdio token, no verifier":  {"StdioToken", func(c *mcpruntime.Config) { c.Resource, c.Verifier, c.StdioToken = "", nil, "x" }},
		"verifier without issuers":  {"Verifier", func(c *mcpruntime.Config) { c.Verifier = nobodysVerifier{v} }},
		"nil server check":          {"Checks", func(c *mcpruntime.Config) { c.Checks = []check.Check{nil} }},
		"short session key":         {"SessionKey", func(c *mcpruntime.Config) { c.SessionKey = make([]byte, 31) }},
		"empty session key":         {"SessionKey", func(c *mcpruntime.Config) { c.SessionKey = []byte{} }},
		"any origin":                {"AllowedOrigins", origin("*")},
		"no origin":                 {"AllowedOrigins", origin("null")},
		"empty origin":              {"AllowedOrigins", origin("")},
		"origin with a pattern":     {"AllowedOrigins", origin("https://*.example")},
		"origin with a path":        {"AllowedOrigins", origin("https://app.example/")},
		"origin with default port":  {"AllowedOrigins", origin("https://app.example:443")},
		"origin in capitals":        {"AllowedOrigins", origin("https://App.example")},
		"origin without scheme":     {"AllowedOrigins", origin("app.example")},
		"origin with credentials":   {"AllowedOrigins", origin("https://u@app.example")},
		"relative resource":         {"Resource", resource("/mcp")},
		"resource over plain http":  {"Resource", resource("http://example.com/mcp")},
		"resource with a fragment":  {"Resource", resource("https://example.com/mcp#x")},
		"resource with a query":     {"Resource", resource("https://example.com/mcp?x")},
		"resource with credentials": {"Resource", resource("https://u:p@example.com/mcp")},
		"resource that cannot be":   {"Resource", resource("https://example.com/%zz")},
		"negative page":             {"PageSize", func(c *mcpruntime.Config) { c.PageSize = -1 }},
		"negative body":             {"MaxBodyBytes", func(c *mcpruntime.Config) { c.MaxBodyBytes = -1 }},
		"negative recheck":          {"RecheckInterval", func(c *mcpruntime.Config) { c.RecheckInterval = -1 }},
		"empty step of roles claim": {"RolesClaim", func(c *mcpruntime.Config) { c.RolesClaim = "realm..roles" }},
		"open quote of roles claim": {"RolesClaim", func(c *mcpruntime.Config) { c.RolesClaim = `"https://example.com/roles` }},
		"roles claim of no name":    {"RolesClaim", func(c *mcpruntime.Config) { c.RolesClaim = `""` }},
	} {
		t.Run(name, func(t *testing.T) {
			config := mcpruntime.Config{Name: "n", Version: "1", Resource: "https://example.com/mcp", Verifier: v}
			row.change(&config)
			_, err := mcpruntime.New(config)
			var wrong *mcpruntime.ConfigError
			if !errors.As(err, &wrong) || wrong.Field != row.field {
				t.Errorf("got %v, want a ConfigError about %s", err, row.field)
			}
		})
	}
}

func TestAllowedOriginsAccepted(t *testing.T) {
	_, err := mcpruntime.New(mcpruntime.Config{Name: "n", Version: "1", AllowedOrigins: []string{
		"https://app.example", "http://127.0.0.1:3000", "https://app.example:8443", "http://[::1]:8081", "vscode-webview://abc",
	}})
	if err != nil {
		t.Error(err)
	}
}

// TestRolesClaimInQuotes: a quoted name is one claim, as in claim(…); names that are URLs have dots.
func TestRolesClaimInQuotes(t *testing.T) {
	for claim, want := range map[string]string{
		`"https://example.com/roles"`: `{"https://example.com/roles":["editor"]}`,
		"realm.roles":                 `{"realm":{"roles":["editor"]}}`,
		`realm."a.b".roles`:           `{"realm":{"a.b":{"roles":["editor"]}}}`,
	} {
		claims, err := principal.ClaimsFromJSON([]byte(want))
		if err != nil {
			t.Fatal(err)
		}
		s, err := mcpruntime.New(mcpruntime.Config{Name: "n", Version: "1", RolesClaim: claim})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Register(tool("edit", mcpruntime.HideUnless(check.RolesClaim("editor")))); err != nil {
			t.Fatal(err)
		}
		for outcome, p := range map[string]*principal.Principal{"allow": {Claims: claims}, "hidden": {}} {
			if got := s.Decisions(t.Context(), p)[0].Outcome; got != outcome {
				t.Errorf("%s: %s, want %s", claim, got, outcome)
			}
		}
	}
}

func TestScopeSets(t *testing.T) {
	s, err := mcpruntime.New(mcpruntime.Config{Name: "n", Version: "1", Checks: []check.Check{
		check.Scopes("api"), check.RestrictTag("admin", "admin"),
	}})
	if err != nil {
		t.Fatal(err)
	}
	err = s.Register(tool("a", open), tool("b", open), tool("c", mcpruntime.HideUnless(check.AnyScope("x", "y"))),
		tool("d", open, "admin"), tool("e", mcpruntime.HideUnless(check.All(check.Scopes("z"), check.Any(check.Authenticated(), check.Scopes("w"))))))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, set := range s.ScopeSets() {
		got = append(got, strings.Join(set, "+"))
	}
	if want := []string{"api", "admin+api", "api+x", "api+w+z"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestInProcess(t *testing.T) {
	s := serve(t, nil, tool("open", open), tool("members", mcpruntime.HideUnless(check.Authenticated())),
		tool("write", mcpruntime.ChallengeUnless(check.Scopes("write"))))
	call := func(token, name string) string {
		return string(s.HandleMessage(context.Background(), transport.Credential(token),
			[]byte(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"`+name+`","arguments":{"text":"x"}}}`)))
	}
	for _, row := range [][3]string{
		{"scopes:", "open", "echo x"}, {"scopes:", "members", "echo x"}, {"scopes:", "write", `"missing_scopes":["write"]`},
		{"scopes:", "absent", "not found"}, {"", "open", "missing_token"}, {"revoked", "open", "session_revoked"},
		{"down", "open", "temporarily_unavailable"},
	} {
		if got := call(row[0], row[1]); !strings.Contains(got, row[2]) {
			t.Errorf("%s %s: %s", row[0], row[1], got)
		}
	}
	// Nothing that is registered is on mcp-go's server: there is no road around the guard.
	for _, message := range []string{
		`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"open","arguments":{"text":"x"},"task":{}}}`,
		`{"jsonrpc":"2.0","id":1,"method":"tools/list"}`,
	} {
		got := encode(t, s.Underneath().HandleMessage(context.Background(), []byte(message)))
		if strings.Contains(got, "echo") || strings.Contains(got, `"open"`) && !strings.Contains(got, "not found") {
			t.Errorf("%s", got)
		}
	}
}

func TestArgumentChecks(t *testing.T) {
	owns := check.Arg("owns($text)", func(_ context.Context, _ *check.Request, in *textIn) error {
		if in.Text == "mine" {
			return nil
		}
		return check.Deny("not yours")
	})
	s := serve(t, nil, tool("owned", mcpruntime.HideUnless(check.Scopes("read"), owns)),
		tool("either", mcpruntime.ChallengeUnless(check.Any(owns, check.Scopes("admin")))),
		toolDoing("other", open, func(context.Context, *textIn) (string, error) { return "", nil }))
	for _, e := range eras {
		for _, row := range [][4]string{
			{"scopes:read", "owned", "mine", "allow"}, {"scopes:read", "owned", "yours", "denied"},
			{"scopes:", "owned", "mine", "missing"}, {"scopes:", "either", "mine", "allow"},
			{"scopes:", "either", "yours", "denied"}, {"scopes:admin", "either", "yours", "allow"},
		} {
			if a := s.call(e, row[0], row[1], `{"text":"`+row[2]+`"}`); outcomeOf(a) != row[3] {
				t.Errorf("%v: %s", row, a)
			}
		}
		if got := s.list(e, "scopes:"); !slices.Equal(got, []string{"either", "other"}) {
			t.Errorf("listed %v", got)
		}
	}
}
