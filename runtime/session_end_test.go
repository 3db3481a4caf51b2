package mcpruntime_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/revocation"
)

// slowEnd is a store of ended sessions in which a stream can be opened between the look-up and the end.
type slowEnd struct {
	*revocation.Memory
	looked, proceed chan struct{}
	asked           atomic.Bool
}

func (e *slowEnd) Check(ctx context.Context, zone string, anchors []string) (bool, int64, error) {
	revoked, epoch, err := e.Memory.Check(ctx, zone, anchors)
	if !e.asked.Swap(true) {
		close(e.looked)
		<-e.proceed
	}
	return revoked, epoch, err
}

// TestNoStreamOutlivesItsSession: a stream that is being opened while its session is ended is not served.
func TestNoStreamOutlivesItsSession(t *testing.T) {
	store := &slowEnd{
		Memory: revocation.NewMemory(revocation.MemoryConfig{}), looked: make(chan struct{}), proceed: make(chan struct{}),
	}
	s := serve(t, func(c *mcpruntime.Config) { c.EndedSessions = store }, tool("open", open))
	header := map[string]string{"Mcp-Session-Id": s.session("scopes:")}
	opened := make(chan int, 1)
	go func() {
		req, _ := http.NewRequest("GET", s.url, nil)
		req.Header = http.Header{"Authorization": {"Bearer scopes:"}, "Accept": {"text/event-stream"}, "Mcp-Session-Id": {header["Mcp-Session-Id"]}}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			opened <- 0
			return
		}
		resp.Body.Close()
		opened <- resp.StatusCode
	}()
	<-store.looked
	if a := s.do("DELETE", "scopes:", header, ""); a.status != 200 {
		t.Fatalf("ending: %s", a)
	}
	close(store.proceed)
	select {
	case status := <-opened:
		if status != 404 {
			t.Errorf("the stream of an ended session: %d", status)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("no answer")
	}
}

// TestSessionsEndWhileStreamsBegin is for the race detector: whoever ends a session looks at the streams of all.
func TestSessionsEndWhileStreamsBegin(t *testing.T) {
	s := serve(t, nil, tool("open", open))
	var wg sync.WaitGroup
	for i := range 30 {
		token := "scopes:s" + strconv.Itoa(i)
		header := map[string]string{"Mcp-Session-Id": s.session(token)}
		wg.Go(func() {
			req, _ := http.NewRequest("GET", s.url, nil)
			req.Header = http.Header{"Authorization": {"Bearer " + token}, "Accept": {"text/event-stream"}, "Mcp-Session-Id": {header["Mcp-Session-Id"]}}
			resp, err := http.DefaultClient.Do(req)
			if err != nil || resp.StatusCode != 200 && resp.StatusCode != 404 {
				t.Errorf("a stream: %v %v", resp, err)
				return
			}
			defer resp.Body.Close()
			_, _ = io.Copy(leakcheck.Tee(nil), resp.Body) // it ends with its session
		})
		wg.Go(func() {
			if a := s.do("DELETE", token, header, ""); a.status != 200 {
				t.Errorf("ending: %s", a)
			}
		})
	}
	wg.Wait()
}

// TestSessionThatCannotBeEndedGoesOn: with all that it has asked for.
func TestSessionThatCannotBeEndedGoesOn(t *testing.T) {
	failing := &failingEnd{Memory: revocation.NewMemory(revocation.MemoryConfig{})}
	s := serve(t, func(c *mcpruntime.Config) { c.EndedSessions = failing }, everyKind("first", open)...)
	header, body := s.request(legacy, "scopes:", "resources/subscribe", "", `"uri":"data://first"`)
	if a := s.do("POST", "scopes:", header, body); a.status != 200 {
		t.Fatalf("subscribing: %s", a)
	}
	events := s.stream(legacy, "scopes:")
	if a := s.do("DELETE", "scopes:", header, ""); a.status != 503 {
		t.Fatalf("ending: %s", a)
	}
	s.ResourceUpdated("data://first")
	select {
	case got := <-events:
		if !strings.Contains(got, "data://first") {
			t.Errorf("got %s", got)
		}
	case <-time.After(20 * time.Second):
		t.Error("the session goes on, and its stream and subscription do not")
	}
}

type failingEnd struct{ *revocation.Memory }

func (failingEnd) Revoke(context.Context, time.Duration, ...string) error {
	return errors.New("the store is down")
}
