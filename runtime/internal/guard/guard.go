package guard

import (
	"context"
	"fmt"
	"reflect"
	"slices"

	"github.com/mcpgen/mcpgen/runtime/check"
)

// Guard is the decision: one function, the only place where order lives. Lists and calls use it alike. The zero Guard has
// no server layer. It may be used concurrently.
type Guard struct {
	// caller are the server layer's checks that look at nothing but the caller, component those that look further.
	caller, component []check.Check
}

// New returns the Guard of a server whose layer is made of these checks.
func New(layer ...check.Check) Guard {
	var g Guard
	for _, c := range layer {
		if check.CallerOnly(c) {
			g.caller = append(g.caller, c)
			continue
		}
		g.component = append(g.component, c)
	}
	return g
}

// Decide says what the caller of q may do with t, which is nil for a name that does not exist. It stops before the
// arguments: [Guard.DecideArguments] continues once they are decoded. Step 1, verifying the token, has happened when there
// is a query.
func (g *Guard) Decide(ctx context.Context, q *Query, t *Target) Decision {
	if q.skip {
		return unenforced(t)
	}

	// 2. Server layer, caller part: alike for any name. A shortfall of scopes is carried on.
	server := g.serverLayer(ctx, q)
	if server.refused() {
		return server.denied()
	}
	short := server.short

	// 3. Lookup. A missing component costs the carried scopes and nothing else.
	if t == nil {
		return q.conceal(short, Decision{Outcome: Missing})
	}
	if short == nil && t.scopes.Allows(q.request.Principal) {
		return Decision{Outcome: Allow} // steps 4 and 5 ask for nothing but scopes, and the caller has them
	}
	r := q.about(t)

	// 4. Own policy. A refusal makes the component hidden, answered like missing.
	if own := t.evaluate(ctx, r); !own.passed() {
		switch {
		case own.refused() && t.Challenge && own.denial() != "":
			return own.denied()
		case own.refused(), !t.Challenge, q.anonymous():
			return q.conceal(short, own.hidden())
		}
		short = check.Join(short, own.short)
	}

	// 5. Server layer, component part: also after a challenge of step 4.
	if about := evaluate(ctx, g.component, r, everyShortfall); !about.passed() {
		if about.refused() {
			return about.denied()
		}
		short = check.Join(short, about.short)
	}

	if short != nil {
		return q.challenge(short)
	}
	return Decision{Outcome: Allow}
}

// Shows reports whether a list shows t: what the caller may use, and what asks for more scopes when it is used.
func (g *Guard) Shows(ctx context.Context, q *Query, t *Target) bool {
	d := g.Decide(ctx, q, t)
	return d.Outcome == Allow || d.Outcome == Challenge && t.Challenge && !d.concealed
}

// DecideCaller is the part of every decision of q that is alike for all names: what the server layer says of the caller.
// It runs once; [Query.Copy] hands it on.
func (g *Guard) DecideCaller(ctx context.Context, q *Query) Decision {
	if q.skip {
		return Decision{Outcome: Allow}
	}
	if server := g.serverLayer(ctx, q); !server.passed() {
		return server.denied()
	}
	return Decision{Outcome: Allow}
}

// DecideArguments is step 7: the checks that look at arguments, evaluated with in, a pointer to them. A refusal is
// denied: whoever came this far may know that the component exists.
func (g *Guard) DecideArguments(ctx context.Context, q *Query, t *Target, in any) Decision {
	if !q.skip && !t.prepared {
		v := verdict{err: errUnprepared}
		return v.denied()
	}
	if q.skip || len(t.arguments) == 0 {
		return Decision{Outcome: Allow}
	}
	r := q.about(t)
	r.WithArguments(in)
	v := evaluate(ctx, t.arguments, r, firstShortfall)
	if v.passed() {
		return Decision{Outcome: Allow}
	}
	return v.denied()
}

// scopesFor is what the own policy and the server layer's component part require of t together, where that is nothing but
// scopes. Decide asks it first, in lists as in uses; who lacks one goes the long way, which knows what is missing.
func (g *Guard) scopesFor(t *Target) check.ScopeRule {
	return check.ScopeRuleOf(t.ID, slices.Concat(t.Checks, g.component)...)
}

// serverLayer is step 2. It is the same for every component of a request, so it runs once.
func (g *Guard) serverLayer(ctx context.Context, q *Query) *verdict {
	if q.serverDone {
		return &q.server
	}
	q.server, q.serverDone = evaluate(ctx, g.caller, &q.request, everyShortfall), true
	if q.server.short != nil && q.anonymous() {
		q.server = verdict{err: check.ErrRefused, by: q.server.by}
	}
	return &q.server
}

// unenforced is the decision where no authorization applies: stdio without a token.
func unenforced(t *Target) Decision {
	if t == nil {
		return Decision{Outcome: Missing}
	}
	return Decision{Outcome: Allow}
}

// Prepare completes what decisions about t need; it is called once, before t is shared. arguments is the type that checks
// on arguments must have been made for.
func (g *Guard) Prepare(t *Target, arguments reflect.Type) error {
	if err := t.Problem(); err != nil {
		return err
	}
	t.arguments = nil
	for _, one := range t.Checks {
		types := check.ArgTypes(one)
		if len(types) > 0 {
			t.arguments = append(t.arguments, one)
		}
		if i := slices.IndexFunc(types, func(of reflect.Type) bool { return of != arguments }); i >= 0 {
			return fmt.Errorf("the check %s is for arguments of type %s, not %s", check.Describe(one), types[i], arguments)
		}
	}
	t.scopes = g.scopesFor(t)
	t.prepared = true
	return nil
}
