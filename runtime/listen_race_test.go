package mcpruntime_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// hasty is a client that acts at the very moment at which it learns that its stream is open.
type hasty struct {
	header http.Header
	act    func()
	once   sync.Once
	told   chan struct{} // closed when a change arrives
	mu     sync.Mutex
	seen   string
}

func (h *hasty) Header() http.Header { return h.header }
func (h *hasty) WriteHeader(int)     { h.once.Do(h.act) }
func (h *hasty) Flush()              {}

func (h *hasty) Write(p []byte) (int, error) {
	h.once.Do(h.act)
	h.mu.Lock()
	defer h.mu.Unlock()
	before := strings.Contains(h.seen, "tools/list_changed")
	h.seen += string(p)
	if !before && strings.Contains(h.seen, "tools/list_changed") {
		close(h.told)
	}
	return len(p), nil
}

// TestNoChangeIsLostWhileAStreamOpens: a change that a client makes as soon as it sees its stream open reaches the stream.
func TestNoChangeIsLostWhileAStreamOpens(t *testing.T) {
	for _, e := range eras {
		t.Run(string(e), func(t *testing.T) {
			t.Parallel()
			s := serve(t, nil, tool("first", open))
			const token = "scopes:"
			method := http.MethodPost
			header, body := s.request(e, token, "subscriptions/listen", "", `"notifications":{"toolsListChanged":true}`)
			if e == legacy {
				method, body = http.MethodGet, ""
			}
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			r := httptest.NewRequestWithContext(ctx, method, s.url, strings.NewReader(body))
			r.Header.Set("Authorization", "Bearer "+token)
			r.Header.Set("Accept", "application/json, text/event-stream")
			r.Header.Set("Content-Type", "application/json")
			for name, value := range header {
				r.Header.Set(name, value)
			}
			w := &hasty{header: http.Header{}, told: make(chan struct{}), act: func() {
				if err := s.Register(tool("second", open)); err != nil {
					t.Error(err)
				}
			}}
			done := make(chan struct{})
			go func() {
				defer close(done)
				s.Handler().ServeHTTP(w, r)
			}()
			select {
			case <-w.told:
			case <-done:
				t.Errorf("the stream ended: %s", w.seen)
			case <-time.After(10 * time.Second):
				t.Errorf("the change was lost: %s", w.seen)
			}
			cancel()
			<-done
		})
	}
}
