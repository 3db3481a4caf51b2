package fastmcp

import "github.com/mcpgen/mcpgen/runtime/check"

// MatchingServer is the sample of the reference's AuthContext: a check that looks at the component.
type MatchingServer struct{}

// requireMatchingTag requires a scope matching each of the component's tags.
//
//mcp:check
func requireMatchingTag(r *check.Request) bool {
	if r.Principal == nil {
		return false
	}
	for _, tag := range r.Component.Tags {
		if !r.Principal.Scopes.Has(tag) {
			return false
		}
	}
	return true
}

// CloseBooks needs the scopes 'finance' and 'year_end', because these are its tags.
//
//mcp:tool tags=finance,year_end auth=requireMatchingTag
func (MatchingServer) CloseBooks() string { return "Closed" }
