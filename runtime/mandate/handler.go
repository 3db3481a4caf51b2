package mandate

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"

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

func (cfg HandlerConfig) verify(r *http.Request) (*Mandate, *Error) {
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
	if refusal, ok := err.(*Error); ok && refusal != nil {
		return nil, refusal
	}
	return nil, unavailable("the token could not be judged", err)
}

// BearerToken returns the bearer token of a request (RFC 6750 section 2.1), or the refusal of a request that has none,
// more than one, or one in the query.
func BearerToken(r *http.Request) (transport.Credential, *Error) {
	if r.URL.RawQuery != "" && r.URL.Query().Has("access_token") {
		return "", refuseQuery
	}
	values := r.Header.Values("Authorization")
	if len(values) == 0 {
		return "", refuseMissing
	}
	scheme, token, _ := strings.Cut(values[0], " ")
	token = strings.TrimLeft(token, " ")
	switch {
	case len(values) > 1:
		return "", refuseSeveral
	case !strings.EqualFold(scheme, "Bearer") || token == "":
		return "", refuseMissing
	}
	return transport.Credential(token), nil
}

// refuse answers with the status, challenge and body of a refusal.
func (cfg HandlerConfig) refuse(w http.ResponseWriter, e *Error) {
	h := w.Header()
	if e.Code == CodeUnavailable {
		h.Set("Retry-After", "5")
	} else {
		h.Set("WWW-Authenticate", cfg.challenge(e))
	}
	h.Set("Content-Type", "application/json")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(e.HTTPStatus())
	body := map[string]string{"error": string(e.Code), "error_description": e.Description, "error_hint": e.Hint}
	_ = json.NewEncoder(w).Encode(body)
}

// challenge writes WWW-Authenticate (RFC 6750 section 3, RFC 9728 section 5.1): without error when no token came, with
// invalid_token when another would help, with insufficient_scope and the scopes when more would help.
func (cfg HandlerConfig) challenge(e *Error) string {
	var params []string
	add := func(name, value string) {
		if value != "" {
			params = append(params, name+`="`+value+`"`)
		}
	}
	switch {
	case e.Code == CodeInsufficientScope:
		add("error", "insufficient_scope")
	case e.Code != CodeMissingToken && e.HTTPStatus() == http.StatusUnauthorized:
		add("error", "invalid_token")
		add("error_description", e.Description)
	}
	if e.Code == CodeMissingToken || e.Code == CodeInsufficientScope {
		add("scope", strings.Join(cfg.Verifier.RequiredScopes(), " "))
	}
	add("resource_metadata", cfg.ResourceMetadata)
	if len(params) == 0 {
		return "Bearer"
	}
	return "Bearer " + strings.Join(params, ", ")
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
