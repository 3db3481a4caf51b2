package notes

import (
	"context"
	"fmt"

	"github.com/mcpgen/mcpgen/runtime/check"
)

// premium lets premium customers pass: those whose token says "premium": true.
//
//mcp:check
func premium(r *check.Request) bool {
	if r.Principal == nil {
		return false
	}
	value, ok := r.Principal.Claims.Bool("premium")
	return ok && value
}

// level lets callers pass whose token claims at least the given level.
//
//mcp:check
func level(minimum int64) check.Check {
	return check.Func(func(_ context.Context, r *check.Request) error {
		if r.Principal == nil {
			return fmt.Errorf("level %d needs a caller", minimum)
		}
		if have, ok := r.Principal.Claims.Int("level"); !ok || have < minimum {
			return fmt.Errorf("level %d is below %d", have, minimum)
		}
		return nil
	})
}
