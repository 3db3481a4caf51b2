package mcpruntime_test

import (
	"bufio"
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/revocation"
)

func TestSessionBelongsToItsCaller(t *testing.T) {
	s := serve(t, nil, tool("open", open))
	alice, bob := "scopes:;alice", "scopes:;bob"
	id := s.session(alice)
	raw, _ := base64.RawURLEncoding.DecodeString(id)
	raw[len(raw)-1] ^= 1
	forged := base64.RawURLEncoding.EncodeToString(raw)
	ping := `{"jsonrpc":"2.0","id":1,"method":"ping"}`
	var unknown string
	for _, method := range []string{"POST", "GET", "DELETE"} {
		for name, row := range map[string]struct{ token, id string }{
			"stolen": {bob, id}, "forged": {alice, forged}, "invented": {alice, "mcp-session-0"}, "none": {alice, ""},
		} {
			a := s.do(method, row.token, map[string]string{"Mcp-Session-Id": row.id}, ping)
			if a.status != http.StatusNotFound {
				t.Errorf("%s with a %s session: %s", method, name, a)
			}
			if unknown == "" {
				unknown = a.String()
			}
			if a.String() != unknown {
				t.Errorf("%s with a %s session is told apart:\n%s\n%s", method, name, a, unknown)
			}
		}
	}
	if a := s.do("POST", alice, map[string]string{"Mcp-Session-Id": id}, ping); a.status != 200 {
		t.Errorf("own session: %s", a)
	}
	if a := s.do("DELETE", alice, map[string]string{"Mcp-Session-Id": id}, ""); a.status != 200 {
		t.Errorf("delete: %s", a)
	}
	if a := s.do("POST", alice, map[string]string{"Mcp-Session-Id": id}, ping); a.status != 404 {
		t.Errorf("after delete: %s", a)
	}
}

func TestSessionKeyIsSharedByReplicas(t *testing.T) {
	key := []byte(strings.Repeat("k", 32))
	withKey := func(c *mcpruntime.Config) { c.SessionKey = key }
	a, b, c := serve(t, withKey, tool("open", open)), serve(t, withKey, tool("open", open)), serve(t, nil, tool("open", open))
	id := a.session("scopes:")
	ping := `{"jsonrpc":"2.0","id":1,"method":"ping"}`
	if got := b.do("POST", "scopes:", map[string]string{"Mcp-Session-Id": id}, ping); got.status != 200 {
		t.Errorf("replica: %s", got)
	}
	if got := c.do("POST", "scopes:", map[string]string{"Mcp-Session-Id": id}, ping); got.status != 404 {
		t.Errorf("another server: %s", got)
	}
}

func TestCallEndsWithTheMandate(t *testing.T) {
	ended := make(chan error, 1)
	s := serve(t, nil, toolDoing("slow", open, func(ctx context.Context, _ *textIn) (string, error) {
		select {
		case <-ctx.Done():
			ended <- context.Cause(ctx)
		case <-time.After(5 * time.Second):
			ended <- nil
		}
		return "", ctx.Err()
	}))
	s.verifier.expires = time.Now().Add(300 * time.Millisecond)
	s.call(modern, "scopes:", "slow", `{"text":""}`)
	if err := <-ended; err == nil {
		t.Error("the call outlived the mandate")
	}
}

func TestStreamEndsWithTheMandate(t *testing.T) {
	s := serve(t, nil, tool("open", open))
	id := s.session("scopes:")
	s.verifier.expires = time.Now().Add(300 * time.Millisecond)
	req, _ := http.NewRequest("GET", s.url, nil)
	req.Header.Set("Authorization", "Bearer scopes:")
	req.Header.Set("Mcp-Session-Id", id)
	req.Header.Set("Accept", "text/event-stream")
	start := time.Now()
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	for scan := bufio.NewScanner(resp.Body); scan.Scan(); {
	}
	if took := time.Since(start); took > 4*time.Second {
		t.Errorf("the stream stayed open for %v", took)
	}
}

func TestCancelledReachesOnlyTheCallersOwnSession(t *testing.T) {
	started, ended := make(chan struct{}), make(chan bool, 1)
	s := serve(t, nil, toolDoing("slow", open, func(ctx context.Context, _ *textIn) (string, error) {
		close(started)
		select {
		case <-ctx.Done():
			ended <- true
		case <-time.After(1500 * time.Millisecond):
			ended <- false
		}
		return "", nil
	}))
	alice, bob := "scopes:;alice", "scopes:;bob"
	idA, idB := s.session(alice), s.session(bob)
	go func() {
		req, _ := http.NewRequest("POST", s.url, strings.NewReader(
			`{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"slow","arguments":{"text":""}}}`))
		req.Header.Set("Authorization", "Bearer "+alice)
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Mcp-Session-Id", idA)
		if resp, err := http.DefaultClient.Do(req); err == nil {
			resp.Body.Close()
		}
	}()
	<-started
	cancelled := `{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":7`
	s.do("POST", bob, map[string]string{"Mcp-Session-Id": idB}, cancelled+`}}`)
	s.do("POST", bob, map[string]string{"Mcp-Protocol-Version": string(modern), "Mcp-Method": "notifications/cancelled"},
		cancelled+","+metaOf(modern)+`}}`)
	select {
	case <-ended:
		t.Fatal("another caller's cancel reached the call")
	case <-time.After(200 * time.Millisecond):
	}
	if a := s.do("POST", alice, map[string]string{"Mcp-Session-Id": idA}, cancelled+`}}`); a.status != 202 {
		t.Errorf("cancel: %s", a)
	}
	if !<-ended {
		t.Error("the owner's cancel did not reach the call")
	}
}

func TestEndedSessionsAreSharedByReplicas(t *testing.T) {
	key, ended := []byte(strings.Repeat("k", 32)), revocation.NewMemory(revocation.MemoryConfig{})
	shared := func(c *mcpruntime.Config) { c.SessionKey, c.EndedSessions = key, ended }
	a, b := serve(t, shared, tool("open", open)), serve(t, shared, tool("open", open))
	id := a.session("scopes:")
	header := map[string]string{"Mcp-Session-Id": id}
	ping := `{"jsonrpc":"2.0","id":1,"method":"ping"}`
	if got := b.do("POST", "scopes:", header, ping); got.status != 200 {
		t.Fatalf("before: %s", got)
	}
	if got := a.do("DELETE", "scopes:", header, ""); got.status != 200 {
		t.Fatalf("delete: %s", got)
	}
	for _, s := range []*site{a, b} {
		if got := s.do("POST", "scopes:", header, ping); got.status != 404 {
			t.Errorf("after: %s", got)
		}
	}
}

// TestOneCallerCannotUseUpTheMemoryOfEndedSessions: its own DELETE is refused, those of others work; in a store that also
// holds revocations there stays room for these.
func TestOneCallerCannotUseUpTheMemoryOfEndedSessions(t *testing.T) {
	store := revocation.NewMemory(revocation.MemoryConfig{MaxEntries: 1100})
	for name, change := range map[string]func(*mcpruntime.Config){
		"own": nil, "shared": func(c *mcpruntime.Config) { c.EndedSessions = store },
	} {
		s := serve(t, change, tool("open", open))
		var last int
		for range 1200 {
			delete(s.sessions, "scopes:;greedy")
			last = s.do("DELETE", "scopes:;greedy", map[string]string{"Mcp-Session-Id": s.session("scopes:;greedy")}, "").status
		}
		if last != http.StatusTooManyRequests {
			t.Errorf("%s: the last answer was %d", name, last)
		}
		if a := s.do("DELETE", "scopes:;other", map[string]string{"Mcp-Session-Id": s.session("scopes:;other")}, ""); a.status != 200 {
			t.Errorf("%s: another caller: %s", name, a)
		}
	}
	if err := store.Revoke(t.Context(), time.Hour, "stolen"); err != nil {
		t.Errorf("revoking: %v", err)
	}
}

// deadlined records the write deadlines that a handler sets.
type deadlined struct {
	*httptest.ResponseRecorder
	deadlines []time.Time
}

func (d *deadlined) SetWriteDeadline(t time.Time) error {
	d.deadlines = append(d.deadlines, t)
	return nil
}

// TestAnswersHaveAWriteDeadline: a client that does not read must not hold goroutine and answer for ever.
func TestAnswersHaveAWriteDeadline(t *testing.T) {
	s := serve(t, nil, tool("open", open))
	header, body := s.request(modern, "scopes:", "tools/call", "open", `"name":"open","arguments":{"text":"x"}`)
	r := httptest.NewRequest("POST", s.url, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer scopes:")
	r.Header.Set("Content-Type", "application/json")
	for name, value := range header {
		r.Header.Set(name, value)
	}
	w := &deadlined{ResponseRecorder: httptest.NewRecorder()}
	s.Handler().ServeHTTP(w, r)
	if w.Code != 200 || len(w.deadlines) == 0 || time.Until(w.deadlines[0]) > time.Minute {
		t.Errorf("status %d, deadlines %v", w.Code, w.deadlines)
	}
}

// Flush makes events of what is written.
func (d *deadlined) Flush() { d.ResponseRecorder.Flush() }

// Write fails where no deadline holds.
func (d *deadlined) Write(p []byte) (int, error) {
	if n := len(d.deadlines); n == 0 || d.deadlines[n-1].IsZero() {
		return 0, errors.New("written without a deadline")
	}
	return d.ResponseRecorder.Write(p)
}

// TestEventsHaveAWriteDeadline: each event of an answer, and of a stream, has one of its own.
func TestEventsHaveAWriteDeadline(t *testing.T) {
	s := serve(t, nil, toolDoing("tells", open, func(ctx context.Context, _ *textIn) (string, error) {
		return "done", errors.Join(mcpruntime.ReportProgress(ctx, 1, 2, "half"), mcpruntime.ReportProgress(ctx, 2, 2, "all"))
	}))
	written := func(method, target, params string) string {
		ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond) // the stream would go on
		defer cancel()
		header, body := s.request(modern, "scopes:", method, target, params)
		body = strings.Replace(body, `"_meta":{`, `"_meta":{"progressToken":1,`, 1)
		r := httptest.NewRequest("POST", s.url, strings.NewReader(body)).WithContext(ctx)
		header["Authorization"], header["Content-Type"], header["Accept"] = "Bearer scopes:", "application/json", "text/event-stream"
		for name, value := range header {
			r.Header.Set(name, value)
		}
		w := &deadlined{ResponseRecorder: httptest.NewRecorder()}
		s.Handler().ServeHTTP(w, r)
		return w.Body.String()
	}
	if got := written("tools/call", "tells", `"name":"tells","arguments":{"text":""}`); strings.Count(got, "data: ") != 3 {
		t.Errorf("not all events of an answer came with a deadline: %s", got)
	}
	if got := written("subscriptions/listen", "", `"notifications":{"toolsListChanged":true}`); !strings.Contains(got, "acknowledged") {
		t.Errorf("nothing was written to the stream within a deadline: %s", got)
	}
}
