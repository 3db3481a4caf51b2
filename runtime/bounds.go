package mcpruntime

import (
	"context"
	"time"
)

// bounds are what is collected for one result.
type bounds struct {
	items int
	bytes int64
	now   func() time.Time
}

// boundsOf are those of the server whose call ctx belongs to; outside of a server, the defaults.
func boundsOf(ctx context.Context) bounds {
	if x := exchangeFrom(ctx); x != nil && x.bounds.items > 0 {
		return x.bounds
	}
	return bounds{items: defaultMaxItems, bytes: defaultMaxReadBytes, now: time.Now}
}
