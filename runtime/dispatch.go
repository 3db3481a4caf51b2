package mcpruntime

import (
	"context"
	"net/http"
	"runtime/debug"
	"slices"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

// answer decides on the message of x and answers it, or returns nil: then it goes to mcp-go, which knows nothing of
// components. ctx carries x. Every transport comes through here.
func (s *Server) answer(ctx context.Context, x *exchange) (r *reply) {
	m := x.msg
	defer func() {
		if v := recover(); v != nil { // functions, checks and sinks are caught where they run: this is a user's decoder
			s.logger.ErrorContext(ctx, "answering panicked", "method", cut(m.method), "panic", v, "stack", string(debug.Stack()))
			r = errorReply(m, &wireError{status: http.StatusOK, code: codeInternal, message: errInternal.Error()})
		}
	}()
	s.meet(x)
	if m.method == "" {
		return s.takeResponse(x)
	}
	if m.id == nil {
		return s.answerNotification(x)
	}
	if problem := m.protocolProblem(x.headers); problem != nil {
		return errorReply(m, problem)
	}
	c := s.catalog.Load()
	switch m.method {
	case "tools/call":
		return s.answerCall(ctx, x, c.tools.byKey[m.name])
	case "prompts/get":
		return s.answerGet(ctx, x, c.prompts.byKey[m.name])
	case "resources/read":
		return s.answerRead(ctx, x, c)
	case "completion/complete":
		return s.answerComplete(ctx, x, c)
	case "resources/subscribe", "resources/unsubscribe":
		return s.answerSubscribe(ctx, x, c)
	case "tools/list":
		return s.answerList(ctx, x, "tools", c.tools.sorted)
	case "prompts/list":
		return s.answerList(ctx, x, "prompts", c.prompts.sorted)
	case "resources/list":
		return s.answerList(ctx, x, "resources", c.resources.sorted)
	case "resources/templates/list":
		return s.answerList(ctx, x, "resourceTemplates", c.templates.sorted)
	case "subscriptions/listen":
		return s.answerListen(ctx, x)
	case "logging/setLevel":
		return s.answerSetLevel(x)
	case "tasks/get", "tasks/list", "tasks/result", "tasks/cancel":
		return m.unsupported("tasks not supported")
	}
	return nil
}

// meet notes what the client of x can do and wants to know.
func (s *Server) meet(x *exchange) {
	m := x.msg
	switch {
	case m.modern():
		x.capabilities, x.logLevel = parseCapabilities(m.caps), ""
		if slices.Contains(logLevels, LogLevel(m.logLevel)) {
			x.logLevel = LogLevel(m.logLevel)
		}
		return
	case x.transport == transport.Stdio:
		if m.method == "initialize" {
			s.clients.with(x, s.clock(), func(c *client) { c.can = parseCapabilities(m.caps) })
		}
		x.capabilities = s.clients.capabilities(x.session)
	}
	x.logLevel = s.clients.level(x.session)
}

// answerSetLevel handles logging/setLevel of the older protocol.
func (s *Server) answerSetLevel(x *exchange) *reply {
	m := x.msg
	if m.modern() {
		return nil // mcp-go says that it was removed
	}
	if !slices.Contains(logLevels, LogLevel(m.level)) {
		return errorReply(m, m.invalidParams("level must be one of RFC 5424, as info"))
	}
	s.clients.with(x, s.clock(), func(c *client) { c.level = LogLevel(m.level) })
	return s.emptyReply(m)
}

// emptyReply is a result that says nothing.
func (s *Server) emptyReply(m *message) *reply {
	return &reply{status: http.StatusOK, body: append(trimComma(s.beginResult(nil, m)), '}', '}', '\n')}
}

// unsupported answers a method that is not served.
func (m *message) unsupported(text string) *reply {
	return errorReply(m, &wireError{status: m.errorStatus(codeMethodNotFound), code: codeMethodNotFound, message: text})
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

// govern takes the message of x through the guard: decide on c (nil for a name that does not exist), decode, decide on
// the arguments, audit. It returns the decoded arguments of an allowed use, or else the answer. decode's own answer says
// what is wrong with the arguments; only callers who may use the component see it. A nil decode is for uses without
// arguments, such as completion: checks on arguments count as passed, as in lists.
func (s *Server) govern(
	ctx context.Context, x *exchange, g governed, c *component, decode func() (any, *reply),
) (in any, answer *reply) {
	checkCtx, cancel := s.checked(ctx)
	defer cancel()
	q := s.query(x, check.Call)
	if d := s.guard.decide(checkCtx, q, c); d.outcome != outcomeAllow {
		return nil, s.refuse(ctx, x, g, d)
	}
	if decode != nil {
		if in, answer = decode(); answer != nil {
			if s.record(ctx, x, g, decision{outcome: outcomeAllow, unread: true}) != nil {
				return nil, unavailableReply(x)
			}
			return nil, answer
		}
		if d := s.guard.decideArguments(checkCtx, q, c, in); d.outcome != outcomeAllow {
			return nil, s.refuse(ctx, x, g, d)
		}
	}
	if s.record(ctx, x, g, decision{outcome: outcomeAllow}) != nil {
		return nil, unavailableReply(x)
	}
	return in, nil
}

// refuse audits a decision other than allow and answers it.
func (s *Server) refuse(ctx context.Context, x *exchange, g governed, d decision) *reply {
	if err := s.record(ctx, x, g, d); err != nil {
		return unavailableReply(x)
	}
	switch d.outcome {
	case outcomeHidden, outcomeMissing:
		return missingReply(x.msg, g)
	case outcomeChallenge:
		return s.challengeReply(x, d)
	default:
		return deniedReply(x, d)
	}
}
