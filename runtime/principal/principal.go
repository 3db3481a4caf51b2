// Package principal says who acts, for whom, and with what: the outcome of verifying a credential.
//
// A verified principal is cached and shared by concurrent requests, so nothing in it can be changed through it: lists
// are a [Set] or a [Chain], claims a [Claims], and their accessors hand out copies.
package principal

import (
	"time"

	"github.com/mcpgen/mcpgen/runtime/transport"
)

// Principal is a verified caller. It exists only after every step of verification passed; code that may run without
// authentication receives a nil *Principal. Its fields must not be assigned after construction: the value is shared.
type Principal struct {
	// Issuer and Subject together are the identity (RFC 7519 sections 4.1.1, 4.1.2); a subject alone is not, since
	// two issuers may use the same one.
	Issuer, Subject string
	// SubjectType is "user" or "application" where the credential says so (claim sub_type), else "".
	SubjectType string
	// ClientID is the OAuth client (claim client_id, RFC 9068 section 2.2); "" where the credential names none.
	ClientID string
	// Scopes are the granted OAuth scopes (RFC 6749 section 3.3). Empty means none were granted.
	Scopes Set
	// ExpiresAt is the instant at which the credential ends (claim exp). It is never zero on a verified mandate.
	ExpiresAt time.Time
	// Claims are all claims of the credential.
	Claims Claims
	// Credential is the token itself, for calls that the handler makes in the caller's name. It redacts itself.
	Credential transport.Credential

	// The fields below are set from Caracal mandates and are zero for other profiles.

	ZoneID               string // zone_id
	SessionID            string // sid: the authority record of this exchange
	RootSessionID        string // root_sid
	AgentSessionID       string // agent_session_id: the governed session; "" when no agent acts
	DelegationEdgeID     string // delegation_edge_id; "" when nothing was delegated
	SourceSessionID      string // source_session_id
	TargetSessionID      string // target_session_id
	Targets              Set    // target: the resources the mandate is good for
	DelegationPath       Set    // delegation_path, in order
	DelegationChain      Chain  // delegation_chain, first hop first
	HopCount             int64  // hop_count; 0 when the claim is absent
	DelegationGraphEpoch int64  // delegation_graph_epoch; 0 when the claim is absent
}
