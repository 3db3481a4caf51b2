package mandate_test

import (
	"context"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/mcpgen/mcpgen/runtime/mandate"
)

// TestIntrospectionHerd: many requests with one token at the moment its answer has gone stale make one question, which
// does not depend on the first of them staying.
func TestIntrospectionHerd(t *testing.T) {
	for name, row := range map[string]struct {
		body string
		want mandate.Code
	}{"active": {active(nil), ""}, "not active": {`{"active":false}`, mandate.CodeInvalidToken}, "no answer": {"", mandate.CodeUnavailable}} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T, now func() time.Time) {
				e := &endpoint{status: 200, body: row.body}
				cfg := introspection(e, now)
				cfg.MaxConcurrent, cfg.Timeout = 2, time.Minute
				cfg.HTTPClient = &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
					time.Sleep(time.Second)
					if err := r.Context().Err(); err != nil {
						return nil, err
					}
					return e.RoundTrip(r)
				})}
				v := newIntrospector(t, cfg)
				var all sync.WaitGroup
				first, leave := context.WithCancel(t.Context())
				all.Go(func() { _, _ = v.Verify(first, opaque) })
				synctest.Wait()
				for range 100 {
					all.Go(func() {
						if got := codeOf(t, v, opaque); got != row.want {
							t.Errorf("%q, want %q", got, row.want)
						}
					})
				}
				synctest.Wait()
				leave()
				all.Wait()
				if n := e.asked.Load(); n != 1 {
					t.Errorf("%d questions", n)
				}
			})
		})
	}
}

// TestIntrospectionNotShared: an answer to a question that was asked too long ago is not for a request that came since.
func TestIntrospectionNotShared(t *testing.T) {
	for name, cacheFor := range map[string]time.Duration{"every request asks": -1, "the question is older than CacheFor": time.Second} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T, now func() time.Time) {
				var takenBack atomic.Bool
				cfg := introspection(nil, now)
				cfg.CacheFor = cacheFor
				cfg.HTTPClient = &http.Client{Transport: roundTrip(func(*http.Request) (*http.Response, error) {
					body := active(nil) // decided now, delivered late
					if takenBack.Load() {
						body = `{"active":false}`
					}
					time.Sleep(3 * time.Second)
					return answer(http.StatusOK, body), nil
				})}
				v := newIntrospector(t, cfg)
				var all sync.WaitGroup
				all.Go(func() { _ = codeOf(t, v, opaque) })
				time.Sleep(2 * time.Second)
				takenBack.Store(true)
				if got := codeOf(t, v, opaque); got != mandate.CodeInvalidToken {
					t.Errorf("a token that was taken back before the request came: %q", got)
				}
				all.Wait()
			})
		})
	}
}

// TestIntrospectionClockSetBack: a clock that is set back does not prolong what an answer is good for, neither beyond
// CacheFor nor from before the question.
func TestIntrospectionClockSetBack(t *testing.T) {
	t.Parallel()
	e := &endpoint{status: 200, body: active(nil)}
	now := at(issued + 100)
	v := newIntrospector(t, introspection(e, now.now))
	if got := codeOf(t, v, opaque); got != "" {
		t.Fatal(got)
	}
	e.body = `{"active":false}`
	now.set(time.Unix(issued+40, 0))
	if got := codeOf(t, v, opaque); got != mandate.CodeInvalidToken {
		t.Errorf("a minute back: %q", got)
	}
}
