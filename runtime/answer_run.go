package mcpruntime

import (
	"context"
	"strings"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/codec"
	"github.com/mcpgen/mcpgen/runtime/internal/wire"
)

// answerCall handles tools/call.
func (s *Server) answerCall(ctx context.Context, x *exchange, c *component) *wire.Reply {
	m := x.msg
	in, answer := s.govern(ctx, x, asked{kind: check.Tool, name: m.Name}, c, func() (any, *wire.Reply) {
		if problem := m.ParamHeaderProblem(x.headers, c.tool.headed); problem != nil {
			return nil, wire.ErrorReply(m, problem)
		}
		if problem := x.lacks(c.tool.needs); problem != nil {
			return nil, wire.ErrorReply(m, problem)
		}
		if problem := s.readInput(x, c); problem != nil {
			return nil, wire.ErrorReply(m, problem)
		}
		in, problems := c.decode(m.Arguments)
		if len(problems) > 0 {
			return nil, s.toolErrorReply(m, problemText(problems))
		}
		return in, nil
	})
	if answer != nil {
		return answer
	}
	return s.run(ctx, x, c, in)
}

// answerGet handles prompts/get.
func (s *Server) answerGet(ctx context.Context, x *exchange, c *component) *wire.Reply {
	in, answer := s.govern(ctx, x, asked{kind: check.Prompt, name: x.msg.Name}, c, func() (any, *wire.Reply) {
		return s.readArguments(x, c, x.msg.Arguments)
	})
	if answer != nil {
		return answer
	}
	return s.run(ctx, x, c, in)
}

// answerRead handles resources/read. Audit names a template, not the URI: its variables are arguments.
func (s *Server) answerRead(ctx context.Context, x *exchange, catalog *catalog) *wire.Reply {
	c, variables := catalog.serving(x.msg.URI)
	g := asked{kind: check.Resource, name: x.msg.URI, code: codeResourceNotFound, registered: c}
	in, answer := s.govern(ctx, x, g, c, func() (any, *wire.Reply) { return s.readArguments(x, c, variableObject(variables)) })
	if answer != nil {
		return answer
	}
	return s.run(ctx, x, c, in)
}

// readArguments decodes the arguments of a prompt or resource. These cannot report an error to the model as tools do.
func (s *Server) readArguments(x *exchange, c *component, args []byte) (any, *wire.Reply) {
	if problem := s.readInput(x, c); problem != nil {
		return nil, wire.ErrorReply(x.msg, problem)
	}
	in, problems := c.decode(args)
	if len(problems) > 0 {
		return nil, wire.ErrorReply(x.msg, x.msg.InvalidParams(problemText(problems)))
	}
	return in, nil
}

// answerSubscribe handles resources/subscribe and unsubscribe of the older protocol.
func (s *Server) answerSubscribe(ctx context.Context, x *exchange, catalog *catalog) *wire.Reply {
	m := x.msg
	if m.Modern() {
		return m.Unsupported("\"" + m.Method + "\" was removed in protocol version 2026-07-28")
	}
	c, variables := catalog.serving(m.URI)
	g := asked{kind: check.Resource, name: m.URI, registered: c}
	_, answer := s.govern(ctx, x, g, c, func() (any, *wire.Reply) { return s.readArguments(x, c, variableObject(variables)) })
	if answer != nil {
		return answer
	}
	switch {
	case m.Method == "resources/unsubscribe":
		s.clients.Unwatch(x.session, m.URI)
	case !s.clients.Watch(x.owner(), s.clock(), m.URI):
		return wire.ErrorReply(m, m.InvalidParams("too many subscriptions"))
	}
	return s.identity.EmptyReply(m)
}

// problemText lists everything that is wrong with the arguments, one line each.
func problemText(problems []codec.Problem) string {
	var b strings.Builder
	b.WriteString("invalid arguments:")
	for _, p := range problems {
		b.WriteString("\n- " + p.String())
	}
	return b.String()
}
