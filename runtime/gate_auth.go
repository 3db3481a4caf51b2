package mcpruntime

import (
	"net/http"
	"strings"

	"github.com/mcpgen/mcpgen/runtime/internal/wire"
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
		wire.WriteProblem(w, http.StatusBadRequest, "invalid_request", malformed,
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
