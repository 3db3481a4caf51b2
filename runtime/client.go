package mcpruntime

import (
	"slices"
	"sync"
	"time"

	"github.com/mcpgen/mcpgen/runtime/internal/wire"
)

// clients is what clients of the older protocol have told this process: the log level, the resources they watch, and the
// requests they were asked. All of it belongs to one session, and goes with it. Whoever may begin one session may begin any
// number, so it is bounded by caller too: one must not use up what all need.
type clients struct {
	mu     sync.Mutex
	all    map[string]*client
	shares map[callerID]share
	bytes  int // of all watched URIs
}

type client struct {
	caller  callerID
	level   LogLevel
	watched []string
	can     wire.Capabilities // over stdio; session ids carry it over HTTP
	seen    time.Time
	waiting map[string]chan *wire.Message
}

// share is what one caller takes up.
type share struct{ clients, bytes int }

const (
	maxClients          = 10_000 // what is forgotten first was used longest ago
	maxClientsPerCaller = 1_000
	maxWatched          = 1_000    // of a session, or of a stream
	maxWatchedBytes     = 1 << 20  // of a caller, or of a stream
	maxAllWatchedBytes  = 64 << 20 // of all sessions
)

// with runs f with the client of x's session, which it makes if need be.
func (c *clients) with(x *exchange, now time.Time, f func(*client)) {
	if x.session == "" {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	one := c.all[x.session]
	if one == nil {
		if c.all == nil {
			c.all, c.shares = map[string]*client{}, map[callerID]share{}
		}
		one = &client{caller: callerOf(x.principal), level: defaultLogLevel}
		switch {
		case x.principal != nil && c.shares[one.caller].clients >= maxClientsPerCaller:
			c.evict(func(other *client) bool { return other.caller == one.caller })
		case len(c.all) >= maxClients:
			c.evict(func(*client) bool { return true })
		}
		c.all[x.session] = one
		c.take(one.caller, 1, 0)
	}
	one.seen = now
	f(one)
}

// take adds to what a caller takes up, or takes away from it.
func (c *clients) take(caller callerID, clients, bytes int) {
	now := c.shares[caller]
	now.clients, now.bytes, c.bytes = now.clients+clients, now.bytes+bytes, c.bytes+bytes
	if c.shares[caller] = now; now == (share{}) {
		delete(c.shares, caller)
	}
}

// evict forgets, of those meant, the client that was used longest ago and waits for nothing.
func (c *clients) evict(meant func(*client) bool) {
	oldest := ""
	for session, one := range c.all {
		if len(one.waiting) == 0 && (oldest == "" || one.seen.Before(c.all[oldest].seen)) && meant(one) {
			oldest = session
		}
	}
	c.remove(oldest)
}

func (c *clients) remove(session string) {
	if one := c.all[session]; one != nil {
		delete(c.all, session)
		c.take(one.caller, -1, -total(one.watched))
	}
}

func (c *clients) forget(session string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.remove(session)
}

// watch notes that x's session watches a resource; false when that would be too many. Callers who are not known share
// one bound, that of all.
func (c *clients) watch(x *exchange, now time.Time, uri string) (ok bool) {
	ok = true // without a session there is nothing to note
	c.with(x, now, func(one *client) {
		if slices.Contains(one.watched, uri) {
			return
		}
		ok = len(one.watched) < maxWatched && c.bytes+len(uri) <= maxAllWatchedBytes &&
			(x.principal == nil || c.shares[one.caller].bytes+len(uri) <= maxWatchedBytes)
		if ok {
			one.watched = append(one.watched, uri)
			c.take(one.caller, 0, len(uri))
		}
	})
	return ok
}

// unwatch takes that back.
func (c *clients) unwatch(session, uri string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	one := c.all[session]
	if one == nil {
		return
	}
	if i := slices.Index(one.watched, uri); i >= 0 {
		one.watched = slices.Delete(one.watched, i, i+1)
		c.take(one.caller, 0, -len(uri))
	}
}

// total is the length of all texts.
func total(texts []string) (bytes int) {
	for _, text := range texts {
		bytes += len(text)
	}
	return bytes
}

// level is the log level of a session.
func (c *clients) level(session string) LogLevel {
	c.mu.Lock()
	defer c.mu.Unlock()
	if one := c.all[session]; one != nil {
		return one.level
	}
	return defaultLogLevel
}

// capabilities are those of a session over stdio.
func (c *clients) capabilities(session string) wire.Capabilities {
	c.mu.Lock()
	defer c.mu.Unlock()
	if one := c.all[session]; one != nil {
		return one.can
	}
	return 0
}

// watches reports whether a session has subscribed to a resource.
func (c *clients) watches(session, uri string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	one := c.all[session]
	return one != nil && slices.Contains(one.watched, uri)
}

// expect returns where the answer to a request of the server will arrive.
func (c *clients) expect(x *exchange, id string, now time.Time) <-chan *wire.Message {
	arrival := make(chan *wire.Message, 1)
	c.with(x, now, func(one *client) {
		if one.waiting == nil {
			one.waiting = map[string]chan *wire.Message{}
		}
		one.waiting[id] = arrival
	})
	return arrival
}

// abandon says that nobody waits any more.
func (c *clients) abandon(session, id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if one := c.all[session]; one != nil {
		delete(one.waiting, id)
	}
}

// deliver hands over the answer of a client; what nobody of this session waits for is dropped.
func (c *clients) deliver(session, id string, answer *wire.Message) {
	c.mu.Lock()
	defer c.mu.Unlock()
	one := c.all[session]
	if one == nil || one.waiting[id] == nil {
		return
	}
	one.waiting[id] <- answer
	delete(one.waiting, id)
}
