package mcpruntime

import (
	"context"
	"slices"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/internal/guard"
	"github.com/mcpgen/mcpgen/runtime/principal"
)

// Decision is what the guard says about one component and one caller.
type Decision struct {
	Kind check.Kind
	// Name is the name, or the URI of a resource.
	Name string
	// Listed says whether lists show it.
	Listed bool
	// Outcome of a direct use: "allow", "hidden", "challenge" or "denied". Checks on arguments count as passed.
	Outcome string
	// MissingScopes are what a challenge names.
	MissingScopes []string
}

// Decisions returns what the caller may do with each component, tools, prompts, resources and templates, each sorted, as
// over HTTP. A nil principal is
// a caller without a token on a server without a verifier. Nothing runs and nothing is audited: it is for tests and
// reviews.
func (s *Server) Decisions(ctx context.Context, p *principal.Principal) []Decision {
	components := s.catalog.Load().all()
	decisions := make([]Decision, 0, len(components))
	x := &exchange{enforced: true, principal: p, started: s.clock()}
	calls, lists := s.query(x, check.Call), s.query(x, check.List)
	for _, c := range components {
		d := s.guard.Decide(ctx, calls, &c.Target)
		one := Decision{Kind: c.ID.Kind, Name: c.key(), Listed: s.guard.Shows(ctx, lists, &c.Target), Outcome: d.Outcome.String()}
		if d.Outcome == guard.Challenge {
			one.MissingScopes = slices.Clip(d.Short.AppendMissing(nil, p))
		}
		decisions = append(decisions, one)
	}
	return decisions
}
