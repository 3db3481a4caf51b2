package check_test

import (
	"context"
	"testing"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/principal"
)

// pretender is a check of somebody else's that embeds one of ours and does something else.
type pretender struct{ *check.ScopeCheck }

func (pretender) Check(context.Context, *check.Request) error { return nil }

type embedded = check.Check // whose name is not that of its method

// stranger embeds whatever check it is given.
type stranger struct{ embedded }

// TestTraitsAreNotInherited: what is known of a check without asking it is known of this package's own alone. Whoever embeds
// one of ours might do anything.
func TestTraitsAreNotInherited(t *testing.T) {
	about := check.Component{Tags: []string{"t"}}
	argument := check.Arg("owns", func(context.Context, *check.Request, *int) error { return nil })
	for name, c := range map[string]check.Check{
		"nil":                         nil,
		"embeds scopes":               pretender{check.Scopes("a")},
		"embeds a pointer":            &pretender{check.Scopes("a")},
		"embeds unrestricted":         stranger{check.Unrestricted()},
		"embeds a check on arguments": stranger{argument},
		"embeds nothing":              stranger{},
		"a function":                  check.Func(func(context.Context, *check.Request) error { return nil }),
	} {
		rule := check.ScopeRuleOf(about, c)
		if check.CallerOnly(c) || check.BuiltIn(c) || check.ScopesOf(c, about) != nil || check.ArgTypes(c) != nil || rule.Allows(&principal.Principal{}) {
			t.Errorf("%s: something is known of it", name)
		}
	}
}

// TestTraits says what is known of each check of this package, and of what is made of several.
func TestTraits(t *testing.T) {
	argument := check.Arg("owns", func(context.Context, *check.Request, *int) error { return nil })
	ours := check.Named("ours", func(context.Context, *check.Request) error { return nil })
	caller := check.Caller("caller", func(context.Context, *principal.Principal) (bool, error) { return true, nil })
	roles := check.Roles(func(*principal.Principal) []string { return nil }, "r")
	about := check.Component{Tags: []string{"t"}}
	for name, row := range map[string]struct {
		c                   check.Check
		callerOnly, builtIn bool
		arguments, scopes   int
	}{
		"scopes":         {check.Scopes("a", "b"), true, true, 0, 2},
		"one of scopes":  {check.AnyScope("a", "b"), true, true, 0, 1},
		"tag":            {check.RestrictTag("t", "a"), false, true, 0, 1},
		"other tag":      {check.RestrictTag("u", "a"), false, true, 0, 0},
		"unrestricted":   {check.Unrestricted(), true, true, 0, 0},
		"a fact":         {check.Agent(), true, true, 0, 0},
		"roles":          {roles, true, false, 0, 0},
		"caller":         {caller, true, false, 0, 0},
		"custom":         {ours, false, false, 0, 0},
		"argument":       {argument, false, false, 1, 0},
		"made":           {check.Factory("made", check.Scopes("a")), true, false, 0, 1},
		"made of nil":    {check.Factory("made", nil), false, false, 0, 0},
		"all":            {check.All(check.Scopes("a"), check.Agent()), true, true, 0, 1},
		"all, a custom":  {check.All(check.Scopes("a"), ours), false, false, 0, 1},
		"all, none":      {check.All(), true, true, 0, 0},
		"any":            {check.Any(check.Agent(), check.Scopes("a"), check.Scopes("b")), true, true, 0, 1},
		"any, arguments": {check.Any(argument, check.All(argument, caller)), false, false, 2, 0},
	} {
		if check.CallerOnly(row.c) != row.callerOnly || check.BuiltIn(row.c) != row.builtIn {
			t.Errorf("%s: caller only %v, built in %v", name, check.CallerOnly(row.c), check.BuiltIn(row.c))
		}
		if a, s := len(check.ArgTypes(row.c)), len(check.ScopesOf(row.c, about)); a != row.arguments || s != row.scopes {
			t.Errorf("%s: %d arguments, %d scopes", name, a, s)
		}
	}
}
