package check_test

import (
	"context"
	"testing"

	"github.com/mcpgen/mcpgen/runtime/check"
)

// TestDescribe: logs and audit write a requirement as the policy tables above RegisterMCP and of mcpgen policy do, so that
// one search finds both.
func TestDescribe(t *testing.T) {
	premium := check.Bool("premium", func(*check.Request) bool { return false })
	owns := check.Arg("owns($id, 3)", func(context.Context, *check.Request, *string) error { return nil })
	for want, c := range map[string]check.Check{
		"scopes(notes:read, notes:write)":                 check.Scopes("notes:read", "notes:write"),
		"anyscope(notes:read, notes:write)":               check.AnyScope("notes:read", "notes:write"),
		"roles(admin, editor)":                            check.RolesClaim("admin", "editor"),
		"targets(https://a.example, https://b.example)":   check.Targets("https://a.example", "https://b.example"),
		"chain(planner, booker)":                          check.Chain("planner", "booker"),
		"claim(org.plan, premium)":                        check.Claim("premium", "org", "plan"),
		"claim(org.seats, 3)":                             check.Claim(3, "org", "seats"),
		"maxhops(2)":                                      check.MaxHops(2),
		"subject(user)":                                   check.Subject("user"),
		"any(agent, premium)":                             check.Any(check.Agent(), premium),
		"any(scopes(a, b), owns($id, 3), any(delegated))": check.Any(check.Scopes("a", "b"), owns, check.Any(check.Delegated())),
		"all(authenticated, unrestricted)":                check.All(check.Authenticated(), check.Unrestricted()),
		"restricttag(danger, scopes(a, b))":               check.RestrictTag("danger", "a", "b"),
	} {
		if got := check.Describe(c); got != want {
			t.Errorf("%s describes itself as %s", want, got)
		}
	}
}
