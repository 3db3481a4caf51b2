package fastmcp

// ScopedServer is the section "require_scopes".
type ScopedServer struct{}

// AdminOperation requires the 'admin' scope.
//
//mcp:tool auth=scopes(admin)
func (ScopedServer) AdminOperation() string { return "Admin action completed" }

// ReadWriteOperation requires both 'read' AND 'write' scopes.
//
//mcp:tool auth=scopes(read,write)
func (ScopedServer) ReadWriteOperation() string { return "Read/write action completed" }
