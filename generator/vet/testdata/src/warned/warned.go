package warned

import "github.com/mcpgen/mcpgen/runtime/check"

//mcp:check
func unused(r *check.Request) bool { return false } // want `check unused is not used \(MCP604\): name it in auth=, or remove it` unused:"check"

//mcp:tool destructive
func Purge() error { return nil } // want `destructive tool "purge" needs no scope \(MCP601\)`

// Service has a check that no package can name, though it is exported, and one that is used.
type Service struct{}

//mcp:check
func (s *Service) Unused(r *check.Request) bool { return false } // want `check Unused is not used \(MCP604\)`

//mcp:check
func (s *Service) used(r *check.Request) bool { return false }

//mcp:tool auth=used
func (s *Service) List() error { return nil }
