package fastmcp

import (
	"context"
	"slices"

	"github.com/mcpgen/mcpgen/runtime/principal"
)

// AsyncServer is the section "Async Auth Checks". A Go check may block as long as its context lets it; one that takes
// only the principal runs once per request, however many components name it.
type AsyncServer struct{}

// checkUserPermissions asks another service for the caller's permissions.
//
//mcp:check
func checkUserPermissions(ctx context.Context, p *principal.Principal) (bool, error) {
	if p == nil {
		return false, nil
	}
	permissions, err := fetchUserPermissions(ctx, p.Subject)
	return slices.Contains(permissions, "admin"), err
}

// AdminTool (async_admin_tool, as the package has another) is for those whom the other service calls administrators.
//
//mcp:tool name=async_admin_tool auth=checkUserPermissions
func (AsyncServer) AdminTool() string { return "Admin action completed" }

// fetchUserPermissions stands for the other service.
func fetchUserPermissions(ctx context.Context, subject string) ([]string, error) {
	if subject == "ada" {
		return []string{"admin"}, ctx.Err()
	}
	return nil, ctx.Err()
}
