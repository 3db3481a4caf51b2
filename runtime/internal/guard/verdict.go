package guard

import (
	"context"

	"github.com/mcpgen/mcpgen/runtime/check"
)

// verdict is what a list of checks says: nothing, a refusal, or else a shortfall of scopes.
type verdict struct {
	err   error // an opaque refusal or a check.Denial
	short *check.Shortfall
	by    check.Check // who refused first
}

func (v *verdict) passed() bool  { return v.err == nil && v.short == nil }
func (v *verdict) refused() bool { return v.err != nil }

// denial is the text of a check.Deny, "" for other refusals.
func (v *verdict) denial() string { return denialText(v.err) }

// denied is the decision for a refusal that the caller may know of.
func (v *verdict) denied() Decision {
	return Decision{Outcome: Denied, By: v.by, Err: v.err, Short: v.short}
}

// hidden is the decision for a refusal that the caller must not know of.
func (v *verdict) hidden() Decision {
	return Decision{Outcome: Hidden, By: v.by, Err: v.err, Short: v.short}
}

// extent says how far an evaluation goes once scopes are missing.
type extent uint8

const (
	// everyShortfall goes on: the remaining checks run and all shortfalls are joined, so that scopes are only ever named to
	// those whom every opaque check lets pass.
	everyShortfall extent = iota
	firstShortfall
)

// evaluate runs checks in order, combined by AND. The first refusal that is no shortfall ends it.
func evaluate(ctx context.Context, checks []check.Check, r *check.Request, to extent) verdict {
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
		if to == firstShortfall {
			break
		}
	}
	return v
}
