package session

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/runtime/internal/wire"
	"github.com/mcpgen/mcpgen/runtime/principal"
)

func sessionOf(subject string, n int) Owner {
	o := Owner{Session: fmt.Sprintf("%s-%d", subject, n), Known: subject != ""}
	if o.Known {
		o.Caller = CallerOf(&principal.Principal{Issuer: "i", Subject: subject, ClientID: "c"})
	}
	return o
}

// TestOneCallerCannotUseUpTheMemoryOfClients: whoever begins session after session loses the first of its own, and no other
// caller's; without callers all share one bound.
func TestOneCallerCannotUseUpTheMemoryOfClients(t *testing.T) {
	var c Clients
	now := time.Unix(1_800_000_000, 0)
	c.SetLevel(sessionOf("victim", 0), now, "debug")
	waiting := c.Expect(sessionOf("greedy", 0), "question", now)
	for i := range 3 * maxClientsPerCaller {
		now = now.Add(time.Second)
		c.SetLevel(sessionOf("greedy", i+1), now, "debug")
	}
	if got := c.Level(sessionOf("victim", 0).Session); got != "debug" {
		t.Errorf("the other caller's level is %s", got)
	}
	if got := len(c.all); got != maxClientsPerCaller+1 {
		t.Errorf("%d clients are kept", got)
	}
	c.Deliver("greedy-0", "question", &wire.Message{})
	select {
	case <-waiting:
	default:
		t.Error("a client that is waited for was forgotten")
	}
	for i := range maxClients + 10 {
		c.SetLevel(sessionOf("", i), now, "debug")
	}
	if got := len(c.all); got != maxClients {
		t.Errorf("%d clients are kept, want %d", got, maxClients)
	}
	for session := range c.all {
		c.Forget(session)
	}
	if len(c.shares) > 0 || c.bytes != 0 {
		t.Errorf("after all are forgotten: %v, %d bytes", c.shares, c.bytes)
	}
}

const longURI = 8 << 10 // the longest that are matched

// TestWatchedURIsAreBounded: by session, by caller and in all, however many sessions a caller begins.
func TestWatchedURIsAreBounded(t *testing.T) {
	var c Clients
	now := time.Unix(1_800_000_000, 0)
	long := strings.Repeat("x", longURI-100)
	fill := func(subject string) (bytes int) {
		for i := range 10 {
			for j := range 100 {
				if uri := fmt.Sprintf("x://%d/%s", j, long); c.Watch(sessionOf(subject, i), now, uri) {
					bytes += len(uri)
				}
			}
		}
		return bytes
	}
	if got := fill("greedy"); got > maxWatchedBytes || got < maxWatchedBytes-longURI {
		t.Errorf("a caller watches %d bytes", got)
	}
	if !c.Watch(sessionOf("other", 0), now, "x://1/"+long) || !c.Watches("other-0", "x://1/"+long) {
		t.Error("another caller may watch nothing")
	}
	c.Unwatch("other-0", "x://1/"+long)
	c.Unwatch("other-0", "x://2/"+long)
	c.Unwatch("nobody", "x://1/"+long)
	if c.Watches("other-0", "x://1/"+long) {
		t.Error("still watched")
	}
	if x := sessionOf("greedy", 0); !c.Watch(x, now, "x://0/"+long) || c.Watch(x, now, "x://new/"+long) {
		t.Error("what is watched already is refused, or something more is not")
	}
	all := c.bytes
	for i := range 200 {
		all += fill(fmt.Sprint("caller", i))
	}
	if all != c.bytes || all > maxAllWatchedBytes || all < maxAllWatchedBytes-longURI {
		t.Errorf("all watch %d bytes, %d counted", all, c.bytes)
	}
	var few Clients
	for i := range MaxWatched + 1 {
		if got := few.Watch(sessionOf("", 0), now, fmt.Sprint("x://", i)); got != (i < MaxWatched) {
			t.Fatalf("URI %d: %v", i, got)
		}
	}
	for session := range c.all {
		c.Forget(session)
	}
	if len(c.shares) > 0 || c.bytes != 0 {
		t.Errorf("after all are forgotten: %v, %d bytes", c.shares, c.bytes)
	}
}
