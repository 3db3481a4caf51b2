package mandate

import (
	"time"

	"github.com/mcpgen/mcpgen/runtime/principal"
)

// Mandate is a verified credential. It is immutable and shared by all requests that carry the same token, so it holds
// no state of a request. Only a verifier makes one; the zero Mandate has no principal.
type Mandate struct {
	principal principal.Principal
	digest    [32]byte  // SHA-256 of the token
	deadline  int64     // exp, seconds since 1970
	lifetime  int64     // exp - iat, seconds
	key       *key      // what the signature was verified with; nil where there is no key
	zone      string    // what revocation is asked for, "" without zones
	anchors   []string  // what a revocation may name; never changed
	asked     time.Time // when the issuer was asked about an introspected token
	delegated bool      // whether the delegation epoch matters (step 13)
}

// Principal returns who acts. The pointer is shared: do not assign through it. On the zero Mandate it is nil, which
// every check takes for "not authenticated".
func (m *Mandate) Principal() *principal.Principal {
	if m == nil || m.principal.Issuer == "" {
		return nil
	}
	return &m.principal
}

// Expiry returns the instant at which the mandate ends (claim exp): it is refused from that instant on, without
// leeway, and calls that run on it end there.
func (m *Mandate) Expiry() time.Time { return m.principal.ExpiresAt }
