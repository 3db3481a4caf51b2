//mcp:scope notes:read
//mcp:scope notes:write implies=notes:read
package notes

import (
	"context"

	_ "plans"
)

//mcp:tool auth=scopes(notes:write),plans.Paid
func Add(ctx context.Context, title string) error { return nil }

//mcp:tool auth=scopes(notes:raed)
func List() error { return nil }

// mcp:tool auth=plans.Paid
func Spelling() error { return nil }

//mcp:tool auth=plans.Unmarked
func Unmarked() error { return nil }

//mcp:tool

func Detached() error { return nil }
