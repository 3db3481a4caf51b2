package mcpruntime

import (
	"net/http"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/internal/guard"
	"github.com/mcpgen/mcpgen/runtime/internal/wire"
	"github.com/mcpgen/mcpgen/runtime/mandate"
)

// missingReply answers for a component that does not exist, and for one that is hidden: it depends on the request only.
func missingReply(m *wire.Message, g asked) *wire.Reply {
	e := &wire.Error{Code: wire.CodeInvalidParams}
	if g.code != 0 && !m.Modern() {
		e.Code = g.code
	}
	switch g.kind {
	case check.Prompt:
		e.Message = "prompt '" + g.name + "' not found: prompt not found"
	case check.Resource:
		e.Message = "handler not found for resource URI '" + g.name + "': resource not found"
		e.Data = append(wire.AppendText([]byte(`{"uri":`), g.name), '}')
	default:
		e.Message = "tool '" + g.name + "' not found: tool not found"
	}
	e.Status = m.ErrorStatus(e.Code)
	return wire.ErrorReply(m, e)
}

// codeResourceNotFound is the older protocol's code for an unknown resource.
const codeResourceNotFound = -32002

// challengeReply asks for more scopes.
func (s *Server) challengeReply(x *exchange, d guard.Decision) *wire.Reply {
	missing := d.Short.AppendMissing(nil, x.principal)
	const text = "the operation needs scopes that the token does not have"
	data := append([]byte(nil), `{"error":"insufficient_scope","error_description":"`+text+
		`","error_hint":"request a token with the missing scopes and repeat the call","missing_scopes":`...)
	data = append(wire.AppendTexts(data, missing), '}')
	challenge := mandate.Challenge{Error: "insufficient_scope", Description: text, Scopes: missing, ResourceMetadata: s.metadataURL()}
	if x.principal != nil {
		challenge.Held = x.principal.Scopes
	}
	return &wire.Reply{
		Status:    http.StatusForbidden,
		Challenge: challenge.String(),
		Body:      wire.AppendError(nil, x.msg.ID, wire.CodeForbidden, "insufficient scope", data),
	}
}

// deniedReply refuses explicitly; the text is that of a check.Deny, or a fixed one.
func deniedReply(x *exchange, d guard.Decision) *wire.Reply {
	text := d.Text()
	if text == "" {
		text = "the caller may not do this"
	}
	data := append([]byte(nil), `{"error":"access_denied","error_description":`...)
	data = wire.AppendText(data, text)
	data = append(data, `,"error_hint":"a token with more scopes does not help; ask the owner of the server"}`...)
	return &wire.Reply{
		Status: http.StatusForbidden,
		Body:   wire.AppendError(nil, x.msg.ID, wire.CodeForbidden, "access denied", data),
	}
}

// unavailableReply says that nothing could be decided, and therefore nothing was allowed.
func unavailableReply(x *exchange) *wire.Reply {
	r := &wire.Reply{Status: http.StatusServiceUnavailable, Retry: true, Body: []byte(`{"error":"temporarily_unavailable"}`)}
	if x.headers == nil && x.msg != nil {
		r.Body = wire.AppendError(nil, x.msg.ID, wire.CodeUnavailable, "temporarily unavailable", r.Body)
	}
	return r
}
