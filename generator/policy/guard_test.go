package policy

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/mcpgen/mcpgen/examples/everything/fixtures"
	"github.com/mcpgen/mcpgen/examples/fastmcp"
	"github.com/mcpgen/mcpgen/examples/quickstart/notes"
	"github.com/mcpgen/mcpgen/generator"
	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/codec"
	"github.com/mcpgen/mcpgen/runtime/principal"
)

// principalOf is the principal that a caller is: what each flag of mcpgen policy means to the guard.
func principalOf(t testing.TB, c Caller) *principal.Principal {
	t.Helper()
	if c.NoToken {
		return nil
	}
	p := &principal.Principal{
		Issuer: "https://issuer.example", Subject: "somebody", SubjectType: c.Subject, HopCount: c.Hops,
		Scopes: principal.SetOf(c.Scopes...), Targets: principal.SetOf(c.Targets...),
	}
	if c.Agent {
		p.AgentSessionID = "agent"
	}
	if c.Delegated {
		p.DelegationEdgeID = "edge"
	}
	var hops []principal.Hop
	for _, application := range c.Chain {
		hops = append(hops, principal.Hop{ApplicationID: application})
	}
	p.DelegationChain = principal.ChainOf(hops...)
	claims := map[string]any{}
	for name, value := range c.Claims {
		claims[name] = value
	}
	if c.Roles != nil {
		claims["roles"] = c.Roles
	}
	object, err := json.Marshal(claims)
	if err != nil {
		t.Fatal(err)
	}
	if p.Claims, err = principal.ClaimsFromJSON(object); err != nil {
		t.Fatal(err)
	}
	return p
}

// customs are the ways in which a custom check may answer: whatever it is, an answer that says "depends" must leave room
// for it, and one that does not must not move.
var customs = map[string]error{
	"passes": nil, "refuses": check.ErrRefused, "denies": check.Deny("not today"), "fails": errors.New("the database is down"),
}

// checkOf is a requirement as the check that generated code makes of it.
func checkOf(t testing.TB, r Requirement, custom error) check.Check {
	t.Helper()
	switch r.Kind {
	case "unrestricted":
		return check.Unrestricted()
	case "authenticated":
		return check.Authenticated()
	case "scopes", "anyscope":
		c := check.Scopes(r.Words...)
		if r.Kind == "anyscope" {
			c = check.AnyScope(r.Words...)
		}
		for scope, by := range r.SatisfiedBy {
			c = c.ImpliedBy(scope, by...)
		}
		return c
	case "roles":
		return check.RolesClaim(r.Words...)
	case "targets":
		return check.Targets(r.Words...)
	case "chain":
		return check.Chain(r.Words...)
	case "agent":
		return check.Agent()
	case "delegated":
		return check.Delegated()
	case "subject":
		return check.Subject(r.Words[0])
	case "maxhops":
		n, err := strconv.ParseInt(r.Words[0], 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		return check.MaxHops(n)
	case "claim":
		return claimCheck(t, r)
	case "any":
		var alternatives []check.Check
		for _, one := range r.Any {
			alternatives = append(alternatives, checkOf(t, one, custom))
		}
		return check.Any(alternatives...)
	case "check":
		return check.Named(r.Text, func(context.Context, *check.Request) error { return custom })
	}
	t.Fatalf("a requirement of kind %q", r.Kind)
	return nil
}

// claimCheck compares with a value of the Go type that the annotation's literal has.
func claimCheck(t testing.TB, r Requirement) check.Check {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(r.Value))
	d.UseNumber()
	var want any
	if err := d.Decode(&want); err != nil {
		t.Fatal(err)
	}
	switch want := want.(type) {
	case string:
		return check.Claim(want, r.Words...)
	case bool:
		return check.Claim(want, r.Words...)
	case json.Number:
		if n, err := want.Int64(); err == nil {
			return check.Claim(n, r.Words...)
		}
		f, err := want.Float64()
		if err != nil {
			t.Fatal(err)
		}
		return check.Claim(f, r.Words...)
	}
	t.Fatalf("a claim of %s", r.Value)
	return nil
}

// decisionOf is what the guard decides on a component with the requirements.
func decisionOf(t testing.TB, c Component, caller Caller, custom error) mcpruntime.Decision {
	t.Helper()
	var checks []check.Check
	for _, r := range c.Requires {
		checks = append(checks, checkOf(t, r, custom))
	}
	policy := mcpruntime.HideUnless(checks...)
	if c.Deny == "challenge" {
		policy = mcpruntime.ChallengeUnless(checks...)
	}
	s, err := mcpruntime.New(mcpruntime.Config{Name: "n", Version: "1"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	tool := mcpruntime.Tool(mcpruntime.ToolSpec{Name: "x", InputSchema: `{}`}, policy, codec.ReadNothing,
		func(context.Context, *struct{}) (struct{}, error) { return struct{}{}, nil }, mcpruntime.NoResult())
	if err := s.Register(tool); err != nil {
		t.Fatal(err)
	}
	return s.Decisions(t.Context(), principalOf(t, caller))[0]
}

// differs says how an answer contradicts a decision; "" if it does not. An answer that depends on custom checks must leave
// room for the decision.
func differs(a Answer, d mcpruntime.Decision) string {
	allowed := d.Outcome == "allow"
	switch {
	case a.Calls == Yes && !allowed, a.Calls == No && allowed:
		return fmt.Sprintf("calls %s, the guard says %s", a.Calls, d.Outcome)
	case a.Sees == Yes && !d.Listed, a.Sees == No && d.Listed:
		return fmt.Sprintf("sees %s, the guard lists %v", a.Sees, d.Listed)
	case a.Challenge && d.Outcome != "challenge" && len(a.Undecided) == 0:
		return fmt.Sprintf("a challenge, the guard says %s", d.Outcome)
	case d.Outcome == "challenge" && !a.Challenge && a.Calls != Depends:
		return "no challenge, and the guard challenges"
	case d.Outcome == "challenge" && a.Challenge && len(a.Undecided) > 0:
		// Where a custom check refuses, the scopes beside it in any(…) are missing as well.
		if i := slices.IndexFunc(a.Missing, func(s string) bool { return !slices.Contains(d.MissingScopes, s) }); i >= 0 {
			return fmt.Sprintf("%q is missing, the guard names %q", a.Missing[i], d.MissingScopes)
		}
	case d.Outcome == "challenge" && a.Challenge && !slices.Equal(a.Missing, d.MissingScopes):
		return fmt.Sprintf("missing %q, the guard names %q", a.Missing, d.MissingScopes)
	}
	return ""
}

// draw makes random policies and callers over few words, so that they meet.
type draw struct{ *rand.Rand }

func (d draw) some(list ...string) []string {
	var out []string
	for _, one := range list {
		if d.IntN(3) == 0 {
			out = append(out, one)
		}
	}
	return out
}

func (d draw) one(list ...string) string { return list[d.IntN(len(list))] }

func (d draw) words(list ...string) []string {
	out := d.some(list...)
	if len(out) == 0 {
		out = []string{d.one(list...)}
	}
	d.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// values are spelt in ways that are the same number, nearly the same, or no number at all.
var values = []string{`"pro"`, `"5"`, `true`, `false`, `5`, `5.0`, `5e0`, `-5`, `9007199254740993`, `9007199254740992`, `9007199254740992.0`,
	`0.1`, `1e-1`, `0.10000000000000001`, `9223372036854775807`, `9223372036854775808`, `1e400`, `null`, `[5]`, `{"a":5}`, `""`}

func (d draw) requirement(depth int) Requirement {
	r := Requirement{Kind: d.one("unrestricted", "authenticated", "scopes", "scopes", "scopes", "anyscope", "anyscope", "roles", "targets", "chain",
		"agent", "delegated", "maxhops", "subject", "claim", "claim", "check", "any", "any"), Phase: "list"}
	switch r.Kind {
	case "scopes", "anyscope":
		r.Words = d.words("a", "b", "c", "d")
		r.SatisfiedBy = map[string][]string{}
		for _, scope := range r.Words {
			if by := d.some("w", "a", "x"); len(by) > 0 && d.IntN(2) == 0 {
				r.SatisfiedBy[scope] = by
			}
		}
	case "roles":
		r.Words = d.words("admin", "dev")
	case "targets":
		r.Words = d.words("https://a", "https://b")
	case "chain":
		r.Words = d.words("app1", "app2")
	case "maxhops":
		r.Words = []string{d.one("0", "1", "9")}
	case "subject":
		r.Words = []string{d.one("user", "application")}
	case "claim":
		r.Words = strings.Split(d.one("plan", "org.plan", "org.deep.plan", "roles"), ".")
		for r.Value == "" || strings.ContainsAny(r.Value, "[{") || r.Value == "null" || r.Value == "1e400" {
			r.Value = d.one(values...)
		}
	case "any":
		if depth == 0 {
			return d.requirement(0)
		}
		for range 1 + d.IntN(3) {
			r.Any = append(r.Any, d.requirement(depth-1))
		}
	}
	r.Text = r.Kind + "(" + strings.Join(r.Words, ", ") + ")" + r.Value
	return r
}

func (d draw) component() Component {
	c := Component{Kind: "tool", Name: "x", Deny: d.one("hide", "challenge")}
	for range 1 + d.IntN(4) {
		c.Requires = append(c.Requires, d.requirement(2))
	}
	return c
}

func (d draw) caller() Caller {
	c := Caller{
		NoToken: d.IntN(12) == 0, Scopes: d.some("a", "b", "c", "d", "w", "x", "a"), Targets: d.some("https://a", "https://b"),
		Subject: d.one("user", "application", "", "other"), Agent: d.IntN(2) == 0, Delegated: d.IntN(2) == 0,
		Chain: d.some("app1", "app2", "app3"), Hops: []int64{0, 0, 1, 2, 9, 10, -1}[d.IntN(7)], Claims: map[string]any{},
	}
	if d.IntN(2) == 0 {
		c.Roles = d.some("admin", "dev", "ops")
	}
	value := func() any {
		text := d.one(values...)
		if d.IntN(2) == 0 {
			var plain any
			if json.Unmarshal([]byte(text), &plain) == nil {
				return plain // as encoding/json decodes it
			}
		}
		var exact any
		decoder := json.NewDecoder(strings.NewReader(text))
		decoder.UseNumber()
		if decoder.Decode(&exact) != nil {
			return nil
		}
		return exact
	}
	if d.IntN(2) == 0 {
		c.Claims["plan"] = value()
	}
	if d.IntN(2) == 0 {
		c.Claims["org"] = map[string]any{"plan": value(), "deep": map[string]any{"plan": value()}}
	}
	return c
}

// TestCallerDecidesAsTheGuardDoes, over random policies and callers: what mcpgen policy says of a caller is what the server
// does.
func TestCallerDecidesAsTheGuardDoes(t *testing.T) {
	d := draw{rand.New(rand.NewPCG(7, 8))}
	outcomes := map[string]int{}
	for range 20_000 {
		component, caller := d.component(), d.caller()
		for name, custom := range customs {
			decision := decisionOf(t, component, caller, custom)
			outcomes[decision.Outcome]++
			if differs(caller.answer("p", component), decision) == "" {
				continue
			}
			component = smallest(component, func(c Component) bool {
				return differs(caller.answer("p", c), decisionOf(t, c, caller, custom)) != ""
			})
			decision = decisionOf(t, component, caller, custom)
			t.Fatalf("the custom check %s\npolicy: %s deny=%s\ncaller: %+v\n%s", name, component.Requirements(), component.Deny, caller,
				differs(caller.answer("p", component), decision))
		}
	}
	for _, outcome := range []string{"allow", "hidden", "challenge", "denied"} {
		if outcomes[outcome] < 500 {
			t.Errorf("%d of the decisions are %s: %v", outcomes[outcome], outcome, outcomes)
		}
	}
}

// smallest drops requirements while the failure stays.
func smallest(c Component, fails func(Component) bool) Component {
	for i := 0; i < len(c.Requires) && len(c.Requires) > 1; i++ {
		less := c
		less.Requires = slices.Delete(slices.Clone(c.Requires), i, i+1)
		if fails(less) {
			return smallest(less, fails)
		}
	}
	return c
}

// TestCallerDecidesAsTheGuardDoesInExamples: the same for what generated code registers, all examples, and random callers.
func TestCallerDecidesAsTheGuardDoesInExamples(t *testing.T) {
	for path, register := range map[string][]func(*mcpruntime.Server) error{
		"examples/everything/fixtures": {fixtures.RegisterMCP, new(fixtures.Service).RegisterMCP},
		"examples/quickstart/notes":    {new(notes.Service).RegisterMCP},
		"examples/fastmcp":             {new(fastmcp.ScopedServer).RegisterMCP, new(fastmcp.TaggedServer).RegisterMCP, new(fastmcp.TagBasedServer).RegisterMCP},
	} {
		doc, found := Read(generator.Config{Dir: "../..", Patterns: []string{"./" + path}})
		if len(doc.Packages) != 1 {
			t.Fatalf("%s: %v", path, found)
		}
		s, err := mcpruntime.New(mcpruntime.Config{Name: "n", Version: "1"})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		for _, one := range register {
			if err := one(s); err != nil {
				t.Fatal(err)
			}
		}
		compareExample(t, doc, s)
	}
}

// compareExample asks about each component that is registered.
func compareExample(t *testing.T, doc Document, s *mcpruntime.Server) {
	t.Helper()
	d := draw{rand.New(rand.NewPCG(9, 10))}
	var scopes, roles []string
	for _, c := range doc.Packages[0].Components {
		for _, r := range c.Requires {
			scopes, roles = append(scopes, r.Words...), append(roles, r.Words...)
			for _, by := range r.SatisfiedBy {
				scopes = append(scopes, by...)
			}
		}
	}
	compared := 0
	for range 300 {
		caller := d.caller()
		caller.Scopes, caller.Roles = append(caller.Scopes, d.some(scopes...)...), append(caller.Roles, d.some(roles...)...)
		decisions := map[string]mcpruntime.Decision{}
		for _, one := range s.Decisions(t.Context(), principalOf(t, caller)) {
			kind := one.Kind
			if kind == check.ResourceTemplate {
				kind = check.Resource
			}
			decisions[kind.String()+" "+one.Name] = one
		}
		for _, a := range doc.Ask(caller) {
			decision, registered := decisions[a.Component.Label()]
			if !registered {
				continue // a completion, or another server's
			}
			compared++
			if how := differs(a, decision); how != "" {
				t.Fatalf("%s: %s\npolicy: %s\ncaller: %+v", a.Component.Label(), how, a.Component.Requirements(), caller)
			}
		}
	}
	if compared < 1000 {
		t.Errorf("%d decisions were compared", compared)
	}
}
