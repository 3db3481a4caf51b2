package mcpruntime

import (
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/internal/guard"
)

// Policy says who may use a component and what others are told. The zero Policy refuses registration.
type Policy struct {
	checks    []check.Check
	challenge bool
}

// HideUnless lets those use the component who pass every check; for all others it does not exist. No checks, or a nil
// one, refuse registration: what is open says so with [check.Unrestricted].
//
//go:noinline
func HideUnless(all ...check.Check) Policy { return Policy{checks: slices.Clone(all)} }

// ChallengeUnless is [HideUnless], but callers who only lack scopes are told which, and the text of a [check.Deny] is
// passed on.
//
//go:noinline
func ChallengeUnless(all ...check.Check) Policy {
	return Policy{checks: slices.Clone(all), challenge: true}
}

// String returns the requirements as they are annotated.
func (p Policy) String() string {
	texts := make([]string, len(p.checks))
	for i, c := range p.checks {
		texts[i] = check.Describe(c)
	}
	return strings.Join(texts, ", ")
}

// target binds the policy to a component.
func (p Policy) target(id check.Component) guard.Target {
	return guard.Target{ID: id, Checks: p.checks, Challenge: p.challenge}
}
