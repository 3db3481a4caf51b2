package mcpruntime

import (
	"context"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/internal/guard"
	"github.com/mcpgen/mcpgen/runtime/internal/wire"
)

// govern takes the message of x through the guard: decide on c (nil for a name that does not exist), decode, decide on
// the arguments, audit. It returns the decoded arguments of an allowed use, or else the answer. decode's own answer says
// what is wrong with the arguments; only callers who may use the component see it. A nil decode is for uses without
// arguments, such as completion: checks on arguments count as passed, as in lists.
func (s *Server) govern(
	ctx context.Context, x *exchange, g asked, c *component, decode func() (any, *wire.Reply),
) (in any, answer *wire.Reply) {
	checkCtx, cancel := s.checked(ctx)
	defer cancel()
	q := s.query(x, check.Call)
	if d := s.guard.Decide(checkCtx, q, c.target()); d.Outcome != guard.Allow {
		return nil, s.refuse(ctx, x, g, d)
	}
	if decode != nil {
		if in, answer = decode(); answer != nil {
			if s.record(ctx, x, g, guard.Decision{Outcome: guard.Allow, WrongArguments: true}) != nil {
				return nil, unavailableReply(x)
			}
			return nil, answer
		}
		if d := s.guard.DecideArguments(checkCtx, q, &c.Target, in); d.Outcome != guard.Allow {
			return nil, s.refuse(ctx, x, g, d)
		}
	}
	if s.record(ctx, x, g, guard.Decision{Outcome: guard.Allow}) != nil {
		return nil, unavailableReply(x)
	}
	return in, nil
}

// refuse audits a decision other than allow and answers it.
func (s *Server) refuse(ctx context.Context, x *exchange, g asked, d guard.Decision) *wire.Reply {
	if err := s.record(ctx, x, g, d); err != nil {
		return unavailableReply(x)
	}
	switch d.Outcome {
	case guard.Hidden, guard.Missing:
		return missingReply(x.msg, g)
	case guard.Challenge:
		return s.challengeReply(x, d)
	default:
		return deniedReply(x, d)
	}
}

// query begins the decisions of x.
func (s *Server) query(x *exchange, phase check.Phase) *guard.Query {
	if !x.enforced {
		return guard.InsecureSkipChecks() // stdio without a token: its client owns the process
	}
	r := check.Begin(x.principal, phase, s.rolesPath)
	r.Count(&s.hanging)
	return guard.NewQuery(r)
}

// checked returns the context for checks, which bounds how long they may take.
func (s *Server) checked(ctx context.Context) (context.Context, context.CancelFunc) {
	if s.config.CheckTimeout < 0 || !s.slowChecks.Load() {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, s.config.CheckTimeout)
}
