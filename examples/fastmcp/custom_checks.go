package fastmcp

import (
	"context"

	"github.com/mcpgen/mcpgen/runtime/check"
)

// CustomServer is the section "Custom Auth Checks".
type CustomServer struct{}

// requirePremiumUser checks for premium user status in the token's claims.
//
//mcp:check
func requirePremiumUser(r *check.Request) bool {
	if r.Principal == nil {
		return false
	}
	premium, _ := r.Principal.Claims.Bool("premium")
	return premium
}

// requireAccessLevel makes a check for level-based authorization.
//
//mcp:check
func requireAccessLevel(minimum int64) check.Check {
	return check.Named("requireAccessLevel", func(_ context.Context, r *check.Request) error {
		if r.Principal == nil {
			return check.ErrRefused
		}
		if level, _ := r.Principal.Claims.Int("level"); level < minimum {
			return check.ErrRefused
		}
		return nil
	})
}

// PremiumFeature is only for premium users.
//
//mcp:tool auth=requirePremiumUser
func (CustomServer) PremiumFeature() string { return "Premium content" }

// AdvancedFeature requires access level 5 or higher.
//
//mcp:tool auth=requireAccessLevel(5)
func (CustomServer) AdvancedFeature() string { return "Advanced feature" }
