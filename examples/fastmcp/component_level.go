package fastmcp

// ComponentServer is the section "Component-Level Authorization": who may not use a component does not see it, and a
// direct use is answered as if it did not exist.
type ComponentServer struct{}

// WriteTool is only visible to users with the 'write' scope.
//
//mcp:tool auth=scopes(write)
func (ComponentServer) WriteTool() string { return "Written" }

// SecretResource is only visible to users with the 'read' scope.
//
//mcp:resource uri=secret://data auth=scopes(read)
func (ComponentServer) SecretResource() string { return "Secret data" }

// AdminPrompt is only visible to users with the 'admin' scope.
//
//mcp:prompt auth=scopes(admin)
func (ComponentServer) AdminPrompt() string { return "Admin prompt content" }
