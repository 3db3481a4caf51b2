package builds

import "github.com/mcpgen/mcpgen/runtime/check"

func premium(r *check.Request) bool { return true }

func (s Service) owns(r *check.Request) bool { return true }
