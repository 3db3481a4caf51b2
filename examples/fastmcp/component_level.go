package fastmcp

// ComponentServer is the section "Component-Level Authorization": who may not use a component does not see it, and a
// direct use is answered as if it did not exist.
type ComponentServer struct{}

// WriteTool is only visible to users with the 'write' scope.
//
//mcp:tool auth=scopes(write)
func (ComponentServer) WriteTool() string { return "Written" }
