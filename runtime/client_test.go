package mcpruntime

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/runtime/internal/wire"
	"github.com/mcpgen/mcpgen/runtime/principal"
)

func sessionOf(subject string, n int) *exchange {
	x := &exchange{session: fmt.Sprintf("%s-%d", subject, n)}
	if subject != "" {
		x.principal = &principal.Principal{Issuer: "i", Subject: subject, ClientID: "c"}
	}
	return x
}

// TestOneCallerCannotUseUpTheMemoryOfClients: whoever begins session after session loses the first of its own, and no other
// caller's; without callers all share one bound.
func TestOneCallerCannotUseUpTheMemoryOfClients(t *testing.T) {
	var c clients
	now := time.Unix(1_800_000_000, 0)
	debug := func(one *client) { one.level = LogDebug }
	c.with(sessionOf("victim", 0), now, debug)
	waiting := c.expect(sessionOf("greedy", 0), "question", now)
	for i := range 3 * maxClientsPerCaller {
		now = now.Add(time.Second)
		c.with(sessionOf("greedy", i+1), now, debug)
	}
	if got := c.level(sessionOf("victim", 0).session); got != LogDebug {
		t.Errorf("the other caller's level is %s", got)
	}
	if got := len(c.all); got != maxClientsPerCaller+1 {
		t.Errorf("%d clients are kept", got)
	}
	c.deliver("greedy-0", "question", &wire.Message{})
	select {
	case <-waiting:
	default:
		t.Error("a client that is waited for was forgotten")
	}
	for i := range maxClients + 10 {
		c.with(sessionOf("", i), now, debug)
	}
	if got := len(c.all); got != maxClients {
		t.Errorf("%d clients are kept, want %d", got, maxClients)
	}
	for session := range c.all {
		c.forget(session)
	}
	if len(c.shares) > 0 || c.bytes != 0 {
		t.Errorf("after all are forgotten: %v, %d bytes", c.shares, c.bytes)
	}
}

// TestWatchedURIsAreBounded: by session, by caller and in all, however many sessions a caller begins.
func TestWatchedURIsAreBounded(t *testing.T) {
	var c clients
	now := time.Unix(1_800_000_000, 0)
	long := strings.Repeat("x", maxURIBytes-100)
	fill := func(subject string) (bytes int) {
		for i := range 10 {
			for j := range 100 {
				if uri := fmt.Sprintf("x://%d/%s", j, long); c.watch(sessionOf(subject, i), now, uri) {
					bytes += len(uri)
				}
			}
		}
		return bytes
	}
	if got := fill("greedy"); got > maxWatchedBytes || got < maxWatchedBytes-maxURIBytes {
		t.Errorf("a caller watches %d bytes", got)
	}
	if !c.watch(sessionOf("other", 0), now, "x://1/"+long) || !c.watches("other-0", "x://1/"+long) {
		t.Error("another caller may watch nothing")
	}
	c.unwatch("other-0", "x://1/"+long)
	c.unwatch("other-0", "x://2/"+long)
	c.unwatch("nobody", "x://1/"+long)
	if c.watches("other-0", "x://1/"+long) {
		t.Error("still watched")
	}
	if x := sessionOf("greedy", 0); !c.watch(x, now, "x://0/"+long) || c.watch(x, now, "x://new/"+long) {
		t.Error("what is watched already is refused, or something more is not")
	}
	all := c.bytes
	for i := range 200 {
		all += fill(fmt.Sprint("caller", i))
	}
	if all != c.bytes || all > maxAllWatchedBytes || all < maxAllWatchedBytes-maxURIBytes {
		t.Errorf("all watch %d bytes, %d counted", all, c.bytes)
	}
	var few clients
	for i := range maxWatched + 1 {
		if got := few.watch(sessionOf("", 0), now, fmt.Sprint("x://", i)); got != (i < maxWatched) {
			t.Fatalf("URI %d: %v", i, got)
		}
	}
	for session := range c.all {
		c.forget(session)
	}
	if len(c.shares) > 0 || c.bytes != 0 {
		t.Errorf("after all are forgotten: %v, %d bytes", c.shares, c.bytes)
	}
}
