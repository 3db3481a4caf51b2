package mcpruntime

import (
	"context"
	"errors"
	"net/http"

	"github.com/mcpgen/mcpgen/runtime/audit"
	"github.com/mcpgen/mcpgen/runtime/internal/wire"
	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/principal"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

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
func (s *Server) refuseToken(ctx context.Context, x *exchange, refusal *mandate.Error) *wire.Reply {
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
	body := wire.ProblemBody(string(refusal.Code), refusal.Description, refusal.Hint)
	if x.headers == nil {
		code := wire.CodeUnauthorized
		if status == http.StatusForbidden {
			code = wire.CodeForbidden
		}
		return &wire.Reply{Body: wire.AppendError(nil, x.id(), code, refusal.Description, body)}
	}
	return &wire.Reply{Status: status, Challenge: s.tokenChallenge(refusal), Body: body}
}

// tokenChallenge is the WWW-Authenticate value for a refused token.
func (s *Server) tokenChallenge(refusal *mandate.Error) string {
	var scopes []string
	if s.protected != nil {
		scopes = s.protected.basicScopes
	}
	return refusal.Challenge(scopes, s.metadataURL()).String()
}

// authorize verifies the token of a message that did not come over HTTP; a nil reply lets it pass. Without x.enforced
// there is no principal and no check.
func (s *Server) authorize(ctx context.Context, x *exchange, token transport.Credential) *wire.Reply {
	if !x.enforced || s.config.Verifier == nil {
		return nil
	}
	p, refusal := s.verify(ctx, token)
	if refusal != nil {
		return s.refuseToken(ctx, x, refusal)
	}
	x.principal = p
	return nil
}
