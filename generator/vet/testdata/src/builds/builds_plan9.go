package builds

import "github.com/mcpgen/mcpgen/runtime/check"

func premium(r *check.Request) bool { return true }
