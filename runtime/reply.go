package mcpruntime

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/principal"
)

// reply is an answer that this package gives by itself. The body is what travels over every transport; status,
// challenge and retry are for HTTP.
type reply struct {
	status    int
	challenge string // WWW-Authenticate
	retry     bool   // Retry-After
	session   string // Mcp-Session-Id, of a session that begins
	body      []byte
}

// errorReply is a JSON-RPC error as an answer to m.
func errorReply(m *message, e *wireError) *reply {
	var id []byte
	if m != nil {
		id = m.id
	}
	return &reply{status: e.status, body: appendError(nil, id, e.code, e.message, e.data)}
}

// appendError appends a JSON-RPC error message. data is JSON, nil for none.
func appendError(dst, id []byte, code int, text string, data []byte) []byte {
	if id == nil {
		id = []byte("null")
	}
	dst = append(dst, `{"jsonrpc":"2.0","id":`...)
	dst = append(append(dst, id...), `,"error":{"code":`...)
	dst = strconv.AppendInt(dst, int64(code), 10)
	dst = appendText(append(dst, `,"message":`...), text)
	if data != nil {
		dst = append(append(dst, `,"data":`...), data...)
	}
	return append(dst, '}', '}', '\n')
}

// missingReply answers for a component that does not exist, and for one that is hidden: it depends on the request only.
func missingReply(m *message, g governed) *reply {
	e := &wireError{code: codeInvalidParams}
	if g.code != 0 && !m.modern() {
		e.code = g.code
	}
	switch g.kind {
	case check.Prompt:
		e.message = "prompt '" + g.name + "' not found: prompt not found"
	case check.Resource:
		e.message = "handler not found for resource URI '" + g.name + "': resource not found"
		e.data = append(appendText([]byte(`{"uri":`), g.name), '}')
	default:
		e.message = "tool '" + g.name + "' not found: tool not found"
	}
	e.status = m.errorStatus(e.code)
	return errorReply(m, e)
}

// codeResourceNotFound is the older protocol's code for an unknown resource.
const codeResourceNotFound = -32002

// challengeReply asks for more scopes.
func (s *Server) challengeReply(x *exchange, d decision) *reply {
	missing := d.short.AppendMissing(nil, x.principal)
	const text = "the operation needs scopes that the token does not have"
	data := append([]byte(nil), `{"error":"insufficient_scope","error_description":"`+text+
		`","error_hint":"request a token with the missing scopes and repeat the call","missing_scopes":[`...)
	for i, scope := range missing {
		if i > 0 {
			data = append(data, ',')
		}
		data = appendText(data, scope)
	}
	data = append(data, ']', '}')
	return &reply{
		status:    http.StatusForbidden,
		challenge: s.bearer("insufficient_scope", text, grown(missing, x.principal)),
		body:      appendError(nil, x.msg.id, codeForbidden, "insufficient scope", data),
	}
}

// deniedReply refuses explicitly; the text is that of a check.Deny, or a fixed one.
func deniedReply(x *exchange, d decision) *reply {
	text := d.text()
	if text == "" {
		text = "the caller may not do this"
	}
	data := append([]byte(nil), `{"error":"access_denied","error_description":`...)
	data = appendText(data, text)
	data = append(data, `,"error_hint":"a token with more scopes does not help; ask the owner of the server"}`...)
	return &reply{
		status: http.StatusForbidden,
		body:   appendError(nil, x.msg.id, codeForbidden, "access denied", data),
	}
}

// unavailableReply says that nothing could be decided, and therefore nothing was allowed.
func unavailableReply(x *exchange) *reply {
	r := &reply{status: http.StatusServiceUnavailable, retry: true, body: []byte(`{"error":"temporarily_unavailable"}`)}
	if x.headers == nil && x.msg != nil {
		r.body = appendError(nil, x.msg.id, codeUnavailable, "temporarily unavailable", r.body)
	}
	return r
}

// maxChallengeBytes bounds the scopes in a challenge: proxies limit header lines.
const maxChallengeBytes = 4096

// grown is what the operation needs and what the caller already has, which older clients would lose if the challenge did
// not name it.
func grown(missing []string, p *principal.Principal) []string {
	scopes, size := missing, len(strings.Join(missing, " "))
	if p == nil {
		return scopes
	}
	for scope := range p.Scopes.All() {
		if size += len(scope) + 1; size > maxChallengeBytes {
			break
		}
		if check.ValidScope(scope) && scope != "offline_access" { // asking for that is up to the client
			scopes = append(scopes, scope)
		}
	}
	return scopes
}

// bearer makes a WWW-Authenticate value (RFC 6750 section 3, RFC 9728 section 5.1). code and text are fixed strings; "" leaves
// them out.
func (s *Server) bearer(code, text string, scopes []string) string {
	var params []string
	add := func(name, value string) {
		if value != "" {
			params = append(params, name+`="`+value+`"`)
		}
	}
	add("error", code)
	add("error_description", quotable(text))
	add("scope", strings.Join(scopes, " "))
	if s.resource != nil {
		add("resource_metadata", s.resource.metadataURL)
	}
	return "Bearer " + strings.Join(params, ", ")
}

// quotable keeps the characters that may stand in error_description (RFC 6750 section 3).
func quotable(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || r == '"' || r == '\\' {
			return '\''
		}
		return r
	}, text)
}
