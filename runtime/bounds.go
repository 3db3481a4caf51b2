package mcpruntime

import "time"

// bounds are what is collected for one result.
type bounds struct {
	items int
	bytes int64
	now   func() time.Time
}
