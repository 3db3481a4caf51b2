package session

import (
	"slices"
	"sync"
	"time"

	"github.com/mcpgen/mcpgen/runtime/internal/wire"
)

// Clients is what clients of the older protocol have told this process: the log level, the resources they watch, and the
// requests they were asked. All of it belongs to one session, and goes with it. Whoever may begin one session may begin any
// number, so it is bounded by caller too: one must not use up what all need.
type Clients struct {
	mu     sync.Mutex
	all    map[string]*client
	shares map[CallerID]share
	bytes  int // of all watched URIs
}

type client struct {
	caller  CallerID
	level   string
	watched []string
	can     wire.Capabilities // over stdio; session ids carry it over HTTP
	seen    time.Time
	waiting map[string]chan *wire.Message
}

// share is what one caller takes up.
type share struct{ clients, bytes int }

// defaultLevel holds for clients that set none.
const defaultLevel = "info"

const (
	maxClients          = 10_000 // what is forgotten first was used longest ago
	maxClientsPerCaller = 1_000
	MaxWatched          = 1_000    // of a session, or of a stream
	maxWatchedBytes     = 1 << 20  // of a caller, or of a stream
	maxAllWatchedBytes  = 64 << 20 // of all sessions
)

// update runs f with the client of a session, which it makes if need be. Without a session there is nothing to keep.
func (c *Clients) update(o Owner, now time.Time, f func(*client)) {
	if o.Session == "" {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	one := c.all[o.Session]
	if one == nil {
		if c.all == nil {
			c.all, c.shares = map[string]*client{}, map[CallerID]share{}
		}
		one = &client{caller: o.Caller, level: defaultLevel}
		switch {
		case o.Known && c.shares[one.caller].clients >= maxClientsPerCaller:
			c.evict(func(other *client) bool { return other.caller == one.caller })
		case len(c.all) >= maxClients:
			c.evict(func(*client) bool { return true })
		}
		c.all[o.Session] = one
		c.take(one.caller, 1, 0)
	}
	one.seen = now
	f(one)
}

// take adds to what a caller takes up, or takes away from it.
func (c *Clients) take(caller CallerID, clients, bytes int) {
	now := c.shares[caller]
	now.clients, now.bytes, c.bytes = now.clients+clients, now.bytes+bytes, c.bytes+bytes
	c.shares[caller] = now
	if now == (share{}) {
		delete(c.shares, caller)
	}
}

// evict forgets, of those meant, the client that was used longest ago and waits for nothing.
func (c *Clients) evict(meant func(*client) bool) {
	oldest := ""
	for session, one := range c.all {
		if len(one.waiting) == 0 && (oldest == "" || one.seen.Before(c.all[oldest].seen)) && meant(one) {
			oldest = session
		}
	}
	c.remove(oldest)
}

func (c *Clients) remove(session string) {
	if one := c.all[session]; one != nil {
		delete(c.all, session)
		c.take(one.caller, -1, -total(one.watched))
	}
}

// Forget drops all that a session has told.
func (c *Clients) Forget(session string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.remove(session)
}

// SetLevel notes the least important log messages that a session wants.
func (c *Clients) SetLevel(o Owner, now time.Time, level string) {
	c.update(o, now, func(one *client) { one.level = level })
}

// SetCapabilities notes what the client of a session can do.
func (c *Clients) SetCapabilities(o Owner, now time.Time, can wire.Capabilities) {
	c.update(o, now, func(one *client) { one.can = can })
}

// Watch notes that a session watches a resource; false when that would be too many. Callers who are not known share
// one bound, that of all.
func (c *Clients) Watch(o Owner, now time.Time, uri string) (ok bool) {
	ok = true // without a session there is nothing to note
	c.update(o, now, func(one *client) {
		if slices.Contains(one.watched, uri) {
			return
		}
		ok = len(one.watched) < MaxWatched && c.bytes+len(uri) <= maxAllWatchedBytes &&
			(!o.Known || c.shares[one.caller].bytes+len(uri) <= maxWatchedBytes)
		if ok {
			one.watched = append(one.watched, uri)
			c.take(one.caller, 0, len(uri))
		}
	})
	return ok
}

// Unwatch takes that back.
func (c *Clients) Unwatch(session, uri string) {
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

// TooManyWatched reports whether these are more URIs, or longer ones, than one stream may watch.
func TooManyWatched(uris []string) bool {
	return len(uris) > MaxWatched || total(uris) > maxWatchedBytes
}

// total is the length of all texts.
func total(texts []string) (bytes int) {
	for _, text := range texts {
		bytes += len(text)
	}
	return bytes
}

// Level is the log level of a session.
func (c *Clients) Level(session string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if one := c.all[session]; one != nil {
		return one.level
	}
	return defaultLevel
}

// Capabilities are those of a session over stdio.
func (c *Clients) Capabilities(session string) wire.Capabilities {
	c.mu.Lock()
	defer c.mu.Unlock()
	if one := c.all[session]; one != nil {
		return one.can
	}
	return 0
}

// Watches reports whether a session has subscribed to a resource.
func (c *Clients) Watches(session, uri string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	one := c.all[session]
	return one != nil && slices.Contains(one.watched, uri)
}

// Expect returns where the answer to a request of the server will arrive.
func (c *Clients) Expect(o Owner, id string, now time.Time) <-chan *wire.Message {
	arrival := make(chan *wire.Message, 1)
	c.update(o, now, func(one *client) {
		if one.waiting == nil {
			one.waiting = map[string]chan *wire.Message{}
		}
		one.waiting[id] = arrival
	})
	return arrival
}

// Abandon says that nobody waits any more.
func (c *Clients) Abandon(session, id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if one := c.all[session]; one != nil {
		delete(one.waiting, id)
	}
}

// Deliver hands over the answer of a client; what nobody of this session waits for is dropped.
func (c *Clients) Deliver(session, id string, answer *wire.Message) {
	c.mu.Lock()
	defer c.mu.Unlock()
	one := c.all[session]
	if one == nil || one.waiting[id] == nil {
		return
	}
	one.waiting[id] <- answer
	delete(one.waiting, id)
}
