package mcpruntime

import (
	"context"
	"errors"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/internal/wire"
)

// failed answers with a function's own error, which a tool can report to the model, or with an internal one, of which the
// caller learns nothing.
func (s *Server) failed(ctx context.Context, x *exchange, c *component, err error) *wire.Reply {
	internal := wire.InternalError()
	var own *functionError
	switch {
	case !errors.As(err, &own):
		s.logger.ErrorContext(ctx, "function failed", "kind", c.ID.Kind.String(), "name", c.key(), "error", err)
		return wire.ErrorReply(x.msg, internal)
	case c.ID.Kind == check.Tool:
		return s.toolErrorReply(x.msg, s.errorText(ctx, c, own))
	case x.msg.Method == "resources/read" && own.saysNotFound():
		return missingReply(x.msg, asked{kind: check.Resource, name: x.msg.URI, code: codeResourceNotFound})
	}
	text := s.errorText(ctx, c, own)
	if !s.config.MaskErrors {
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
	if err.err == ErrNotFound { //nolint:errorlint // wrapped, it may say more
		return ErrNotFound.Error()
	}
	text = err.Error()
	if s.config.MaskErrors {
		s.logger.ErrorContext(ctx, "function failed", "kind", c.ID.Kind.String(), "name", c.key(), "error", text)
		return maskedText
	}
	return text
}

// maskedText replaces the text of handlers' errors when Config.MaskErrors is set.
const maskedText = "the tool failed"

// toolErrorReply is a result that reports an error to the model, by which it can correct itself.
func (s *Server) toolErrorReply(m *wire.Message, text string) *wire.Reply {
	r := s.identity.Begin(m, len(text)+64)
	r.Member("content")
	r.Raw(`[{"type":"text","text":`)
	r.Text(text)
	r.Raw(`}]`)
	r.Member("isError")
	r.Bool(true)
	return r.End()
}
