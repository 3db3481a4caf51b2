package fastmcp

import (
	"context"

	"github.com/mcpgen/mcpgen/runtime/check"
)

// ErrorServer is the section "Error Handling". The text of check.Deny reaches the caller where deny=challenge says that
// the component is no secret; every other error is masked, logged and a refusal.
type ErrorServer struct{}

// requireVerifiedEmail requires a verified email, with an explicit denial message.
//
//mcp:check
func requireVerifiedEmail(_ context.Context, r *check.Request) error {
	if r.Principal == nil {
		return check.Deny("Authentication required")
	}
	if verified, _ := r.Principal.Claims.Bool("email_verified"); !verified {
		return check.Deny("Email verification required")
	}
	return nil
}

// SendNewsletter is for those whose email is verified.
//
//mcp:tool auth=requireVerifiedEmail deny=challenge
func (ErrorServer) SendNewsletter() string { return "Sent" }
