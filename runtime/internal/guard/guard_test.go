package guard_test

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/internal/guard"
	"github.com/mcpgen/mcpgen/runtime/principal"
)

// row is one line of policy: who asks for a component with a policy, below a server layer, and what becomes of it.
type row struct {
	want    guard.Outcome
	detail  string // the scopes that a challenge names, or the text of a denial
	caller  *principal.Principal
	policy  guard.Target
	layer   []check.Check
	unshown bool // lists leave it out, although it is a challenge for more than its own policy
	why     string
}

func allow(p *principal.Principal, policy guard.Target) row {
	return row{want: guard.Allow, caller: p, policy: policy}
}

func hide(p *principal.Principal, policy guard.Target) row {
	return row{want: guard.Hidden, caller: p, policy: policy}
}

// challenge expects the scopes, with a blank between them, to be named.
func challenge(scopes string, p *principal.Principal, policy guard.Target) row {
	return row{want: guard.Challenge, detail: scopes, caller: p, policy: policy}
}

// deny expects an explicit refusal with the text.
func deny(text string, p *principal.Principal, policy guard.Target) row {
	return row{want: guard.Denied, detail: text, caller: p, policy: policy}
}

// missing expects what an unknown name gives: there is no component.
func missing(p *principal.Principal) row {
	return row{want: guard.Missing, caller: p}
}

// below adds checks of the server layer.
func (r row) below(layer ...check.Check) row { r.layer = layer; return r }

// unlisted says that lists leave the component out.
func (r row) unlisted() row { r.unshown = true; return r }

// because says why, for the message of a failure.
func (r row) because(why string) row { r.why = why; return r }

func hideUnless(checks ...check.Check) guard.Target { return policy(guard.Target{Checks: checks}) }

func challengeUnless(checks ...check.Check) guard.Target {
	return policy(guard.Target{Checks: checks, Challenge: true})
}

func policy(t guard.Target) guard.Target {
	t.ID = check.Component{Kind: check.Tool, Name: "x", Tags: []string{"admin"}}
	return t
}

var nobody *principal.Principal

func holds(scopes string) *principal.Principal {
	return &principal.Principal{Issuer: "i", Subject: "s", Scopes: principal.SetOf(strings.Fields(scopes)...)}
}

// says is a check of a user's that looks at the component and answers the same for everybody.
func says(err error) check.Check {
	return check.Named("says", func(context.Context, *check.Request) error { return err })
}

// callerSays is a check of a user's that looks at the caller only.
func callerSays(ok bool, err error) check.Check {
	return check.Caller("caller", func(context.Context, *principal.Principal) (bool, error) { return ok, err })
}

func panics() check.Check {
	return check.Named("panics", func(context.Context, *check.Request) error { panic("boom") })
}

var (
	read, write, admin = check.Scopes("read"), check.Scopes("write"), check.RestrictTag("admin", "admin")
	open               = check.Unrestricted()
	closed             = check.Deny("closed on Sundays")
	errBroken          = errors.New("the database is down")
)

// decisions are the guard's policy about policies.
var decisions = map[string][]row{
	"own policy": {
		allow(holds("read"), hideUnless(read)),
		allow(nobody, hideUnless(open)),
		allow(holds("read write"), hideUnless(read, write)),
		hide(nobody, hideUnless(read)),
		hide(nobody, hideUnless(check.Authenticated())),
		hide(holds("write"), hideUnless(read)),
		hide(holds("read"), hideUnless(read, write)),
		hide(holds("read"), hideUnless(read, says(check.ErrRefused))),
		hide(holds("read"), hideUnless(read, says(errBroken))).because("a check that fails has not passed"),
		hide(holds("read"), hideUnless(read, panics())),
		hide(holds("read"), hideUnless(says(closed))).because("only deny=challenge passes texts on"),
		hide(holds("read"), hideUnless(callerSays(true, errBroken))).because("an error outweighs the answer beside it"),
		hide(holds("read"), hideUnless(check.Any())).because("no alternative is none that holds"),
		hide(holds("read"), hideUnless(check.Scopes())).because("no scopes is no policy"),
		allow(holds("read"), hideUnless(callerSays(true, nil))),
		hide(holds("read"), hideUnless(callerSays(false, nil))),
	},
	"a policy that challenges": {
		allow(holds("read"), challengeUnless(read)),
		challenge("read", holds(""), challengeUnless(read)),
		challenge("read write", holds("other"), challengeUnless(read, write)).because("one challenge names all"),
		challenge("write", holds("read"), challengeUnless(read, write)),
		challenge("read", holds(""), challengeUnless(check.AnyScope("read", "write"))).because("the first alternative is named"),
		hide(nobody, challengeUnless(read)).because("without a principal nothing is a challenge"),
		hide(holds(""), challengeUnless(read, says(check.ErrRefused))).because("scopes are named after every opaque check"),
		hide(holds(""), challengeUnless(says(check.ErrRefused), read)),
		hide(holds(""), challengeUnless(read, says(errBroken))),
		deny("closed on Sundays", holds("read"), challengeUnless(read, says(closed))),
		deny("closed on Sundays", holds(""), challengeUnless(read, says(closed))).because("a denial outweighs scopes"),
		deny("closed on Sundays", nobody, challengeUnless(says(closed))),
	},
	"server layer, caller part": {
		allow(holds("base read"), hideUnless(read)).below(check.Scopes("base")),
		challenge("base", holds("read"), hideUnless(read)).below(check.Scopes("base")).unlisted(),
		challenge("base", holds(""), hideUnless(read)).below(check.Scopes("base")).unlisted().
			because("a hidden component costs what a missing one does, and names no more"),
		challenge("base", holds(""), challengeUnless(says(check.ErrRefused))).below(check.Scopes("base")).unlisted(),
		challenge("base read", holds(""), challengeUnless(read)).below(check.Scopes("base")),
		challenge("base", holds(""), challengeUnless(open)).below(check.Scopes("base")),
		deny("", nobody, hideUnless(open)).below(check.Scopes("base")),
		deny("", holds("read"), hideUnless(read)).below(callerSays(false, nil)),
		deny("", holds("read"), hideUnless(read)).below(callerSays(true, errBroken)),
		deny("", holds("read"), hideUnless(read)).below(check.Scopes("base"), callerSays(false, nil)).
			because("a refusal outweighs scopes"),
	},
	"a name that does not exist": {
		missing(holds("read")),
		missing(nobody),
		{want: guard.Challenge, detail: "base", caller: holds("read"), layer: []check.Check{check.Scopes("base")}, unshown: true},
		{want: guard.Denied, caller: nobody, layer: []check.Check{check.Scopes("base")}},
		{want: guard.Denied, caller: holds("read"), layer: []check.Check{callerSays(false, nil)}},
		missing(holds("read")).below(admin).because("the component part needs a component"),
	},
	"server layer, component part": {
		allow(holds("read admin"), hideUnless(read)).below(admin),
		challenge("admin", holds("read"), hideUnless(read)).below(admin).unlisted(),
		challenge("admin", holds("read"), challengeUnless(read)).below(admin),
		challenge("read admin", holds(""), challengeUnless(read)).below(admin).because("own policy and layer in one challenge"),
		hide(holds("admin"), hideUnless(read)).below(admin).because("the own policy comes first"),
		hide(holds(""), hideUnless(read)).below(admin),
		deny("", holds("read"), hideUnless(read)).below(says(check.ErrRefused)),
		deny("closed on Sundays", holds("read"), hideUnless(read)).below(says(closed)),
		deny("", holds(""), challengeUnless(read)).below(says(check.ErrRefused)).because("also after a challenge"),
		deny("", nobody, hideUnless(open)).below(admin).because("without a principal nothing is a challenge"),
	},
	"checks on arguments count as passed before there are any": {
		allow(holds("read"), hideUnless(read, owns())),
		hide(holds(""), hideUnless(read, owns())),
		challenge("read", holds(""), challengeUnless(read, owns())),
	},
}

// input is what owns looks at.
type input struct{ owner string }

// owns is a check on arguments: the caller is the owner.
func owns() check.Check {
	return check.Arg("owns($owner)", func(_ context.Context, r *check.Request, in *input) error {
		if r.Principal == nil || r.Principal.Subject != in.owner {
			return check.ErrRefused
		}
		return nil
	})
}

func TestDecisions(t *testing.T) {
	for group, rows := range decisions {
		for i, r := range rows {
			d, shown := r.decide(t)
			if d.Outcome != r.want {
				t.Errorf("%s, row %d: %s, want %s %s", group, i+1, d.Outcome, r.want, r.why)
			}
			if got := detail(d, r.caller); got != r.detail {
				t.Errorf("%s, row %d: says %q, want %q %s", group, i+1, got, r.detail, r.why)
			}
			listed := r.want == guard.Allow || r.want == guard.Challenge && !r.unshown
			if shown != listed {
				t.Errorf("%s, row %d: listed %v, want %v %s", group, i+1, shown, listed, r.why)
			}
		}
	}
}

// decide asks for a call and for a list. A row without a policy asks for a name that does not exist.
func (r row) decide(t *testing.T) (guard.Decision, bool) {
	t.Helper()
	g := guard.New(r.layer...)
	call, list := guard.NewQuery(check.Begin(r.caller, check.Call, nil)), guard.NewQuery(check.Begin(r.caller, check.List, nil))
	if r.policy.Checks == nil {
		return g.Decide(t.Context(), call, nil), false
	}
	if err := g.Prepare(&r.policy, reflect.TypeFor[input]()); err != nil {
		t.Fatal(err)
	}
	return g.Decide(t.Context(), call, &r.policy), g.Shows(t.Context(), list, &r.policy)
}

func detail(d guard.Decision, p *principal.Principal) string {
	if d.Outcome == guard.Challenge {
		return strings.Join(d.Short.AppendMissing(nil, p), " ")
	}
	return d.Text()
}

func TestChecksOnArguments(t *testing.T) {
	for _, r := range []struct {
		why    string
		caller *principal.Principal
		in     any
		want   guard.Outcome
	}{
		{"it is the owner", holds("read"), &input{"s"}, guard.Allow},
		{"it is somebody else", holds("read"), &input{"other"}, guard.Denied},
		{"there is no caller", nobody, &input{""}, guard.Denied},
		{"there are no arguments", holds("read"), nil, guard.Denied},
		{"they are none that the check was made for", holds("read"), &struct{}{}, guard.Denied},
	} {
		g, target := guard.New(), hideUnless(open, owns())
		if err := g.Prepare(&target, reflect.TypeFor[input]()); err != nil {
			t.Fatal(err)
		}
		q := guard.NewQuery(check.Begin(r.caller, check.Call, nil))
		if d := g.DecideArguments(t.Context(), q, &target, r.in); d.Outcome != r.want {
			t.Errorf("%s: %s, want %s", r.why, d.Outcome, r.want)
		}
	}
}

func TestZeroValuesRefuse(t *testing.T) {
	g, q := guard.New(), guard.NewQuery(check.Begin(holds("read"), check.Call, nil))
	for why, target := range map[string]*guard.Target{
		"nothing is set":              {},
		"it was never prepared":       {Checks: []check.Check{open}},
		"it challenges, not prepared": {Checks: []check.Check{open}, Challenge: true},
	} {
		if d := g.Decide(t.Context(), q, target); d.Outcome != guard.Hidden {
			t.Errorf("%s: %s", why, d.Outcome)
		}
	}
	var none guard.Decision
	if none.Outcome == guard.Allow || none.Outcome.String() != "none" {
		t.Error("the zero decision allows")
	}
	var zero guard.Query
	target := hideUnless(check.Authenticated())
	if err := g.Prepare(&target, reflect.TypeFor[input]()); err != nil {
		t.Fatal(err)
	}
	if d := g.Decide(t.Context(), &zero, &target); d.Outcome != guard.Hidden {
		t.Errorf("the zero query: %s", d.Outcome)
	}
}

func TestPrepareRefuses(t *testing.T) {
	for why, target := range map[string]guard.Target{
		"no checks":       hideUnless(),
		"a nil check":     hideUnless(read, nil),
		"other arguments": hideUnless(check.Arg("other", func(context.Context, *check.Request, *int) error { return nil })),
	} {
		g := guard.New()
		if g.Prepare(&target, reflect.TypeFor[input]()) == nil {
			t.Errorf("%s: prepared", why)
		}
		if d := g.Decide(t.Context(), guard.NewQuery(check.Begin(holds("read"), check.Call, nil)), &target); d.Outcome != guard.Hidden {
			t.Errorf("%s: %s afterwards", why, d.Outcome)
		}
	}
}

// TestSkippedChecks: over a transport whose client owns the process every component is allowed, and still none that does
// not exist.
func TestSkippedChecks(t *testing.T) {
	g, target := guard.New(callerSays(false, nil)), hideUnless(says(check.ErrRefused), owns())
	if err := g.Prepare(&target, reflect.TypeFor[input]()); err != nil {
		t.Fatal(err)
	}
	q := guard.InsecureSkipChecks()
	if d := g.Decide(t.Context(), q, &target); d.Outcome != guard.Allow || !g.Shows(t.Context(), q, &target) {
		t.Error(d.Outcome)
	}
	if d := g.DecideArguments(t.Context(), q, &target, nil); d.Outcome != guard.Allow {
		t.Error(d.Outcome)
	}
	if d := g.Decide(t.Context(), q, nil); d.Outcome != guard.Missing {
		t.Error(d.Outcome)
	}
}

// TestServerLayerRunsOnce: its caller part is the same for every component of a request, also for those decided side by
// side.
func TestServerLayerRunsOnce(t *testing.T) {
	asked := 0
	layer := check.Caller("counts", func(context.Context, *principal.Principal) (bool, error) { asked++; return true, nil })
	g := guard.New(layer)
	q := guard.NewQuery(check.Begin(holds("read"), check.List, nil))
	if d := g.DecideCaller(t.Context(), q); d.Outcome != guard.Allow {
		t.Fatal(d.Outcome)
	}
	for range 3 {
		target := hideUnless(read)
		if err := g.Prepare(&target, reflect.TypeFor[input]()); err != nil {
			t.Fatal(err)
		}
		if !g.Shows(t.Context(), q.Copy(), &target) || !g.Shows(t.Context(), q, &target) {
			t.Error("not shown")
		}
	}
	if asked != 1 {
		t.Errorf("asked %d times", asked)
	}
}
