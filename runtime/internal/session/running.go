package session

import (
	"context"
	"sync"
)

// Running are the calls in progress of older sessions, so that notifications/cancelled of the same session ends them.
type Running struct {
	mu    sync.Mutex
	calls map[callKey]context.CancelFunc
}

type callKey struct{ session, id string }

// Add notes a call until the returned function is called. Without a session there is nothing to note; a call that is known
// already (stdio notes it when it is read) stays as it is.
func (r *Running) Add(session string, id []byte, cancel context.CancelFunc) (done func()) {
	if session == "" {
		return func() {}
	}
	key := callKey{session, string(id)}
	r.mu.Lock()
	if r.calls == nil {
		r.calls = map[callKey]context.CancelFunc{}
	}
	_, known := r.calls[key]
	if !known {
		r.calls[key] = cancel
	}
	r.mu.Unlock()
	if known {
		return func() {}
	}
	return func() {
		r.mu.Lock()
		delete(r.calls, key)
		r.mu.Unlock()
	}
}

// Cancel ends the call of the session that has the id, if it runs.
func (r *Running) Cancel(session string, id []byte) {
	if session == "" || id == nil {
		return
	}
	r.mu.Lock()
	cancel := r.calls[callKey{session, string(id)}]
	r.mu.Unlock()
	if cancel != nil {
		cancel()
	}
}
