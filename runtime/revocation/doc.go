// Package revocation remembers which mandates were taken back before they expired.
//
// A mandate can be taken back through any of its anchors: the authority record it came from (sid), that record's root
// (root_sid), the agent's session (agent_session_id) or the delegation (delegation_edge_id); for other tokens jti, sid
// and sub. A delegation can also be taken back by raising the epoch of its zone above the one that the mandate was
// issued under.
//
//	administrator, issuer ──Revoke, AdvanceEpoch──► Store ◄──Check── mandate.Verifier, on every request
//	Caracal's streams ──────redisstore.Follow─────►
//
// [Memory] serves one process. runtime/revocation/redisstore serves several, and reads the events of a Caracal
// deployment. A store of your own must pass runtime/revocation/storetest. They all keep one promise above the others: a
// store that cannot tell says so, and one that cannot take a revocation says so too; neither ever answers "not
// revoked" instead.
package revocation
