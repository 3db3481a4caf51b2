package plans

import "github.com/mcpgen/mcpgen/runtime/check"

// Paid lets paying customers pass.
//
//mcp:check
func Paid(r *check.Request) bool { return false }

func Unmarked(r *check.Request) bool { return false }
