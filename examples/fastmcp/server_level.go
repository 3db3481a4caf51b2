package fastmcp

import "github.com/mcpgen/mcpgen/runtime/check"

// EnforcedServer is the section "Server-Level Authorization".
type EnforcedServer struct{}

// Checks are for mcpruntime.Config.Checks: every component requires them.
func (EnforcedServer) Checks() []check.Check { return []check.Check{check.Scopes("api")} }

// AnyTool requires the 'api' scope to see AND call.
//
//mcp:tool
func (EnforcedServer) AnyTool() string { return "Protected" }
