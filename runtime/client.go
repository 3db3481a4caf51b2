package mcpruntime

import (
	"slices"
	"sync"
	"time"
)

// clients is what clients of the older protocol have told this process: the log level, the resources they watch, and the
// requests they were asked. All of it belongs to one session, and goes with it.
type clients struct {
	mu  sync.Mutex
	all map[string]*client
}

type client struct {
	level   LogLevel
	watched []string
	can     capabilities // over stdio; session ids carry it over HTTP
	seen    time.Time
	waiting map[string]chan *message
}

const (
	maxClients = 10_000 // what is forgotten first was used longest ago
	maxWatched = 1_000
)

// with runs f with the client of a session, which it makes if need be.
func (c *clients) with(session string, now time.Time, f func(*client)) {
	if session == "" {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	one := c.all[session]
	if one == nil {
		if c.all == nil {
			c.all = map[string]*client{}
		}
		if len(c.all) >= maxClients {
			c.evict()
		}
		one = &client{level: defaultLogLevel}
		c.all[session] = one
	}
	one.seen = now
	f(one)
}

// evict forgets the client that was used longest ago and waits for nothing.
func (c *clients) evict() {
	oldest := ""
	for session, one := range c.all {
		if len(one.waiting) == 0 && (oldest == "" || one.seen.Before(c.all[oldest].seen)) {
			oldest = session
		}
	}
	delete(c.all, oldest)
}

func (c *clients) forget(session string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.all, session)
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
func (c *clients) capabilities(session string) capabilities {
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
func (c *clients) expect(session, id string, now time.Time) <-chan *message {
	arrival := make(chan *message, 1)
	c.with(session, now, func(one *client) {
		if one.waiting == nil {
			one.waiting = map[string]chan *message{}
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
func (c *clients) deliver(session, id string, answer *message) {
	c.mu.Lock()
	defer c.mu.Unlock()
	one := c.all[session]
	if one == nil || one.waiting[id] == nil {
		return
	}
	one.waiting[id] <- answer
	delete(one.waiting, id)
}
