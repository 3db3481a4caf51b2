package fastmcp_test

import (
	"slices"
	"testing"

	"github.com/mcpgen/mcpgen/examples/fastmcp"
	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/devissuer"
	"github.com/mcpgen/mcpgen/runtime/runtimetest"
)

// The callers of the tables below.
var (
	nobody = devissuer.Claims{Subject: "nobody"}
	reader = devissuer.Claims{Subject: "rita", Scopes: []string{"read"}}
	writer = devissuer.Claims{Subject: "wim", Scopes: []string{"read", "write"}}
	admin  = devissuer.Claims{Subject: "ada", Scopes: []string{"admin", "api"}}
	both   = devissuer.Claims{Subject: "bo", Scopes: []string{"admin", "write"}}
	staff  = devissuer.Claims{Subject: "stef", Scopes: []string{"finance", "year_end", "special"}, Extra: map[string]any{
		"premium": true, "level": 5, "email_verified": true, "name": "Stef",
	}}
)

// start serves one section's server with the checks of its server layer.
func start(t *testing.T, checks []check.Check, register func(*mcpruntime.Server) error) *runtimetest.Site {
	t.Helper()
	return runtimetest.Start(t, runtimetest.Options{Config: func(c *mcpruntime.Config) {
		c.Checks, c.Audit = checks, leakcheck.Sink(c.Audit)
	}}, register)
}

// TestSections holds what the document says of each sample, in its order.
func TestSections(t *testing.T) {
	for _, section := range []struct {
		name     string
		register func(*mcpruntime.Server) error
		checks   []check.Check
		want     string
	}{
		{"Auth Checks", (&fastmcp.CheckServer{}).RegisterMCP, nil, `component               nobody  reader  writer  admin   both    staff
tool special_operation  hidden  hidden  hidden  hidden  hidden  allow
`},
		{"require_scopes", (&fastmcp.ScopedServer{}).RegisterMCP, nil, `component                  nobody  reader  writer  admin   both    staff
tool admin_operation       hidden  hidden  hidden  allow   allow   hidden
tool read_write_operation  hidden  hidden  allow   hidden  hidden  hidden
`},
		{"restrict_tag", (&fastmcp.TaggedServer{}).RegisterMCP, fastmcp.TaggedServer{}.Checks(), `component         nobody            reader            writer            admin  both   staff
tool admin_tool   challenge admin*  challenge admin*  challenge admin*  allow  allow  challenge admin*
tool public_tool  allow             allow             allow             allow  allow  allow
`},
		{"Combining Checks", (&fastmcp.CombinedServer{}).RegisterMCP, nil, `component                 nobody  reader  writer  admin   both   staff
tool secure_admin_action  hidden  hidden  hidden  hidden  allow  hidden
`},
		{"Custom Auth Checks", (&fastmcp.CustomServer{}).RegisterMCP, nil, `component              nobody  reader  writer  admin   both    staff
tool advanced_feature  hidden  hidden  hidden  hidden  hidden  allow
tool premium_feature   hidden  hidden  hidden  hidden  hidden  allow
`},
		{"Async Auth Checks", (&fastmcp.AsyncServer{}).RegisterMCP, nil, `component              nobody  reader  writer  admin  both    staff
tool async_admin_tool  hidden  hidden  hidden  allow  hidden  hidden
`},
		{"Error Handling", (&fastmcp.ErrorServer{}).RegisterMCP, nil, `component             nobody   reader   writer   admin    both     staff
tool send_newsletter  denied*  denied*  denied*  denied*  denied*  allow
`},
		{"Component-Level Authorization", (&fastmcp.ComponentServer{}).RegisterMCP, nil, `component               nobody  reader  writer  admin   both    staff
tool write_tool         hidden  hidden  allow   hidden  allow   hidden
prompt admin_prompt     hidden  hidden  hidden  allow   allow   hidden
resource secret://data  hidden  allow   allow   hidden  hidden  hidden
`},
		{"Server-Level Authorization", (&fastmcp.EnforcedServer{}).RegisterMCP, fastmcp.EnforcedServer{}.Checks(), `component      nobody          reader          writer          admin  both            staff
tool any_tool  challenge api*  challenge api*  challenge api*  allow  challenge api*  challenge api*
`},
		{"Component Auth + Middleware", (&fastmcp.LayeredServer{}).RegisterMCP, fastmcp.LayeredServer{}.Checks(), `component         nobody  reader  writer            admin   both   staff
tool admin_write  hidden  hidden  challenge admin*  hidden  allow  hidden
tool user_write   hidden  hidden  allow             hidden  allow  hidden
`},
		{"Tag-Based Global Authorization", (&fastmcp.TagBasedServer{}).RegisterMCP, fastmcp.TagBasedServer{}.Checks(), `component             nobody            reader            writer            admin             both   staff
tool delete_all_data  challenge admin*  challenge admin*  challenge admin*  allow             allow  challenge admin*
tool read_record      allow             allow             allow             allow             allow  allow
tool update_record    challenge write*  challenge write*  allow             challenge write*  allow  challenge write*
`},
		{"Accessing Tokens in Tools", (&fastmcp.TokenServer{}).RegisterMCP, nil, `component                   nobody  reader  writer  admin  both   staff
tool personalized_greeting  allow   allow   allow   allow  allow  allow
tool user_dashboard         allow   allow   allow   allow  allow  allow
`},
		{"AuthContext", (&fastmcp.MatchingServer{}).RegisterMCP, nil, `component         nobody  reader  writer  admin   both    staff
tool close_books  hidden  hidden  hidden  hidden  hidden  allow
`},
	} {
		t.Run(section.name, func(t *testing.T) {
			site := start(t, section.checks, section.register)
			got := site.Matrix(
				runtimetest.Caller{Name: "nobody", Claims: nobody}, runtimetest.Caller{Name: "reader", Claims: reader},
				runtimetest.Caller{Name: "writer", Claims: writer}, runtimetest.Caller{Name: "admin", Claims: admin},
				runtimetest.Caller{Name: "both", Claims: both}, runtimetest.Caller{Name: "staff", Claims: staff},
			).String()
			if got != section.want {
				t.Errorf("who may what:\n%swant:\n%s", got, section.want)
			}
		})
	}
}

// TestDenialText: an AuthorizationError propagates with its message.
func TestDenialText(t *testing.T) {
	site := start(t, nil, (&fastmcp.ErrorServer{}).RegisterMCP)
	got := site.Client(leakcheck.Secret(site.Token(reader))).Call(t.Context(), "send_newsletter", nil)
	if got.Outcome != "denied" || got.Description != "Email verification required" {
		t.Errorf("%+v", got)
	}
}

// TestTokens: tools see the token's claims.
func TestTokens(t *testing.T) {
	site := start(t, nil, (&fastmcp.TokenServer{}).RegisterMCP)
	c := site.Client(leakcheck.Secret(site.Token(staff)))
	if got := c.Call(t.Context(), "personalized_greeting", nil); got.Text != "Hello, Stef!" {
		t.Errorf("%+v", got)
	}
	if got := c.Call(t.Context(), "user_dashboard", nil); got.IsError || len(got.Structured) == 0 {
		t.Errorf("%+v", got)
	}
	if got := site.Client(leakcheck.Secret(site.Token(nobody))).Tools(t.Context()); !slices.Equal(got, []string{"personalized_greeting", "user_dashboard"}) {
		t.Errorf("%v", got)
	}
}

// Over stdio there is no token and all checks are skipped; TestStdioSkipsChecksByDefault of package mcpruntime
// runs that over pipes.

// TestUnauthenticated: with an auth provider, requests without a token are rejected before any check runs.
func TestUnauthenticated(t *testing.T) {
	site := start(t, nil, (&fastmcp.TokenServer{}).RegisterMCP)
	if got := site.Client("").Call(t.Context(), "personalized_greeting", nil); got.Outcome != "unauthenticated" {
		t.Errorf("%+v", got)
	}
}
