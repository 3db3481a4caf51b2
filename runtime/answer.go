package mcpruntime

import (
	"context"
	"runtime/debug"
	"slices"

	"github.com/mcpgen/mcpgen/runtime/internal/wire"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

// answer decides on the message of x and answers it, or returns nil: then it goes to mcp-go, which knows nothing of
// components. ctx carries x. Every transport comes through here.
func (s *Server) answer(ctx context.Context, x *exchange) (r *wire.Reply) {
	m := x.msg
	defer func() {
		if v := recover(); v != nil { // functions, checks and sinks are caught where they run: this is a user's decoder
			s.logger.ErrorContext(ctx, "answering panicked", "method", truncate(m.Method), "panic", v, "stack", string(debug.Stack()))
			r = wire.ErrorReply(m, wire.InternalError())
		}
	}()
	s.noteClient(x)
	if m.Method == "" {
		return s.takeResponse(x)
	}
	if m.ID == nil {
		return s.answerNotification(x)
	}
	if problem := m.ProtocolProblem(x.headers); problem != nil {
		return wire.ErrorReply(m, problem)
	}
	c := s.catalog.Load()
	switch m.Method {
	case "tools/call":
		return s.answerCall(ctx, x, c.tools.byKey[m.Name])
	case "prompts/get":
		return s.answerGet(ctx, x, c.prompts.byKey[m.Name])
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
		return m.Unsupported("tasks not supported")
	}
	return nil
}

// noteClient notes what the client of x can do and wants to know.
func (s *Server) noteClient(x *exchange) {
	m := x.msg
	switch {
	case m.Modern():
		x.capabilities, x.logLevel = wire.ParseCapabilities(m.Capabilities), ""
		if slices.Contains(logLevels, LogLevel(m.LogLevel)) {
			x.logLevel = LogLevel(m.LogLevel)
		}
		return
	case x.transport == transport.Stdio:
		if m.Method == "initialize" {
			s.clients.SetCapabilities(x.owner(), s.clock(), wire.ParseCapabilities(m.Capabilities))
		}
		x.capabilities = s.clients.Capabilities(x.session)
	}
	x.logLevel = LogLevel(s.clients.Level(x.session))
}

// answerSetLevel handles logging/setLevel of the older protocol.
func (s *Server) answerSetLevel(x *exchange) *wire.Reply {
	m := x.msg
	if m.Modern() {
		return nil // mcp-go says that it was removed
	}
	if !slices.Contains(logLevels, LogLevel(m.Level)) {
		return wire.ErrorReply(m, m.InvalidParams("level must be one of RFC 5424, as info"))
	}
	s.clients.SetLevel(x.owner(), s.clock(), m.Level)
	return s.identity.EmptyReply(m)
}

// answerNotification handles what concerns calls that run here.
func (s *Server) answerNotification(x *exchange) *wire.Reply {
	if x.msg.Method != "notifications/cancelled" {
		return nil
	}
	if x.headers != nil && (x.msg.Modern() || wire.IsModern(x.headers.Get("Mcp-Protocol-Version"))) {
		// Without sessions, request ids of different callers are the same: it would reach another caller's call.
		// Disconnecting cancels.
		return wire.Accepted()
	}
	s.running.Cancel(x.session, x.msg.Cancelled)
	return nil
}
