package check_test

import (
	"context"
	"errors"
	"testing"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/principal"
)

// everything is a caller who meets every requirement that can be met.
func everything() *principal.Principal {
	return &principal.Principal{
		Issuer: "i", Subject: "s", SubjectType: "user", Scopes: principal.SetOf("a", "b", ""), AgentSessionID: "x",
		DelegationEdgeID: "e", Targets: principal.SetOf("t"), DelegationChain: principal.ChainOf(principal.Hop{ApplicationID: "app"}),
		Claims: principal.ClaimsFromVerified([]byte(`{"roles":["r",""],"n":5,"f":5.0,"big":9007199254740993,"s":"x","b":true,"null":null}`)),
	}
}

func roles(*principal.Principal) []string { return []string{"r", ""} }

func TestZeroValuesRefuse(t *testing.T) {
	var nilScopes *check.ScopeCheck
	for name, c := range map[string]check.Check{
		"nil check":               nil,
		"nil Func":                check.Func(nil),
		"nil ScopeCheck":          nilScopes,
		"zero ScopeCheck":         &check.ScopeCheck{},
		"empty Scopes":            check.Scopes(),
		"Scopes of empty name":    check.Scopes(""),
		"Scopes of invalid name":  check.Scopes("a\"b"),
		"empty AnyScope":          check.AnyScope(),
		"AnyScope of empty name":  check.AnyScope("a", ""),
		"empty RestrictTag":       check.RestrictTag("tag"),
		"empty Roles":             check.Roles(roles),
		"Roles without extract":   check.Roles(nil, "r"),
		"empty RolesClaim":        check.RolesClaim(),
		"empty All":               check.All(),
		"All of nil":              check.All(check.Unrestricted(), nil),
		"empty Any":               check.Any(),
		"Any of nil":              check.Any(nil),
		"empty Targets":           check.Targets(),
		"empty Chain":             check.Chain(),
		"empty Subject":           check.Subject(""),
		"Subject of another word": check.Subject("robot"),
		"Claim without path":      check.Claim("x"),
		"Claim that is null":      check.Claim("", "null"),
		"nil Bool":                check.Bool("b", nil),
		"nil Named":               check.Named("n", nil),
		"nil Factory":             check.Factory("f", nil),
		"nil Caller":              check.Caller("c", nil),
		"nil Arg":                 check.Arg[string]("a", nil),
		"Arg without arguments":   check.Arg("a", func(context.Context, *check.Request, *string) error { return nil }),
	} {
		t.Run(name, func(t *testing.T) {
			r := check.Begin(everything(), check.Call, nil)
			r.Component.Tags = []string{"tag"}
			if check.Run(context.Background(), []check.Check{c}, r) == nil {
				t.Error("passes")
			}
		})
	}
	t.Run("no checks", func(t *testing.T) {
		if check.Run(context.Background(), nil, &check.Request{Principal: everything()}) == nil {
			t.Error("passes")
		}
	})
	t.Run("nil request", func(t *testing.T) {
		if check.Run(context.Background(), []check.Check{check.Unrestricted()}, nil) == nil {
			t.Error("passes")
		}
	})
	t.Run("empty Deny", func(t *testing.T) {
		if _, ok := check.AsDenial(check.Deny("")); ok || check.Deny("") == nil {
			t.Error("an empty message explains nothing, but must refuse")
		}
	})
}

func TestBuiltIns(t *testing.T) {
	yes := check.Bool("yes", func(*check.Request) bool { return true })
	boom := check.Bool("boom", func(*check.Request) bool { panic("boom") })
	for name, row := range map[string]struct {
		check check.Check
		pass  bool
	}{
		"scopes held":            {check.Scopes("a", "b"), true},
		"one scope missing":      {check.Scopes("a", "c"), false},
		"implied":                {check.Scopes("c").ImpliedBy("c", "b"), true},
		"implication of another": {check.Scopes("c").ImpliedBy("d", "b"), false},
		"any scope held":         {check.AnyScope("c", "b"), true},
		"no scope held":          {check.AnyScope("c", "d"), false},
		"other tag":              {check.RestrictTag("other", "zzz"), true},
		"tag and scope":          {check.RestrictTag("tag", "a"), true},
		"tag without scope":      {check.RestrictTag("tag", "c"), false},
		"roles":                  {check.Roles(roles, "r"), true},
		"roles missing":          {check.Roles(roles, "r", "q"), false},
		"roles claim":            {check.RolesClaim("r"), true},
		"roles claim missing":    {check.RolesClaim("q"), false},
		"agent":                  {check.Agent(), true},
		"delegated":              {check.Delegated(), true},
		"targets":                {check.Targets("t"), true},
		"targets missing":        {check.Targets("t", "u"), false},
		"chain":                  {check.Chain("app"), true},
		"chain missing":          {check.Chain("other"), false},
		"hops":                   {check.MaxHops(0), true},
		"hops negative":          {check.MaxHops(-1), false},
		"subject user":           {check.Subject("user"), true},
		"subject application":    {check.Subject("application"), false},
		"claim string":           {check.Claim("x", "s"), true},
		"claim bool":             {check.Claim(true, "b"), true},
		"claim of another type":  {check.Claim("true", "b"), false},
		"claim int":              {check.Claim(5, "n"), true},
		"claim int written 5.0":  {check.Claim(5, "f"), true},
		"claim float":            {check.Claim(5.0, "n"), true},
		"claim big int":          {check.Claim(int64(9007199254740993), "big"), true},
		"claim big int off by 1": {check.Claim(int64(9007199254740992), "big"), false},
		"any passes":             {check.Any(check.Scopes("c"), yes), true},
		"any with a panic first": {check.Any(boom, yes), true},
		"all with a panic":       {check.All(yes, boom), false},
		"factory":                {check.Factory("f", yes), true},
		"authenticated":          {check.Authenticated(), true},
		"unrestricted":           {check.Unrestricted(), true},
		"all":                    {check.All(yes, check.Scopes("a")), true},
	} {
		t.Run(name, func(t *testing.T) {
			r := check.Begin(everything(), check.Call, nil)
			r.Component.Tags = []string{"tag"}
			if err := check.Run(context.Background(), []check.Check{row.check}, r); (err == nil) != row.pass {
				t.Errorf("error %v, want pass %v", err, row.pass)
			}
		})
	}
}

func TestWithoutPrincipalOnlyUnrestrictedPasses(t *testing.T) {
	for _, c := range []check.Check{
		check.Scopes("a"), check.AnyScope("a"), check.Authenticated(), check.Agent(), check.Delegated(), check.RolesClaim("r"),
		check.Roles(roles, "r"), check.Targets("t"), check.Chain("app"), check.MaxHops(9), check.Subject("user"),
		check.Claim("x", "s"), check.RestrictTag("tag", "a"),
	} {
		r := &check.Request{Component: check.Component{Tags: []string{"tag"}}}
		err := check.Run(context.Background(), []check.Check{c}, r)
		if _, short := check.AsShortfall(err); err == nil || short {
			t.Errorf("%s: %v, want an opaque refusal", check.Describe(c), err)
		}
	}
	if check.Run(context.Background(), []check.Check{check.Unrestricted()}, &check.Request{}) != nil {
		t.Error("unrestricted refuses")
	}
}

func TestRefusalOrder(t *testing.T) {
	deny := check.Named("deny", func(context.Context, *check.Request) error { return check.Deny("because") })
	opaque := check.Named("opaque", func(context.Context, *check.Request) error { return errors.New("x") })
	run := func(checks ...check.Check) error {
		return check.Run(context.Background(), checks, check.Begin(everything(), check.Call, nil))
	}
	if _, ok := check.AsShortfall(run(check.Scopes("c"), opaque)); ok {
		t.Error("scopes are disclosed past an opaque refusal")
	}
	if _, ok := check.AsDenial(run(check.Scopes("c"), deny)); !ok {
		t.Error("a denial comes before a shortfall")
	}
	short, ok := check.AsShortfall(run(check.Scopes("c", "a"), check.AnyScope("d", "e"), check.Any(opaque, check.Scopes("f"))))
	if got := short.AppendMissing(nil, everything()); !ok || len(got) != 3 || got[0] != "c" || got[1] != "d" || got[2] != "f" {
		t.Errorf("missing scopes %v, want c d f", got)
	}
}

func TestCallerChecksRunOncePerRequest(t *testing.T) {
	runs := 0
	c := check.Caller("premium", func(context.Context, *principal.Principal) (bool, error) { runs++; return true, nil })
	r := check.Begin(everything(), check.List, nil)
	for range 5 {
		own := *r
		if err := check.Run(context.Background(), []check.Check{check.Any(check.Scopes("c"), c), c}, &own); err != nil {
			t.Fatal(err)
		}
	}
	if runs != 1 {
		t.Errorf("ran %d times", runs)
	}
}

func TestEndedContextRefuses(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, c := range []check.Check{
		check.Bool("yes", func(*check.Request) bool { return true }),
		check.Caller("yes", func(context.Context, *principal.Principal) (bool, error) { return true, nil }),
	} {
		if check.Run(ctx, []check.Check{c}, check.Begin(everything(), check.Call, nil)) == nil {
			t.Errorf("%s passes although the context ended", check.Describe(c))
		}
	}
}

func TestBuiltInChecksDoNotAllocate(t *testing.T) {
	r := check.Begin(everything(), check.Call, nil)
	r.Component.Tags = []string{"tag"}
	checks := []check.Check{
		check.Scopes("a", "b"), check.Scopes("c").ImpliedBy("c", "b"), check.RestrictTag("tag", "a"), check.AnyScope("x", "a"),
		check.Authenticated(), check.Agent(), check.Scopes("missing"),
	}
	if n := testing.AllocsPerRun(100, func() { _ = check.Run(context.Background(), checks, r) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
