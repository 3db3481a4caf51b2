package fastmcp

import "github.com/mcpgen/mcpgen/runtime/principal"

// TokenServer is the section "Accessing Tokens in Tools": a parameter of type *principal.Principal is the caller, nil
// when there is none. It is no argument and in no schema.
type TokenServer struct{}

// Dashboard is what the token says of its holder.
type Dashboard struct {
	ClientID string         `json:"client_id"`
	Scopes   []string       `json:"scopes"`
	Claims   map[string]any `json:"claims"`
}

// PersonalizedGreeting greets the user based on their token's claims.
//
//mcp:tool
func (TokenServer) PersonalizedGreeting(caller *principal.Principal) string {
	if caller == nil {
		return "Hello, guest!"
	}
	name, ok := caller.Claims.String("name")
	if !ok {
		name = "user"
	}
	return "Hello, " + name + "!"
}

// UserDashboard returns user-specific data based on the token. Where FastMCP's sample tests for a missing token, the
// policy does.
//
//mcp:tool auth=authenticated
func (TokenServer) UserDashboard(caller *principal.Principal) Dashboard {
	return Dashboard{ClientID: caller.ClientID, Scopes: caller.Scopes.Strings(), Claims: caller.Claims.Map()}
}
