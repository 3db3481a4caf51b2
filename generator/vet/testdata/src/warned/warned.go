package warned

import "github.com/mcpgen/mcpgen/runtime/check"

//mcp:check
func unused(r *check.Request) bool { return false } // want `check unused is not used \(MCP604\): name it in auth=, or remove it` unused:"check"

//mcp:tool destructive
func Purge() error { return nil } // want `destructive tool "purge" needs no scope \(MCP601\)`
