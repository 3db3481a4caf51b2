package runtimetest_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/mark3labs/mcp-go/mcp"

	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/codec"
	"github.com/mcpgen/mcpgen/runtime/devissuer"
	"github.com/mcpgen/mcpgen/runtime/runtimetest"
)

func register(s *mcpruntime.Server) error {
	hello := func(name string, policy mcpruntime.Policy) mcpruntime.Component {
		return mcpruntime.Tool(
			mcpruntime.ToolSpec{Name: name, Description: name, InputSchema: `{"type":"object","additionalProperties":false}`},
			policy, codec.ReadNothing,
			func(ctx context.Context, _ *struct{}) (string, error) {
				if p, ok := mcpruntime.PrincipalFrom(ctx); ok {
					return "hello " + p.Subject, nil
				}
				return "hello guest", nil
			}, mcpruntime.Text())
	}
	return s.Register(hello("greet", mcpruntime.HideUnless(check.Unrestricted())),
		hello("purge", mcpruntime.HideUnless(check.Scopes("admin"))),
		hello("write", mcpruntime.ChallengeUnless(check.Scopes("write"))))
}

// start serves what register adds, with the checks as server layer.
func start(t *testing.T, zone string, layer ...check.Check) *runtimetest.Site {
	t.Helper()
	return runtimetest.Start(t, runtimetest.Options{ZoneID: zone, Config: func(c *mcpruntime.Config) {
		c.Checks, c.Audit = layer, leakcheck.Sink(c.Audit)
	}}, register)
}

func TestSite(t *testing.T) {
	for _, zone := range []string{"", "zone-1"} {
		site := start(t, zone)
		ctx := t.Context()
		reader := devissuer.Claims{Subject: "rita", Scopes: []string{"read"}}
		c := site.Client(leakcheck.Secret(site.Token(reader)))
		if got := c.Call(ctx, "greet", nil); got.Text != "hello rita" {
			t.Errorf("greet: %+v", got)
		}
		if got := c.Call(ctx, "purge", nil); got.Outcome != "missing" {
			t.Errorf("purge: %+v", got)
		}
		if got := c.Call(ctx, "write", nil); got.Outcome != "challenge" || !slices.Equal(got.MissingScopes, []string{"write"}) {
			t.Errorf("write: %+v", got)
		}
		if got := c.Tools(ctx); !slices.Equal(got, []string{"greet", "write"}) {
			t.Errorf("tools: %v", got)
		}
		if got := site.Client("").Call(ctx, "greet", nil); got.Outcome != "unauthenticated" {
			t.Errorf("without a token: %+v", got)
		}
		site.Audit.Fail(errors.New("full"))
		if got := c.Call(ctx, "greet", nil); got.Outcome != "unavailable" {
			t.Errorf("without audit: %+v", got)
		}
	}
}

func TestRevokedWhileItRuns(t *testing.T) {
	site := start(t, "zone-1")
	c := site.Client(leakcheck.Secret(site.Token(devissuer.Claims{SessionID: "session-1"})))
	if got := c.Call(t.Context(), "greet", nil); got.Outcome != "allow" {
		t.Fatalf("before: %+v", got)
	}
	if err := site.Revocations.Revoke(t.Context(), time.Hour, "session-1"); err != nil {
		t.Fatal(err)
	}
	if got := c.Call(t.Context(), "greet", nil); got.Outcome != "unauthenticated" {
		t.Errorf("after: %+v", got)
	}
}

func TestMCPClient(t *testing.T) {
	site := start(t, "")
	for _, era := range []runtimetest.Era{runtimetest.Stateless, runtimetest.Sessions} {
		c := site.MCPClient(leakcheck.Secret(site.Token(devissuer.Claims{Subject: "wanda", Scopes: []string{"write"}})), era)
		tools, err := c.ListTools(t.Context(), mcp.ListToolsRequest{})
		if err != nil || len(tools.Tools) != 2 {
			t.Errorf("era %v: %v %v", era, tools, err)
		}
		request := mcp.CallToolRequest{}
		request.Params.Name = "write"
		result, err := c.CallTool(t.Context(), request)
		if err != nil || result.IsError {
			t.Errorf("era %v: %v %v", era, result, err)
		}
		request.Params.Name = "purge"
		if _, err = c.CallTool(t.Context(), request); err == nil {
			t.Error("purge is reachable")
		}
	}
}

func TestMatrix(t *testing.T) {
	site := start(t, "", check.Scopes("api"))
	got := site.Matrix(
		runtimetest.Caller{Name: "nobody"},
		runtimetest.Caller{Name: "reader", Claims: devissuer.Claims{Scopes: []string{"api"}}},
		runtimetest.Caller{Name: "admin", Claims: devissuer.Claims{Scopes: []string{"api", "admin", "write"}}},
	).String()
	want := `component   nobody               reader           admin
tool greet  challenge api*       allow            allow
tool purge  challenge api*       hidden           allow
tool write  challenge api write  challenge write  allow
`
	if got != want {
		t.Errorf("matrix:\n%s\nwant\n%s", got, want)
	}
}
