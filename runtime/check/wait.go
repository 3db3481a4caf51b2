package check

import (
	"context"
	"fmt"
	"sync/atomic"
)

// Hanging counts the checks that were left behind: their context ended, and they did not. The zero Hanging is ready. One
// belongs to a server; see [Request.Count].
type Hanging struct{ count atomic.Int64 }

// maxHanging is how many checks may hang before further ones are refused without being asked.
const maxHanging = 1000

// Count returns how many checks hang now.
func (h *Hanging) Count() int64 { return h.count.Load() }

func (h *Hanging) full() bool { return h != nil && h.count.Load() >= maxHanging }

func (h *Hanging) add(n int64) {
	if h != nil {
		h.count.Add(n)
	}
}

// Count makes decisions on r, and on copies of it, count the checks they leave behind in h.
func (r *Request) Count(h *Hanging) { r.hanging = h }

// errFull refuses a check that was not asked. It counts as a timeout.
var errFull = fmt.Errorf("too many checks hang: %w", context.DeadlineExceeded)

// waited runs a check of the user and waits for it no longer than the context lives.
func waited(ctx context.Context, c Check, r *Request) error {
	if r.hanging.full() {
		return errFull
	}
	hanging := r.hanging
	var settled atomic.Bool // the check ended, or nobody waits for it any more
	result := make(chan error, 1)
	go func() {
		result <- protected(ctx, c, r)
		if !settled.CompareAndSwap(false, true) {
			hanging.add(-1)
		}
	}()
	select {
	case err := <-result:
		return err
	case <-ctx.Done():
		if settled.CompareAndSwap(false, true) {
			hanging.add(1)
		}
		return fmt.Errorf("waiting for %s: %w", Describe(c), context.Cause(ctx))
	}
}
