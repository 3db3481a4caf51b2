package guard

import (
	"context"
	"errors"
	"slices"

	"github.com/mcpgen/mcpgen/runtime/check"
)

// Target is what is decided about: a component and its own policy. The zero Target, and one that [Guard.Prepare] has not
// accepted, refuses everybody unless checks are skipped. It is read only once it is prepared.
type Target struct {
	ID     check.Component
	Checks []check.Check
	// Challenge says that callers who only lack scopes are told which, and that the text of a check.Deny is passed on.
	Challenge bool

	prepared  bool
	scopes    check.ScopeRule // what is required where only scopes are; see Guard.scopesFor
	arguments []check.Check   // the checks that look at arguments
}

// errUnprepared refuses where a policy was never looked at.
var errUnprepared = errors.New("the component was not prepared for decisions")

// Problem says why the policy cannot be registered; nil if it can.
func (t *Target) Problem() error {
	if len(t.Checks) == 0 {
		return errors.New("the policy has no checks: what is open to all says so with check.Unrestricted()")
	}
	if slices.Contains(t.Checks, nil) {
		return errors.New("the policy holds a nil check")
	}
	return nil
}

// HasArgumentChecks reports whether some check of the policy looks at arguments.
func (t *Target) HasArgumentChecks() bool { return len(t.arguments) > 0 }

// evaluate runs the own policy.
func (t *Target) evaluate(ctx context.Context, r *check.Request) verdict {
	switch {
	case !t.prepared:
		return verdict{err: errUnprepared}
	case t.Challenge:
		return evaluate(ctx, t.Checks, r, everyShortfall)
	default:
		return evaluate(ctx, t.Checks, r, firstShortfall)
	}
}
