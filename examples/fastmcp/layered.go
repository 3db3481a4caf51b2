package fastmcp

import "github.com/mcpgen/mcpgen/runtime/check"

// LayeredServer is the section "Component Auth + Middleware": both layers are checked, and all checks must pass.
type LayeredServer struct{}

// Checks are for mcpruntime.Config.Checks.
func (LayeredServer) Checks() []check.Check {
	return []check.Check{check.RestrictTag("admin", "admin")}
}

// AdminWrite requires the "write" scope (component level), and the "admin" scope because it is tagged "admin" (server).
//
//mcp:tool tags=admin auth=scopes(write)
func (LayeredServer) AdminWrite() string { return "Admin write" }

// UserWrite requires the "write" scope (component level only).
//
//mcp:tool auth=scopes(write)
func (LayeredServer) UserWrite() string { return "User write" }
