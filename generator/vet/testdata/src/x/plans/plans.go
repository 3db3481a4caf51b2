package plans

import "github.com/mcpgen/mcpgen/runtime/check"

//mcp:check
func Paid(r *check.Request) bool { return true } // want Paid:"check"
