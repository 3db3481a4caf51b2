// Package caracal holds the samples of Caracal's guide "Protect a FastMCP App", in Go, one file per section:
//
//	authenticator.go    Create an authenticator
//	verify.go           Verify before running a tool
//	validate_test.go    Validate
//
// docs/authorization.md shows both languages side by side.
package caracal

//go:generate go tool mcpgen
