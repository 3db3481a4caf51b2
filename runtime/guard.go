package mcpruntime

import (
	"context"
	"slices"

	"github.com/mcpgen/mcpgen/runtime/check"
)

// guard is the decision: one function, the only place where order lives. Lists and calls use it alike.
type guard struct {
	// caller are the server layer's checks that look at nothing but the caller, component those that look further.
	caller, component []check.Check
}

func newGuard(layer []check.Check) guard {
	var g guard
	for _, c := range layer {
		if check.CallerOnly(c) {
			g.caller = append(g.caller, c)
			continue
		}
		g.component = append(g.component, c)
	}
	return g
}

// scopesFor is what the own policy and the server layer's component part require of c together, where that is nothing but
// scopes. decide asks it first, in lists as in uses; who lacks one goes the long way, which knows what is missing.
func (g *guard) scopesFor(c *component) check.ScopeRule {
	return check.ScopeRuleOf(c.id, slices.Concat(c.policy.checks, g.component)...)
}

// decide says what the caller of q may do with c, which is nil for a name that does not exist. It stops before the
// arguments: [guard.decideArguments] continues once they are decoded. The numbers are those of the design's section 8;
// step 1, verifying the token, has happened when there is a query.
func (g *guard) decide(ctx context.Context, q *query, c *component) decision {
	if !q.enforced {
		return ungoverned(c)
	}

	// 2. Server layer, caller part: alike for any name. A shortfall of scopes is carried on.
	server := g.serverLayer(ctx, q)
	if server.refused() {
		return server.denied()
	}
	short := server.short

	// 3. Lookup. A missing component costs the carried scopes and nothing else.
	if c == nil {
		return q.conceal(short, decision{outcome: outcomeMissing})
	}
	if short == nil && c.scopes.Allows(q.request.Principal) {
		return decision{outcome: outcomeAllow} // steps 4 and 5 ask for nothing but scopes, and the caller has them
	}
	r := q.about(c)

	// 4. Own policy. A refusal makes the component hidden, answered like missing.
	if own := evaluate(ctx, c.policy.checks, r, c.policy.challenge); !own.passed() {
		switch {
		case own.refused() && c.policy.challenge && own.denial() != "":
			return own.denied()
		case own.refused(), !c.policy.challenge, q.anonymous():
			return q.conceal(short, own.hidden())
		}
		short = check.Join(short, own.short)
	}

	// 5. Server layer, component part: also after a challenge of step 4.
	if about := evaluate(ctx, g.component, r, true); !about.passed() {
		if about.refused() {
			return about.denied()
		}
		short = check.Join(short, about.short)
	}

	if short != nil {
		return q.challenge(short)
	}
	return decision{outcome: outcomeAllow}
}

// shows reports whether a list shows c: what the caller may use, and what asks for more scopes when it is used.
func (g *guard) shows(ctx context.Context, q *query, c *component) bool {
	d := g.decide(ctx, q, c)
	return d.outcome == outcomeAllow || d.outcome == outcomeChallenge && c.policy.challenge && !d.concealed
}

// serverLayer is step 2. It is the same for every component of a request, so it runs once.
func (g *guard) serverLayer(ctx context.Context, q *query) *verdict {
	if !q.serverDone {
		q.server, q.serverDone = evaluate(ctx, g.caller, &q.request, true), true
		if q.server.short != nil && q.anonymous() {
			q.server = verdict{err: check.ErrRefused, by: q.server.by}
		}
	}
	return &q.server
}

// decideArguments is step 7: the checks that look at arguments, evaluated with in, a pointer to them. A refusal is
// denied: whoever came this far may know that the component exists.
func (g *guard) decideArguments(ctx context.Context, q *query, c *component, in any) decision {
	if !q.enforced || len(c.argChecks) == 0 {
		return decision{outcome: outcomeAllow}
	}
	r := q.about(c)
	r.WithArguments(in)
	v := evaluate(ctx, c.argChecks, r, false)
	if v.passed() {
		return decision{outcome: outcomeAllow}
	}
	return v.denied()
}

// ungoverned is the decision where no authorization applies: stdio without a token.
func ungoverned(c *component) decision {
	if c == nil {
		return decision{outcome: outcomeMissing}
	}
	return decision{outcome: outcomeAllow}
}

// verdict is what a list of checks says: nothing, a refusal, or else a shortfall of scopes.
type verdict struct {
	err   error // an opaque refusal or a check.Denial
	short *check.Shortfall
	by    check.Check // who refused first
}

func (v *verdict) passed() bool  { return v.err == nil && v.short == nil }
func (v *verdict) refused() bool { return v.err != nil }

// evaluate runs checks in order, combined by AND. The first refusal that is no shortfall ends it. Shortfalls end it too
// unless all is set: then the remaining checks run and all shortfalls are joined, so that scopes are only ever named to
// those whom every opaque check lets pass.
func evaluate(ctx context.Context, checks []check.Check, r *check.Request, all bool) verdict {
	var v verdict
	for _, c := range checks {
		err := check.One(ctx, c, r)
		if err == nil {
			continue
		}
		short, ok := check.AsShortfall(err)
		if !ok {
			return verdict{err: err, by: c}
		}
		if v.by == nil {
			v.by = c
		}
		v.short = check.Join(v.short, short)
		if !all {
			break
		}
	}
	return v
}
