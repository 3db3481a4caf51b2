package mcpruntime

import (
	"context"
	"encoding/base64"
	"net/http"
	"runtime/debug"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/internal/jsonscan"
)

// answerCall handles tools/call.
func (s *Server) answerCall(ctx context.Context, x *exchange, c *component) *reply {
	m := x.msg
	in, answer := s.govern(ctx, x, governed{kind: check.Tool, name: m.name}, c, func() (any, *reply) {
		if problem := m.paramHeaderProblem(x.headers, c.tool.headed); problem != nil {
			return nil, errorReply(m, problem)
		}
		in, problems := c.tool.decode(m.args)
		if len(problems) > 0 {
			return nil, s.toolErrorReply(m, problemText(problems))
		}
		return in, nil
	})
	switch {
	case answer != nil:
		return answer
	case m.progress && x.forwards:
		x.sealed = seal(c, m.args, in) // mcp-go delivers progress
		return nil
	default:
		return s.runTool(ctx, x, c, in)
	}
}

// answerGet handles prompts/get.
func (s *Server) answerGet(ctx context.Context, x *exchange, c *component) *reply {
	m := x.msg
	in, answer := s.govern(ctx, x, governed{kind: check.Prompt, name: m.name}, c, func() (any, *reply) {
		given, problem := m.strings()
		if problem != nil {
			return nil, errorReply(m, problem)
		}
		in, err := c.prompt.arguments(given)
		if err != nil {
			return nil, errorReply(m, m.invalidParams(err.Error()))
		}
		return in, nil
	})
	if answer != nil {
		return answer
	}
	return s.run(ctx, x, c, func(ctx context.Context) (func([]byte) []byte, error) {
		messages, err := c.prompt.get(ctx, in)
		return func(body []byte) []byte { return appendMessages(body, c.prompt.spec.Description, messages) }, err
	})
}

// answerRead handles resources/read. Audit names a template, not the URI: its variables are arguments.
func (s *Server) answerRead(ctx context.Context, x *exchange, catalog *catalog) *reply {
	m := x.msg
	c, variables := catalog.resource(m.uri)
	g := governed{kind: check.Resource, name: m.uri, code: codeResourceNotFound}
	if c != nil {
		g.registered = c
	}
	in, answer := s.govern(ctx, x, g, c, func() (any, *reply) {
		in, err := c.resource.bind(variables)
		if err != nil {
			return nil, errorReply(m, m.invalidParams(err.Error()))
		}
		return in, nil
	})
	if answer != nil {
		return answer
	}
	return s.run(ctx, x, c, func(ctx context.Context) (func([]byte) []byte, error) {
		content, err := c.resource.read(ctx, in)
		if content.MIMEType == "" {
			content.MIMEType = c.resource.spec.MIMEType
		}
		return func(body []byte) []byte { return appendContents(s.cacheHints(body, m), m.uri, content) }, err
	})
}

// answerSubscribe handles resources/subscribe and unsubscribe of the older protocol.
func (s *Server) answerSubscribe(ctx context.Context, x *exchange, catalog *catalog) *reply {
	m := x.msg
	if m.modern() {
		return m.unsupported("\"" + m.method + "\" was removed in protocol version 2026-07-28")
	}
	c, _ := catalog.resource(m.uri)
	g := governed{kind: check.Resource, name: m.uri, registered: c}
	if _, answer := s.govern(ctx, x, g, c, func() (any, *reply) { return nil, nil }); answer != nil {
		return answer
	}
	return &reply{status: http.StatusOK, body: append(s.beginResult(nil, m), '}', '}', '\n')}
}

// run runs a prompt's or resource's function for an allowed use. Its errors are JSON-RPC errors: these results cannot
// report one.
func (s *Server) run(
	ctx context.Context, x *exchange, c *component, call func(context.Context) (func([]byte) []byte, error),
) (answer *reply) {
	m := x.msg
	ctx, cancel := s.callContext(ctx, x)
	defer cancel()
	defer s.running.add(x.session, m.id, cancel)()
	internal := &wireError{status: http.StatusOK, code: codeInternal, message: errInternal.Error()}
	defer func() {
		if v := recover(); v != nil {
			s.logger.ErrorContext(ctx, "function panicked", "kind", c.id.Kind.String(), "name", c.key(), "panic", v,
				"stack", string(debug.Stack()))
			answer = errorReply(m, internal)
		}
	}()
	write, err := call(ctx)
	if err != nil {
		if internal.message = err.Error(); s.config.MaskErrors {
			internal.message = errInternal.Error()
		}
		return errorReply(m, internal)
	}
	return &reply{status: http.StatusOK, body: append(write(s.beginResult(nil, m)), '}', '}', '\n')}
}

// maxStrings bounds the arguments of a prompt: they are compared with one another.
const maxStrings = 256

// strings reads the arguments as a set of named strings.
func (m *message) strings() (Variables, *wireError) {
	var given Variables
	if m.args == nil {
		return given, nil
	}
	members, ok := jsonscan.MembersOf(m.args)
	if !ok {
		return given, m.invalidParams("arguments must be an object of strings")
	}
	for name, raw, ok := members.Next(); ok; name, raw, ok = members.Next() {
		if len(given.names) == maxStrings {
			return given, m.invalidParams("too many arguments")
		}
		value, isString := jsonscan.String(raw)
		if !isString || given.Has(string(name)) {
			return given, m.invalidParams("arguments must be an object of strings with unique names")
		}
		given.add(string(name), value)
	}
	return given, nil
}

// cacheHints appends the members that results of the stateless protocol carry when they could be cached.
func (s *Server) cacheHints(dst []byte, m *message) []byte {
	if m.modern() {
		dst = append(dst, `"ttlMs":0,"cacheScope":"private",`...)
	}
	return dst
}

func appendContents(dst []byte, uri string, content Content) []byte {
	dst = appendText(append(dst, `"contents":[{"uri":`...), uri)
	if content.MIMEType != "" {
		dst = appendText(append(dst, `,"mimeType":`...), content.MIMEType)
	}
	if content.Blob != nil {
		dst = append(dst, `,"blob":"`...)
		dst = append(base64.StdEncoding.AppendEncode(dst, content.Blob), '"')
	} else {
		dst = appendText(append(dst, `,"text":`...), content.Text)
	}
	return append(dst, '}', ']')
}

func appendMessages(dst []byte, description string, messages []Message) []byte {
	if description != "" {
		dst = append(appendText(append(dst, `"description":`...), description), ',')
	}
	dst = append(dst, `"messages":[`...)
	for i, message := range messages {
		if i > 0 {
			dst = append(dst, ',')
		}
		role := "user"
		if message.Role == "assistant" {
			role = message.Role
		}
		dst = append(append(append(dst, `{"role":"`...), role...), `","content":{"type":"text","text":`...)
		dst = append(appendText(dst, message.Text), '}', '}')
	}
	return append(dst, ']')
}
