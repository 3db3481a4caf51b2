package doubtful

import "github.com/mcpgen/mcpgen/runtime/check"

//mcp:tool tags=notes auth=subject(user),subject(application)
func Add() error { return nil }

//mcp:tool tags=notes,ntoes
func List() error { return nil }

//mcp:tool tags=notes auth=any(subject(user),subject(application))
func Drop() error { return nil }

var _ check.Check
