package mcpruntime

import (
	"context"
	"errors"
	"runtime/debug"

	"github.com/mcpgen/mcpgen/runtime/internal/wire"
)

// run runs the function of an allowed use and answers with what it makes. When that asks for input, a client of the
// stateless protocol gets the questions and calls again; one of the older protocol is asked here, and the function runs
// again with the answers.
func (s *Server) run(ctx context.Context, x *exchange, c *component, in any) *wire.Reply {
	x.bounds = bounds{s.config.MaxItems, s.config.MaxReadBytes, s.clock}
	ctx, cancel := s.callContext(ctx, x)
	defer cancel()
	defer s.running.Add(x.session, x.msg.ID, cancel)()
	for round := 0; ; round++ {
		p, err := s.runFunction(ctx, c, in)
		if err != nil {
			return s.failed(ctx, x, c, err)
		}
		q, asks := p.question()
		if !asks {
			return s.answerProduct(ctx, x, c, p)
		}
		if problem := x.lacks(q.needed()); problem != nil {
			return wire.ErrorReply(x.msg, problem)
		}
		if x.msg.Modern() {
			return s.answerQuestion(ctx, x, c, q)
		}
		if round == maxInputRounds {
			return s.failed(ctx, x, c, errors.New("it asked for input too often"))
		}
		answers, err := s.ask(ctx, x, q)
		if err != nil {
			return s.failed(ctx, x, c, &functionError{err})
		}
		x.input = roundTrip{answers, q.state}
	}
}

// runFunction runs the function of c once. A panic is logged and becomes an internal error: the server lives.
func (s *Server) runFunction(ctx context.Context, c *component, in any) (p product, err error) {
	defer func() {
		if v := recover(); v != nil {
			s.logger.ErrorContext(ctx, "function panicked", "kind", c.ID.Kind.String(), "name", c.key(), "panic", v,
				"stack", string(debug.Stack()))
			p, err = product{}, wire.ErrInternal
		}
	}()
	return c.run(ctx, in)
}
