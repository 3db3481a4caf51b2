package principal

import "slices"

// Hop is one application in a delegation chain.
type Hop struct {
	ApplicationID    string `json:"application_id"`
	AgentSessionID   string `json:"agent_session_id,omitempty"`
	DelegationEdgeID string `json:"delegation_edge_id,omitempty"`
}

// Chain is an immutable delegation chain, first hop first. The zero Chain has no hops and contains no application.
type Chain struct{ hops []Hop }

// ChainOf returns a Chain of the given hops, which it copies.
func ChainOf(hops ...Hop) Chain { return Chain{slices.Clone(hops)} }

// Contains reports whether the application takes part in the chain.
func (c Chain) Contains(applicationID string) bool {
	return slices.ContainsFunc(c.hops, func(h Hop) bool { return h.ApplicationID == applicationID })
}

// Len returns the number of hops.
func (c Chain) Len() int { return len(c.hops) }

// Hops returns a copy.
func (c Chain) Hops() []Hop { return slices.Clone(c.hops) }
