package fastmcp

import "github.com/mcpgen/mcpgen/runtime/check"

// CheckServer is the section "Auth Checks": a check is any function that takes the request and answers yes or no.
type CheckServer struct{}

// myCustomCheck looks at the caller, who is nil without a token; the tool, resource or prompt is r.Component.
//
//mcp:check
func myCustomCheck(r *check.Request) bool {
	return r.Principal != nil && r.Principal.Scopes.Has("special")
}

// SpecialOperation is for those whom the check lets pass. (The document uses its check nowhere.)
//
//mcp:tool auth=myCustomCheck
func (CheckServer) SpecialOperation() string { return "Special" }
