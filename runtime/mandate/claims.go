package mandate

// claim numbers the claims that a verifier reads.
type claim uint8

const (
	claimIss claim = iota
	claimSub
	claimAud
	claimExp
	claimNbf
	claimIat
	claimJti
	claimCnf
	claimClientID
	claimScope
	claimScp
	claimSid
	claimZoneID
	claimRootSid
	claimUse
	claimSubType
	claimTarget
	claimAgentSessionID
	claimDelegationEdgeID
	claimSourceSessionID
	claimTargetSessionID
	claimDelegationPath
	claimDelegationChain
	claimHopCount
	claimDelegationGraphEpoch
	claimActive    // introspection alone (RFC 7662 section 2.2)
	claimTokenType // introspection alone
	claimTokenUse  // introspection alone: what Hydra and Cognito call a kind of token
	claimTyp       // introspection alone: what Keycloak does
	claimCount
)

// claimNames are the names, in the order of the constants.
var claimNames = [claimCount]string{
	"iss", "sub", "aud", "exp", "nbf", "iat", "jti", "cnf", "client_id", "scope", "scp", "sid", "zone_id",
	"root_sid", "use", "sub_type", "target", "agent_session_id", "delegation_edge_id", "source_session_id",
	"target_session_id", "delegation_path", "delegation_chain", "hop_count", "delegation_graph_epoch", "active",
	"token_type", "token_use", "typ",
}

// claimNamed finds a claim by its exact name: "Exp" is some other claim (RFC 7519 section 4).
func claimNamed(name string) (claim, bool) {
	switch name {
	case "iss":
		return claimIss, true
	case "sub":
		return claimSub, true
	case "aud":
		return claimAud, true
	case "exp":
		return claimExp, true
	case "nbf":
		return claimNbf, true
	case "iat":
		return claimIat, true
	case "jti":
		return claimJti, true
	case "cnf":
		return claimCnf, true
	case "client_id":
		return claimClientID, true
	case "scope":
		return claimScope, true
	case "scp":
		return claimScp, true
	case "sid":
		return claimSid, true
	case "zone_id":
		return claimZoneID, true
	case "root_sid":
		return claimRootSid, true
	case "use":
		return claimUse, true
	case "sub_type":
		return claimSubType, true
	case "target":
		return claimTarget, true
	case "agent_session_id":
		return claimAgentSessionID, true
	case "delegation_edge_id":
		return claimDelegationEdgeID, true
	case "source_session_id":
		return claimSourceSessionID, true
	case "target_session_id":
		return claimTargetSessionID, true
	case "delegation_path":
		return claimDelegationPath, true
	case "delegation_chain":
		return claimDelegationChain, true
	case "hop_count":
		return claimHopCount, true
	case "delegation_graph_epoch":
		return claimDelegationGraphEpoch, true
	case "active":
		return claimActive, true
	case "token_type":
		return claimTokenType, true
	case "token_use":
		return claimTokenUse, true
	case "typ":
		return claimTyp, true
	}
	return 0, false
}

// claims are the claims as sent, each with its JSON type; which types are right is for the steps to say, in their
// order.
type claims [claimCount]value

// read fills c from the payload: one JSON object, names unique at every level (RFC 7519 section 4 leaves duplicates to
// the reader, and two readers would differ), nesting bounded. It says nothing about types.
func (c *claims) read(payload string) error {
	s := scanner{src: payload}
	var m members
	if err := s.openObject(); err != nil {
		return err
	}
	for {
		name, more, err := m.next(&s)
		if err != nil {
			return err
		}
		if !more {
			break
		}
		id, known := claimNamed(name)
		if known && c[id].kind != absent || !known && !m.names.add(name) {
			return errDuplicate
		}
		v, err := s.value(1)
		if err != nil {
			return err
		}
		if known {
			c[id] = v
		}
	}
	if !s.end() {
		return errNotJSON
	}
	return nil
}
