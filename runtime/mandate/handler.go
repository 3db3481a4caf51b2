package mandate

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/mcpgen/mcpgen/runtime/transport"
)

// TokenVerifier is what [Handler] needs. [*Verifier] is one.
type TokenVerifier interface {
	// Verify returns the mandate of a token, or an [*Error] and nil.
	Verify(ctx context.Context, token transport.Credential) (*Mandate, error)
	// RequiredScopes are named to callers that come without a token or without enough scopes.
	RequiredScopes() []string
}

// HandlerConfig configures [Handler]. The zero value refuses every request.
type HandlerConfig struct {
	// Verifier judges the tokens; nil: every request is answered 503.
	Verifier TokenVerifier
	// ResourceMetadata is the URL of the protected resource metadata (RFC 9728 section 5.1), named in challenges; empty:
	// none is named. It must not contain quotes or control characters.
	ResourceMetadata string
}

// Handler protects next: it runs only for requests with a bearer token that verifies, and finds the mandate with
// [FromContext]. Everything else is answered as RFC 6750 section 3 says, with a JSON body of error, error_description
// and error_hint. Tokens are taken from the Authorization header alone; one in the query is refused, since it would be
// in logs.
func Handler(cfg HandlerConfig, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		m, refusal := cfg.verify(r)
		if refusal != nil {
			cfg.refuse(w, refusal)
			return
		}
		next.ServeHTTP(w, r.WithContext(NewContext(r.Context(), m)))
	})
}

func (cfg HandlerConfig) verify(r *http.Request) (m *Mandate, refusal *Error) {
	defer func() {
		if v := recover(); v != nil {
			m, refusal = nil, unavailable("the token could not be judged", fmt.Errorf("the verifier panicked: %v", v))
		}
	}()
	if cfg.Verifier == nil {
		return nil, unavailable("this server is not configured to verify tokens", nil)
	}
	token, refusal := BearerToken(r)
	if refusal != nil {
		return nil, refusal
	}
	m, err := cfg.Verifier.Verify(r.Context(), token)
	switch {
	case err == nil && m.Principal() != nil:
		return m, nil
	case err == nil:
		return nil, unavailable("the token could not be judged", nil)
	}
	if errors.As(err, &refusal) && refusal != nil {
		return nil, refusal
	}
	return nil, unavailable("the token could not be judged", err)
}

// refuse answers with the status, challenge and body of a refusal.
func (cfg HandlerConfig) refuse(w http.ResponseWriter, e *Error) {
	h := w.Header()
	if e.Code == CodeUnavailable {
		h.Set("Retry-After", "5")
	} else {
		h.Set("WWW-Authenticate", e.Challenge(cfg.Verifier.RequiredScopes(), cfg.ResourceMetadata).String())
	}
	h.Set("Content-Type", "application/json")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(e.HTTPStatus())
	body := map[string]string{"error": string(e.Code), "error_description": e.Description, "error_hint": e.Hint}
	_ = json.NewEncoder(w).Encode(body)
}

type contextKey struct{}

// NewContext returns a context that carries m.
func NewContext(ctx context.Context, m *Mandate) context.Context {
	return context.WithValue(ctx, contextKey{}, m)
}

// FromContext returns the mandate that [Handler] verified, and false where there is none.
func FromContext(ctx context.Context) (*Mandate, bool) {
	m, ok := ctx.Value(contextKey{}).(*Mandate)
	return m, ok && m != nil
}
