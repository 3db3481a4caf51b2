package fastmcp

import "github.com/mcpgen/mcpgen/runtime/check"

// TaggedServer is the section "restrict_tag": the rule is the server's, see [TaggedServer.Checks].
type TaggedServer struct{}

// Checks are for mcpruntime.Config.Checks.
func (TaggedServer) Checks() []check.Check {
	return []check.Check{check.RestrictTag("admin", "admin")}
}

// AdminTool is tagged 'admin', so it requires the 'admin' scope.
//
//mcp:tool tags=admin
func (TaggedServer) AdminTool() string { return "Admin only" }

// PublicTool is not tagged 'admin', so no scope is required by the restriction.
//
//mcp:tool tags=public
func (TaggedServer) PublicTool() string { return "Anyone can access" }
