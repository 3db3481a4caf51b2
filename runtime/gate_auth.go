package mcpruntime

import (
	"net/http"

	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/principal"
)

// authenticate is step 1 of the guard's order: it verifies the bearer token and sets x.principal, or answers and returns
// false. The body has not been read yet.
func (g gate) authenticate(w http.ResponseWriter, r *http.Request, x *exchange) bool {
	if g.config.Verifier == nil {
		return true // New made sure that InsecureNoAuth is set
	}
	token, refusal := mandate.BearerToken(r)
	if refusal == nil {
		var p *principal.Principal
		if p, refusal = g.verify(r.Context(), token); refusal == nil {
			x.principal = p
			return true
		}
	}
	g.writeReply(w, g.refuseToken(r.Context(), x, refusal))
	return false
}
