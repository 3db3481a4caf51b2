package check_test

import (
	"context"
	"math/rand/v2"
	"testing"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/principal"
)

var scopeWords = []string{"a", "b", "c", "d", "aa", "bb"}

func someWords(r *rand.Rand) []string {
	var words []string
	for range r.IntN(4) {
		words = append(words, scopeWords[r.IntN(len(scopeWords))])
	}
	if r.IntN(40) == 0 {
		words = append(words, []string{"", "a b", "a\""}[r.IntN(3)])
	}
	return words
}

// someScopes is a check that requires nothing but scopes; of zero values too, which refuse.
func someScopes(r *rand.Rand, depth int) check.Check {
	switch n := r.IntN(12); {
	case n < 3:
		return check.Scopes(someWords(r)...).ImpliedBy("a", someWords(r)...)
	case n < 6:
		return check.AnyScope(someWords(r)...).ImpliedBy("b", someWords(r)...).ImpliedBy("b", "c")
	case n < 8:
		return check.RestrictTag([]string{"t", "u"}[r.IntN(2)], someWords(r)...)
	case n == 8:
		return check.Unrestricted()
	case n == 9 && r.IntN(8) == 0:
		var none *check.ScopeCheck
		return none
	case depth > 0:
		var list []check.Check
		for range r.IntN(4) {
			list = append(list, someScopes(r, depth-1))
		}
		return check.All(list...)
	}
	return check.Scopes("a")
}

// TestScopeRuleSaysWhatItsChecksSay compares the two over random checks and callers.
func TestScopeRuleSaysWhatItsChecksSay(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	tags := [][]string{nil, {"t"}, {"x", "u"}, {"t", "u"}}
	const rounds = 50_000
	allowed := 0
	for range rounds {
		var checks []check.Check
		for range r.IntN(4) {
			checks = append(checks, someScopes(r, 2))
		}
		about := check.Component{Tags: tags[r.IntN(len(tags))]}
		var p *principal.Principal
		if r.IntN(6) > 0 {
			p = &principal.Principal{Issuer: "i", Scopes: principal.SetOf(append(someWords(r), someWords(r)...)...)}
		}
		q := check.Begin(p, check.Call, nil)
		q.Component = about
		want := check.Run(context.Background(), checks, q) == nil
		rule := check.ScopeRuleOf(about, checks...)
		if got := rule.Allows(p); got != want {
			t.Fatalf("allows %v, but the checks %v of %+v say %v", got, checks, p, want)
		}
		if want {
			allowed++
		}
	}
	if allowed < rounds/10 || allowed > rounds*9/10 {
		t.Errorf("%d of %d allowed: the checks are no mix", allowed, rounds)
	}
}

// TestScopeRuleIsSilent lists what only the checks themselves can tell.
func TestScopeRuleIsSilent(t *testing.T) {
	var none *check.ScopeCheck
	about := check.Component{Tags: []string{"t"}}
	pass := check.Scopes("a")
	for name, checks := range map[string][]check.Check{
		"no checks":     {},
		"nil":           {pass, nil},
		"nil scopes":    {pass, none},
		"empty scopes":  {pass, check.Scopes()},
		"bad name":      {pass, check.AnyScope("a", "b c")},
		"empty tag":     {pass, check.RestrictTag("t")},
		"empty all":     {pass, check.All()},
		"any":           {pass, check.Any(pass)},
		"authenticated": {pass, check.Authenticated()},
		"custom":        {pass, check.Bool("b", func(*check.Request) bool { return true })},
		"factory":       {pass, check.Factory("f", pass)},
		"in all":        {check.All(pass, check.Agent())},
		"embedding":     {struct{ *check.ScopeCheck }{pass}},
		"argument":      {check.Arg("a", func(context.Context, *check.Request, *string) error { return nil })},
	} {
		rule := check.ScopeRuleOf(about, checks...)
		if rule.Allows(everything()) || rule.Allows(nil) {
			t.Errorf("%s: allows", name)
		}
	}
	rule := check.ScopeRuleOf(about, check.Unrestricted())
	if !rule.Allows(nil) {
		t.Error("unrestricted refuses who has no token")
	}
}
