package mcpruntime

import (
	"context"
	"errors"
	"net/http"
	"runtime/debug"

	"github.com/mcpgen/mcpgen/runtime/check"
)

// functionError is an error that an annotated function returned.
type functionError struct{ err error }

func (e *functionError) Error() string { return e.err.Error() }
func (e *functionError) Unwrap() error { return e.err }

// run runs a function that makes one of mcp-go's results. When the result asks for input, a client of the stateless
// protocol gets the questions and calls again; one of the older protocol is asked here, and the function runs again with
// the answers.
func (s *Server) run(ctx context.Context, x *exchange, c *component, in any) *reply {
	ctx, cancel := s.callContext(ctx, x)
	defer cancel()
	defer s.running.add(x.session, x.msg.id, cancel)()
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
			return errorReply(x.msg, problem)
		}
		if x.msg.modern() {
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
			s.logger.ErrorContext(ctx, "function panicked", "kind", c.id.Kind.String(), "name", c.key(), "panic", v,
				"stack", string(debug.Stack()))
			p, err = product{}, errInternal
		}
	}()
	return c.produce(ctx, in)
}

// finish answers with a result whose members write appends.
func (s *Server) finish(ctx context.Context, x *exchange, c *component, write func([]byte) ([]byte, error)) *reply {
	body := append([]byte(`{"jsonrpc":"2.0","id":`), x.msg.id...)
	body, err := write(append(body, `,"result":{`...))
	if err != nil {
		return s.failed(ctx, x, c, err)
	}
	return &reply{status: http.StatusOK, body: append(body, '}', '}', '\n')}
}

// ErrResourceNotFound is what the function of a resource returns, itself or wrapped, when there is no such resource: the
// answer is that for a URI which nothing serves. Return it as well for what this caller may not see, and nobody can tell the
// two apart. From any other function it is an error like any other.
var ErrResourceNotFound = errors.New("resource not found")

// failed answers with a function's own error, which a tool can report to the model, or with an internal one, of which the
// caller learns nothing.
func (s *Server) failed(ctx context.Context, x *exchange, c *component, err error) *reply {
	internal := &wireError{status: http.StatusOK, code: codeInternal, message: errInternal.Error()}
	var own *functionError
	switch {
	case !errors.As(err, &own):
		s.logger.ErrorContext(ctx, "function failed", "kind", c.id.Kind.String(), "name", c.key(), "error", err)
		return errorReply(x.msg, internal)
	case c.id.Kind == check.Tool:
		return s.toolErrorReply(x.msg, s.errorText(ctx, c, own))
	case x.msg.method == "resources/read" && own.saysNotFound():
		return missingReply(x.msg, governed{kind: check.Resource, name: x.msg.uri, code: codeResourceNotFound})
	}
	if text := s.errorText(ctx, c, own); !s.config.MaskErrors {
		internal.message = text
	}
	return errorReply(x.msg, internal)
}

// saysNotFound reports whether the error is [ErrResourceNotFound]; one that panics when it is asked is not.
func (e *functionError) saysNotFound() (found bool) {
	defer func() { _ = recover() }()
	return errors.Is(e.err, ErrResourceNotFound)
}

// errorText is what a caller learns of a function's error. What a caller does not learn is logged.
func (s *Server) errorText(ctx context.Context, c *component, err *functionError) (text string) {
	defer func() {
		if v := recover(); v != nil { // a nil pointer as an error
			s.logger.ErrorContext(ctx, "a function's error panicked", "kind", c.id.Kind.String(), "name", c.key(), "panic", v)
			text = maskedText
		}
	}()
	if text = err.Error(); s.config.MaskErrors {
		s.logger.ErrorContext(ctx, "function failed", "kind", c.id.Kind.String(), "name", c.key(), "error", text)
		return maskedText
	}
	return text
}

// produced wraps what a function returned: its own error is told apart from ours.
func produced[Out, Made any](out Out, err error, convert func(*Out) (*Made, error)) (*Made, error) {
	if err != nil {
		return nil, &functionError{err}
	}
	made, err := convert(&out)
	if err == nil && made == nil {
		err = errNoValue
	}
	return made, err
}
