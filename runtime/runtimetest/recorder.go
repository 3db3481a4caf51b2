package runtimetest

import (
	"context"
	"slices"
	"sync"

	"github.com/mcpgen/mcpgen/runtime/audit"
)

// Recorder is an audit sink that keeps events for the test to read. The zero Recorder is ready. Safe for concurrent use.
type Recorder struct {
	mu     sync.Mutex
	events []audit.Event
	err    error
}

// Record implements [audit.Sink].
func (r *Recorder) Record(_ context.Context, e audit.Event) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err != nil {
		return r.err
	}
	e.MissingScopes = slices.Clone(e.MissingScopes)
	r.events = append(r.events, e)
	return nil
}

// Events returns a copy of what was recorded.
func (r *Recorder) Events() []audit.Event {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.events)
}

// Fail makes every further event fail with err, as a full disk would; nil ends it.
func (r *Recorder) Fail(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.err = err
}
