package mcpruntime

import (
	"context"
	"encoding/json"
	"runtime/debug"

	"github.com/mark3labs/mcp-go/mcp"

	"github.com/mcpgen/mcpgen/runtime/internal/wire"
)

// handle answers the message of x: by itself, or with what mcp-go says where nothing is to be decided.
func (s *Server) handle(ctx context.Context, x *exchange) *wire.Reply {
	if answer := s.answer(ctx, x); answer != nil {
		return answer
	}
	return s.forward(ctx, x)
}

// forward asks mcp-go about a message that concerns no component: the handshake, discovery, ping, and what is no method.
// Only its message handling is used. Its HTTP side would keep 10 KB for every session that somebody begins, and its
// answers repeat ids as floating-point numbers.
func (s *Server) forward(ctx context.Context, x *exchange) (r *wire.Reply) {
	m := x.msg
	defer func() {
		if v := recover(); v != nil {
			s.logger.ErrorContext(ctx, "forwarding panicked", "method", truncate(m.Method), "panic", v, "stack", string(debug.Stack()))
			r = wire.ErrorReply(m, wire.InternalError())
		}
	}()
	switch response := s.mcp.HandleMessage(ctx, m.Raw).(type) {
	case nil:
		return wire.Accepted()
	case mcp.JSONRPCResponse:
		result, err := json.Marshal(response.Result)
		if err != nil {
			return wire.ErrorReply(m, wire.InternalError())
		}
		r = wire.ResultReply(m, result)
		if m.Method == "initialize" && x.headers != nil {
			return s.beginSession(x, r)
		}
		return r
	case mcp.JSONRPCError:
		e := &wire.Error{Code: response.Error.Code, Message: response.Error.Message}
		e.Status = m.ErrorStatus(e.Code)
		if response.Error.Data != nil {
			e.Data, _ = json.Marshal(response.Error.Data)
		}
		return wire.ErrorReply(m, e)
	}
	return wire.ErrorReply(m, wire.InternalError())
}

// beginSession gives the answer to initialize a session id.
func (s *Server) beginSession(x *exchange, r *wire.Reply) *wire.Reply {
	id, err := s.sessions.Make(x.principal, wire.ParseCapabilities(x.msg.Capabilities), s.clock())
	if err != nil {
		return unavailableReply(x)
	}
	r.Session = id
	return r
}
