package fastmcp

import "github.com/mcpgen/mcpgen/runtime/check"

// TagBasedServer is the section "Tag-Based Global Authorization".
type TagBasedServer struct{}

// Checks are for mcpruntime.Config.Checks.
func (TagBasedServer) Checks() []check.Check {
	return []check.Check{check.RestrictTag("admin", "admin"), check.RestrictTag("write", "write")}
}

// DeleteAllData requires the 'admin' scope.
//
//mcp:tool tags=admin destructive
func (TagBasedServer) DeleteAllData() string { return "Deleted" }

// UpdateRecord requires the 'write' scope.
//
//mcp:tool tags=write
func (TagBasedServer) UpdateRecord(id, data string) string { return "Updated " + id }

// ReadRecord has no tag restrictions and is accessible to all.
//
//mcp:tool readonly
func (TagBasedServer) ReadRecord(id string) string { return "Record " + id }
