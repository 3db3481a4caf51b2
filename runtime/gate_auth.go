package mcpruntime

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/mcpgen/mcpgen/runtime/audit"
	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/principal"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

// authenticate is step 1 of the guard's order: it verifies the bearer token and sets x.principal, or answers and returns
// false. The body has not been read yet.
func (g gate) authenticate(w http.ResponseWriter, r *http.Request, x *exchange) bool {
	if g.config.Verifier == nil {
		return true // New made sure that InsecureNoAuth is set
	}
	token, malformed := bearerToken(r)
	if malformed != "" {
		w.Header().Set("Www-Authenticate", g.bearer("invalid_request", malformed, nil))
		writeProblem(w, http.StatusBadRequest, "invalid_request", malformed,
			"send exactly one Authorization: Bearer header")
		return false
	}
	p, refusal := g.verify(r.Context(), token)
	if refusal == nil {
		x.principal = p
		return true
	}
	g.writeReply(w, g.refuseToken(r.Context(), x, refusal))
	return false
}

// bearerToken returns the token in the Authorization header, "" when there is none, and what is wrong with the request
// if it carries credentials in another way (RFC 6750 section 2: at most one way).
func bearerToken(r *http.Request) (token transport.Credential, malformed string) {
	if strings.Contains(r.URL.RawQuery, "access_token") && r.URL.Query().Has("access_token") {
		return "", "a token in the query is not accepted"
	}
	values := r.Header["Authorization"]
	if len(values) == 0 {
		return "", ""
	}
	if len(values) > 1 {
		return "", "more than one Authorization header"
	}
	scheme, text, _ := strings.Cut(values[0], " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return "", ""
	}
	return transport.Credential(strings.Trim(text, " ")), ""
}

// verify turns a token into a principal. Whatever goes wrong in the verifier is a refusal.
func (s *Server) verify(ctx context.Context, token transport.Credential) (p *principal.Principal, refusal *mandate.Error) {
	defer func() {
		if v := recover(); v != nil {
			s.logger.ErrorContext(ctx, "verifier panicked", "panic", v)
			p, refusal = nil, &mandate.Error{Code: mandate.CodeUnavailable}
		}
	}()
	m, err := s.config.Verifier.Verify(ctx, token)
	if err != nil {
		if errors.As(err, &refusal) && refusal != nil {
			return nil, refusal
		}
		s.logger.ErrorContext(ctx, "verifier failed", "error", err)
		return nil, &mandate.Error{Code: mandate.CodeUnavailable}
	}
	if p = m.Principal(); p == nil {
		s.logger.ErrorContext(ctx, "verifier returned neither a principal nor an error")
		return nil, &mandate.Error{Code: mandate.CodeUnavailable}
	}
	own := *p // a verifier may give the same one to many requests, and a function could assign to it against the rules
	return &own, nil
}

// refuseToken audits and answers the refusal of a token.
func (s *Server) refuseToken(ctx context.Context, x *exchange, refusal *mandate.Error) *reply {
	status := refusal.HTTPStatus()
	e := audit.Event{Reason: string(refusal.Code), Outcome: "unauthenticated"}
	switch status {
	case http.StatusForbidden:
		e.Outcome = "forbidden"
	case http.StatusServiceUnavailable:
		e.Outcome = "unavailable"
	}
	if cause := errors.Unwrap(refusal); cause != nil {
		e.Error = cause.Error()
	}
	if s.write(ctx, x, e) != nil || status == http.StatusServiceUnavailable {
		return unavailableReply(x)
	}
	body := problemBody(string(refusal.Code), refusal.Description, refusal.Hint)
	if x.headers == nil {
		code := codeUnauthorized
		if status == http.StatusForbidden {
			code = codeForbidden
		}
		return &reply{body: appendError(nil, x.id(), code, refusal.Description, body)}
	}
	return &reply{status: status, challenge: s.tokenChallenge(refusal), body: body}
}

// tokenChallenge is the WWW-Authenticate value for a refused token. Only codes of RFC 6750 appear in it.
func (s *Server) tokenChallenge(refusal *mandate.Error) string {
	var scopes []string
	if s.resource != nil {
		scopes = s.resource.basicScopes
	}
	switch {
	case refusal.Code == mandate.CodeMissingToken:
		return s.bearer("", "", scopes)
	case refusal.Code == mandate.CodeInsufficientScope:
		return s.bearer("insufficient_scope", refusal.Description, scopes)
	case refusal.HTTPStatus() == http.StatusUnauthorized:
		return s.bearer("invalid_token", refusal.Description, nil)
	default:
		return s.bearer("", "", nil)
	}
}

// id is the id of the message, nil before it is read.
func (x *exchange) id() []byte {
	if x.msg == nil {
		return nil
	}
	return x.msg.id
}
