// Package generated is a package as go vet meets it: what mcpgen wrote is part of it.
package generated

// Service has a generated RegisterMCP.
type Service struct{}

// List lists.
//
//mcp:tool readonly auth=authenticated
func (s *Service) List() error { return nil }

// Count counts.
//
//mcp:tool readonly auth=authenticated
func Count() error { return nil }
