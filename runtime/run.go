package mcpruntime

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"slices"

	"github.com/mark3labs/mcp-go/mcp"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/internal/wire"
)

// run runs a function that makes one of mcp-go's results. When the result asks for input, a client of the stateless
// protocol gets the questions and calls again; one of the older protocol is asked here, and the function runs again with
// the answers.
func (s *Server) run(ctx context.Context, x *exchange, c *component, in any) *wire.Reply {
	ctx, cancel := s.callContext(ctx, x)
	defer cancel()
	defer s.running.Add(x.session, x.msg.ID, cancel)()
	for round := 0; ; round++ {
		p, err := s.invokeProduct(ctx, c, in)
		if err != nil {
			return s.failed(ctx, x, c, err)
		}
		q, asks := p.question()
		if !asks {
			return s.finish(ctx, x, c, func(body []byte) ([]byte, error) { return s.appendMembers(body, x, c, p) })
		}
		if problem := x.lacks(q.needed()); problem != nil {
			return wire.ErrorReply(x.msg, problem)
		}
		if x.msg.Modern() {
			return s.finish(ctx, x, c, func(body []byte) ([]byte, error) { return s.appendQuestion(body, x, c, q) })
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

// invokeProduct runs the function of c. A panic is logged and becomes errInternal: the server lives.
func (s *Server) invokeProduct(ctx context.Context, c *component, in any) (p product, err error) {
	defer func() {
		if v := recover(); v != nil {
			s.logger.ErrorContext(ctx, "function panicked", "kind", c.ID.Kind.String(), "name", c.key(), "panic", v,
				"stack", string(debug.Stack()))
			p, err = product{}, wire.ErrInternal
		}
	}()
	return c.produce(ctx, in)
}

// finish answers with a result whose members write appends.
func (s *Server) finish(ctx context.Context, x *exchange, c *component, write func([]byte) ([]byte, error)) *wire.Reply {
	body := append([]byte(`{"jsonrpc":"2.0","id":`), x.msg.ID...)
	body, err := write(append(body, `,"result":{`...))
	if err != nil {
		return s.failed(ctx, x, c, err)
	}
	return &wire.Reply{Status: http.StatusOK, Body: append(body, '}', '}', '\n')}
}

// failed answers with a function's own error, which a tool can report to the model, or with an internal one, of which the
// caller learns nothing.
func (s *Server) failed(ctx context.Context, x *exchange, c *component, err error) *wire.Reply {
	internal := &wire.Error{Status: http.StatusOK, Code: wire.CodeInternal, Message: wire.ErrInternal.Error()}
	var own *functionError
	switch {
	case !errors.As(err, &own):
		s.logger.ErrorContext(ctx, "function failed", "kind", c.ID.Kind.String(), "name", c.key(), "error", err)
		return wire.ErrorReply(x.msg, internal)
	case c.ID.Kind == check.Tool:
		return s.toolErrorReply(x.msg, s.errorText(ctx, c, own))
	case x.msg.Method == "resources/read" && own.saysNotFound():
		return missingReply(x.msg, governed{kind: check.Resource, name: x.msg.URI, code: codeResourceNotFound})
	}
	if text := s.errorText(ctx, c, own); !s.config.MaskErrors {
		internal.Message = text
	}
	return wire.ErrorReply(x.msg, internal)
}

// errorText is what a caller learns of a function's error. What a caller does not learn is logged.
func (s *Server) errorText(ctx context.Context, c *component, err *functionError) (text string) {
	defer func() {
		if v := recover(); v != nil { // a nil pointer as an error
			s.logger.ErrorContext(ctx, "a function's error panicked", "kind", c.ID.Kind.String(), "name", c.key(), "panic", v)
			text = maskedText
		}
	}()
	if text = err.Error(); s.config.MaskErrors {
		s.logger.ErrorContext(ctx, "function failed", "kind", c.ID.Kind.String(), "name", c.key(), "error", text)
		return maskedText
	}
	return text
}

// maskedText replaces the text of handlers' errors when Config.MaskErrors is set.
const maskedText = "the tool failed"

// runTool runs the function of an allowed call and answers with its result.
func (s *Server) runTool(ctx context.Context, x *exchange, c *component, in any) *wire.Reply {
	m := x.msg
	ctx, cancel := s.callContext(ctx, x)
	defer cancel()
	defer s.running.Add(x.session, m.ID, cancel)()

	value, err := s.invoke(ctx, c, in)
	var own *functionError
	switch {
	case errors.As(err, &own):
		return s.toolErrorReply(m, s.errorText(ctx, c, own))
	case err != nil:
		return wire.ErrorReply(m, &wire.Error{Status: http.StatusOK, Code: wire.CodeInternal, Message: wire.ErrInternal.Error()})
	}
	body := make([]byte, 0, 2*len(value)+len(s.identity)+len(m.ID)+160)
	body = s.beginResult(body, m)
	body = appendContent(body, c.tool.form, value)
	return &wire.Reply{Status: http.StatusOK, Body: append(body, '}', '}', '\n')}
}

// invoke runs the function of c. A panic is logged and becomes errInternal: the server lives.
func (s *Server) invoke(ctx context.Context, c *component, in any) (value []byte, err error) {
	defer func() {
		if v := recover(); v != nil {
			s.logger.ErrorContext(ctx, "tool panicked", "tool", c.ID.Name, "panic", v, "stack", string(debug.Stack()))
			value, err = nil, wire.ErrInternal
		}
	}()
	value, err = c.tool.call(ctx, in, nil)
	var own *functionError
	if err != nil && !errors.As(err, &own) {
		s.logger.ErrorContext(ctx, "tool result could not be encoded", "tool", c.ID.Name, "error", err)
		return nil, wire.ErrInternal
	}
	return value, err
}

// toolErrorReply is a result that reports an error to the model.
func (s *Server) toolErrorReply(m *wire.Message, text string) *wire.Reply {
	body := s.beginResult(make([]byte, 0, len(text)+len(s.identity)+len(m.ID)+160), m)
	body = wire.AppendTextError(body, text)
	return &wire.Reply{Status: http.StatusOK, Body: append(body, '}', '}', '\n')}
}

// appendMembers appends the members of the result, for the era and server of the request.
func (s *Server) appendMembers(dst []byte, x *exchange, c *component, p product) ([]byte, error) {
	var result any
	var err error
	switch {
	case p.tool != nil:
		own := *p.tool
		own.Content, err = complete(own.Content)
		own.Meta, own.ResultType = s.resultMeta(own.Meta, x.msg)
		own.MultiRoundTripResult = mcp.MultiRoundTripResult{}
		result = own
	case p.prompt != nil:
		own := *p.prompt
		own.Messages, err = completeMessages(own.Messages)
		own.Meta, own.ResultType = s.resultMeta(own.Meta, x.msg)
		own.MultiRoundTripResult = mcp.MultiRoundTripResult{}
		if own.Description == "" {
			own.Description = c.prompt.spec.Description
		}
		result = own
	case p.read != nil:
		own := *p.read
		own.Contents, err = completeContents(own.Contents, x.msg.URI)
		own.Meta, own.ResultType = s.resultMeta(own.Meta, x.msg)
		own.MultiRoundTripResult = mcp.MultiRoundTripResult{}
		if own.CacheableResult.TTLMs, own.CacheScope = nil, ""; x.msg.Modern() {
			own.SetCacheHints(0, mcp.CacheScopePrivate)
		}
		result = own
	default:
		err = errNoValue
	}
	if err != nil {
		return nil, err
	}
	body, err := wire.EncodeJSON(result)
	if err != nil {
		return nil, fmt.Errorf("encoding the result: %w", err)
	}
	body = wire.TrimNewline(body)
	return append(dst, body[1:len(body)-1]...), nil
}

// resultMeta is what the result of a function carries in its era, beside the function's own meta.
func (s *Server) resultMeta(meta *mcp.Meta, m *wire.Message) (*mcp.Meta, mcp.ResultType) {
	if !m.Modern() {
		return meta, ""
	}
	own := &mcp.Meta{AdditionalFields: map[string]any{}}
	if meta != nil {
		own.ProgressToken = meta.ProgressToken
		for name, value := range meta.AdditionalFields {
			own.AdditionalFields[name] = value
		}
	}
	own.AdditionalFields[mcp.MetaKeyServerInfo] = map[string]string{"name": s.config.Name, "version": s.config.Version}
	return own, mcp.ResultTypeComplete
}

// complete gives each piece of content the type that its Go type says, which authors forget. Nil content is an error.
func complete(list []mcp.Content) ([]mcp.Content, error) {
	list = slices.Clone(list)
	for i, one := range list {
		switch c := one.(type) {
		case nil:
			return nil, errNoValue
		case mcp.TextContent:
			c.Type = mcp.ContentTypeText
			list[i] = c
		case mcp.ImageContent:
			c.Type = mcp.ContentTypeImage
			list[i] = c
		case mcp.AudioContent:
			c.Type = mcp.ContentTypeAudio
			list[i] = c
		case mcp.ResourceLink:
			c.Type = mcp.ContentTypeLink
			list[i] = c
		case mcp.EmbeddedResource:
			c.Type = mcp.ContentTypeResource
			list[i] = c
		}
	}
	return list, nil
}

func completeMessages(list []mcp.PromptMessage) ([]mcp.PromptMessage, error) {
	list = append([]mcp.PromptMessage{}, list...)
	for i, message := range list {
		content, err := complete([]mcp.Content{message.Content})
		if err != nil {
			return nil, err
		}
		list[i].Content = content[0]
		if message.Role == "" {
			list[i].Role = mcp.RoleUser
		}
	}
	return list, nil
}

func completeContents(list []mcp.ResourceContents, uri string) ([]mcp.ResourceContents, error) {
	list = append([]mcp.ResourceContents{}, list...)
	for i, one := range list {
		switch c := one.(type) {
		case nil:
			return nil, errNoValue
		case mcp.TextResourceContents:
			if c.URI == "" {
				c.URI = uri
			}
			list[i] = c
		case mcp.BlobResourceContents:
			if c.URI == "" {
				c.URI = uri
			}
			list[i] = c
		}
	}
	return list, nil
}
