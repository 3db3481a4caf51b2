package mcpruntime

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/internal/guard"
)

// visible returns the components that x may see, and what the server layer said.
func (s *Server) visible(ctx context.Context, x *exchange, all []*component) ([]*component, guard.Decision) {
	if len(all) == 0 {
		return nil, guard.Decision{Outcome: guard.Allow} // there is nothing to ask about
	}
	ctx, cancel := s.checked(ctx)
	defer cancel()
	q := s.query(x, check.List)
	layer := s.guard.DecideCaller(ctx, q)
	shown := make([]*component, 0, len(all))
	var slow []bool
	if s.slowChecks.Load() && len(all) > 1 {
		slow = s.visibleSlowly(ctx, q, all)
	}
	for i, c := range all {
		if slow != nil && slow[i] || slow == nil && s.guard.Shows(ctx, q, &c.Target) {
			shown = append(shown, c)
		}
	}
	return shown, layer
}

// maxListWorkers bounds how many components of one list are decided side by side.
const maxListWorkers = 16

// visibleSlowly decides on components side by side, because their checks may wait for something. Each worker has a query
// of its own, in which caller checks still run once for all.
func (s *Server) visibleSlowly(ctx context.Context, q *guard.Query, all []*component) []bool {
	shown := make([]bool, len(all))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(maxListWorkers, len(all)) {
		workers.Go(func() {
			own := q.Copy()
			for i := next.Add(1) - 1; i < int64(len(all)); i = next.Add(1) - 1 {
				shown[i] = s.guard.Shows(ctx, own, &all[i].Target)
			}
		})
	}
	workers.Wait()
	return shown
}
