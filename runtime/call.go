package mcpruntime

import (
	"context"
	"errors"
	"net/http"
	"runtime/debug"
	"strings"

	"github.com/mcpgen/mcpgen/runtime/codec"
)

// errInternal stands for a panic or a value that cannot be encoded. Its text is all a caller learns.
var errInternal = errors.New("internal error")

// maskedText replaces the text of handlers' errors when Config.MaskErrors is set.
const maskedText = "the tool failed"

// runTool runs the function of an allowed call and answers with its result.
func (s *Server) runTool(ctx context.Context, x *exchange, c *component, in any) *reply {
	m := x.msg
	ctx, cancel := s.callContext(ctx, x)
	defer cancel()
	defer s.running.add(x.session, m.id, cancel)()

	value, err := s.invoke(ctx, c, in)
	var own *functionError
	switch {
	case errors.As(err, &own):
		return s.toolErrorReply(m, s.errorText(ctx, c, own))
	case err != nil:
		return errorReply(m, &wireError{status: http.StatusOK, code: codeInternal, message: errInternal.Error()})
	}
	body := make([]byte, 0, 2*len(value)+len(s.identity)+len(m.id)+160)
	body = s.beginResult(body, m)
	body = appendContent(body, c.tool.form, value)
	return &reply{status: http.StatusOK, body: append(body, '}', '}', '\n')}
}

// invoke runs the function of c. A panic is logged and becomes errInternal: the server lives.
func (s *Server) invoke(ctx context.Context, c *component, in any) (value []byte, err error) {
	defer func() {
		if v := recover(); v != nil {
			s.logger.ErrorContext(ctx, "tool panicked", "tool", c.id.Name, "panic", v, "stack", string(debug.Stack()))
			value, err = nil, errInternal
		}
	}()
	value, err = c.tool.call(ctx, in, nil)
	var own *functionError
	if err != nil && !errors.As(err, &own) {
		s.logger.ErrorContext(ctx, "tool result could not be encoded", "tool", c.id.Name, "error", err)
		return nil, errInternal
	}
	return value, err
}

// toolErrorReply is a result that reports an error to the model.
func (s *Server) toolErrorReply(m *message, text string) *reply {
	body := s.beginResult(make([]byte, 0, len(text)+len(s.identity)+len(m.id)+160), m)
	body = appendTextError(body, text)
	return &reply{status: http.StatusOK, body: append(body, '}', '}', '\n')}
}

// beginResult begins a successful answer to m; its members follow, then "}}".
func (s *Server) beginResult(dst []byte, m *message) []byte {
	dst = append(dst, `{"jsonrpc":"2.0","id":`...)
	dst = append(append(dst, m.id...), `,"result":{`...)
	if m.modern() {
		dst = append(dst, s.identity...)
	}
	return dst
}

// identityMembers are the members that every result of the stateless protocol carries.
func identityMembers(name, version string) []byte {
	b := appendText([]byte(`"_meta":{"io.modelcontextprotocol/serverInfo":{"name":`), name)
	b = appendText(append(b, `,"version":`...), version)
	return append(b, `}},"resultType":"complete",`...)
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
