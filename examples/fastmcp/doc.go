// Package fastmcp holds every sample of FastMCP's authorization documentation, in Go: one file and one type per section,
// in the order of the document. Each type is a server of its own; docs/authorization.md shows both languages side by
// side, and the tests of this package hold what the document says.
//
//	auth_checks.go               Auth Checks
//	require_scopes.go            require_scopes
//	restrict_tag.go              restrict_tag
//	combining_checks.go          Combining Checks
//	custom_checks.go             Custom Auth Checks
//	async_checks.go              Async Auth Checks
//	error_handling.go            Error Handling
//	component_level.go           Component-Level Authorization
//	server_level.go              Server-Level Authorization
//	layered.go                   Component Auth + Middleware
//	tag_based.go                 Tag-Based Global Authorization
//	tokens.go                    Accessing Tokens in Tools
//	matching_tags.go             Reference: AuthContext
//
// Run one with
//
//	go run ./examples/fastmcp/server -section layered -dev
package fastmcp

//go:generate go tool mcpgen
