package mcpruntime_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestLeavingCancels: the call of a client that disconnects ends, in either era; in the stateless one there is no other way to
// cancel.
func TestLeavingCancels(t *testing.T) {
	for _, e := range eras {
		t.Run(string(e), func(t *testing.T) {
			started, ended := make(chan struct{}), make(chan struct{})
			s := serve(t, nil, toolDoing("slow", open, func(ctx context.Context, _ *textIn) (string, error) {
				close(started)
				<-ctx.Done()
				close(ended)
				return "", ctx.Err()
			}))
			header, body := s.request(e, "scopes:", "tools/call", "slow", `"name":"slow","arguments":{"text":""}`)
			ctx, leave := context.WithCancel(t.Context())
			req, err := http.NewRequestWithContext(ctx, "POST", s.url, strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			header["Authorization"], header["Content-Type"], header["Accept"] = "Bearer scopes:", "application/json", "application/json, text/event-stream"
			for name, value := range header {
				req.Header.Set(name, value)
			}
			go func() {
				if resp, err := http.DefaultClient.Do(req); err == nil {
					_ = resp.Body.Close()
				}
			}()
			<-started
			leave()
			select {
			case <-ended:
			case <-time.After(20 * time.Second):
				t.Fatal("the call goes on without its client")
			}
		})
	}
}
