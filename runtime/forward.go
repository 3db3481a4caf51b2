package mcpruntime

import (
	"context"
	"encoding/json"
	"net/http"
	"runtime/debug"

	"github.com/mark3labs/mcp-go/mcp"
)

// handle answers the message of x: by itself, or with what mcp-go says where nothing is to be decided.
func (s *Server) handle(ctx context.Context, x *exchange) *reply {
	if answer := s.answer(ctx, x); answer != nil {
		return answer
	}
	return s.forward(ctx, x)
}

// forward asks mcp-go about a message that concerns no component: the handshake, discovery, ping, and what is no method.
// Only its message handling is used. Its HTTP side would keep 10 KB for every session that somebody begins, and its
// answers repeat ids as floating-point numbers.
func (s *Server) forward(ctx context.Context, x *exchange) (r *reply) {
	m := x.msg
	internal := &wireError{status: http.StatusOK, code: codeInternal, message: errInternal.Error()}
	defer func() {
		if v := recover(); v != nil {
			s.logger.ErrorContext(ctx, "forwarding panicked", "method", cut(m.method), "panic", v, "stack", string(debug.Stack()))
			r = errorReply(m, internal)
		}
	}()
	switch response := s.mcp.HandleMessage(ctx, m.raw).(type) {
	case nil:
		return accepted()
	case mcp.JSONRPCResponse:
		result, err := json.Marshal(response.Result)
		if err != nil {
			return errorReply(m, internal)
		}
		body := append(append([]byte(`{"jsonrpc":"2.0","id":`), m.id...), `,"result":`...)
		r = &reply{status: http.StatusOK, body: append(append(body, result...), '}', '\n')}
		if m.method == "initialize" && x.headers != nil {
			return s.beginSession(x, r)
		}
		return r
	case mcp.JSONRPCError:
		e := &wireError{code: response.Error.Code, message: response.Error.Message}
		if e.status = m.errorStatus(e.code); response.Error.Data != nil {
			e.data, _ = json.Marshal(response.Error.Data)
		}
		return errorReply(m, e)
	}
	return errorReply(m, internal)
}
