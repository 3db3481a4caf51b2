package mcpruntime

import (
	"context"

	"github.com/mcpgen/mcpgen/runtime/check"
)

// answer decides on the message of x and answers it, or returns nil: then it goes to mcp-go, with whatever was decided
// sealed in x. ctx carries x. Every transport comes through here.
func (s *Server) answer(ctx context.Context, x *exchange) *reply {
	m := x.msg
	if m.method == "" {
		return nil // a response to a request of the server
	}
	if m.id == nil {
		return s.answerNotification(x)
	}
	if problem := m.protocolProblem(x.headers); problem != nil {
		return errorReply(m, problem)
	}
	switch m.method {
	case "tools/call":
		return s.answerCall(ctx, x)
	case "tools/list":
		return s.answerToolsList(ctx, x)
	case "tasks/get", "tasks/list", "tasks/result", "tasks/cancel":
		return errorReply(m, &wireError{
			status: m.errorStatus(codeMethodNotFound), code: codeMethodNotFound, message: "tasks not supported",
		})
	}
	return nil
}

// answerNotification handles what concerns calls that run here.
func (s *Server) answerNotification(x *exchange) *reply {
	if x.msg.method != "notifications/cancelled" {
		return nil
	}
	if x.headers != nil && (x.msg.modern() || isModern(x.headers.get("Mcp-Protocol-Version"))) {
		// Without sessions, request ids of different callers are the same: it would reach another caller's call.
		// Disconnecting cancels.
		return accepted()
	}
	s.running.cancel(x.session, x.msg.cancelled)
	return nil
}

// refuse audits a decision other than allow and answers it.
func (s *Server) refuse(ctx context.Context, x *exchange, g governed, d decision) *reply {
	if err := s.record(ctx, x, g, d); err != nil {
		return unavailableReply(x)
	}
	switch d.outcome {
	case outcomeHidden, outcomeMissing:
		return missingReply(x.msg, g.kind, g.name)
	case outcomeChallenge:
		return s.challengeReply(x, d)
	default:
		return deniedReply(x, d)
	}
}

// answerCall handles tools/call: decide, decode, decide on arguments, audit, run.
func (s *Server) answerCall(ctx context.Context, x *exchange) *reply {
	m := x.msg
	c := s.catalog.Load().toolByName[m.name]
	g := governed{check.Tool, m.name}

	checkCtx, cancel := s.checked(ctx)
	defer cancel()
	q := s.query(x, check.Call)
	if d := s.guard.decide(checkCtx, q, c); d.outcome != outcomeAllow {
		return s.refuse(ctx, x, g, d)
	}
	in, problems := c.tool.decode(m.args)
	if len(problems) > 0 {
		if s.record(ctx, x, g, decision{outcome: outcomeAllow, reason: reasonArguments}) != nil {
			return unavailableReply(x)
		}
		return s.toolErrorReply(m, problemText(problems))
	}
	if d := s.guard.decideArguments(checkCtx, q, c, in); d.outcome != outcomeAllow {
		return s.refuse(ctx, x, g, d)
	}
	if s.record(ctx, x, g, decision{outcome: outcomeAllow}) != nil {
		return unavailableReply(x)
	}
	if m.progress && x.forwards {
		x.sealed = seal(c, m.args, in) // mcp-go delivers progress
		return nil
	}
	return s.runTool(ctx, x, c, in)
}
