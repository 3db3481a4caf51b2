package fastmcp

// CombinedServer is the section "Combining Checks": all terms of auth must pass.
type CombinedServer struct{}

// SecureAdminAction requires 'admin' and 'write'.
//
//mcp:tool auth=scopes(admin),scopes(write)
func (CombinedServer) SecureAdminAction() string { return "Secure admin action" }
