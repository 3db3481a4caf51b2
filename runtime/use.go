package mcpruntime

import (
	"context"

	"github.com/mcpgen/mcpgen/runtime/check"
)

// answerCall handles tools/call.
func (s *Server) answerCall(ctx context.Context, x *exchange, c *component) *reply {
	m := x.msg
	in, answer := s.govern(ctx, x, governed{kind: check.Tool, name: m.name}, c, func() (any, *reply) {
		if problem := m.paramHeaderProblem(x.headers, c.tool.headed); problem != nil {
			return nil, errorReply(m, problem)
		}
		if problem := x.lacks(c.tool.needs); problem != nil {
			return nil, errorReply(m, problem)
		}
		if problem := s.readInput(x, c); problem != nil {
			return nil, errorReply(m, problem)
		}
		in, problems := c.decode(m.args)
		if len(problems) > 0 {
			return nil, s.toolErrorReply(m, problemText(problems))
		}
		return in, nil
	})
	switch {
	case answer != nil:
		return answer
	case c.produce != nil:
		return s.run(ctx, x, c, in)
	default:
		return s.runTool(ctx, x, c, in)
	}
}

// answerGet handles prompts/get.
func (s *Server) answerGet(ctx context.Context, x *exchange, c *component) *reply {
	in, answer := s.govern(ctx, x, governed{kind: check.Prompt, name: x.msg.name}, c, func() (any, *reply) {
		return s.readArguments(x, c, x.msg.args)
	})
	if answer != nil {
		return answer
	}
	return s.run(ctx, x, c, in)
}

// answerRead handles resources/read. Audit names a template, not the URI: its variables are arguments.
func (s *Server) answerRead(ctx context.Context, x *exchange, catalog *catalog) *reply {
	c, variables := catalog.resource(x.msg.uri)
	g := governed{kind: check.Resource, name: x.msg.uri, code: codeResourceNotFound, registered: c}
	in, answer := s.govern(ctx, x, g, c, func() (any, *reply) { return s.readArguments(x, c, variables.object()) })
	if answer != nil {
		return answer
	}
	return s.run(ctx, x, c, in)
}

// readArguments decodes the arguments of a prompt or resource. These cannot report an error to the model as tools do.
func (s *Server) readArguments(x *exchange, c *component, args []byte) (any, *reply) {
	if problem := s.readInput(x, c); problem != nil {
		return nil, errorReply(x.msg, problem)
	}
	in, problems := c.decode(args)
	if len(problems) > 0 {
		return nil, errorReply(x.msg, x.msg.invalidParams(problemText(problems)))
	}
	return in, nil
}

// answerSubscribe handles resources/subscribe and unsubscribe of the older protocol.
func (s *Server) answerSubscribe(ctx context.Context, x *exchange, catalog *catalog) *reply {
	m := x.msg
	if m.modern() {
		return m.unsupported("\"" + m.method + "\" was removed in protocol version 2026-07-28")
	}
	c, variables := catalog.resource(m.uri)
	g := governed{kind: check.Resource, name: m.uri, registered: c}
	_, answer := s.govern(ctx, x, g, c, func() (any, *reply) { return s.readArguments(x, c, variables.object()) })
	if answer != nil {
		return answer
	}
	switch {
	case m.method == "resources/unsubscribe":
		s.clients.unwatch(x.session, m.uri)
	case !s.clients.watch(x, s.clock(), m.uri):
		return errorReply(m, m.invalidParams("too many subscriptions"))
	}
	return s.emptyReply(m)
}

// cacheHints appends the members that results of the stateless protocol carry when they could be cached.
func (s *Server) cacheHints(dst []byte, m *message) []byte {
	if m.modern() {
		dst = append(dst, `"ttlMs":0,"cacheScope":"private",`...)
	}
	return dst
}
