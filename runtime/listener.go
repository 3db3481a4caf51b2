package mcpruntime

import (
	"context"
	"encoding/json"
	"sync"

	"github.com/mark3labs/mcp-go/mcp"

	"github.com/mcpgen/mcpgen/runtime/internal/session"
	"github.com/mcpgen/mcpgen/runtime/internal/stream"
	"github.com/mcpgen/mcpgen/runtime/internal/wire"
)

// listener is an open stream of one caller for what happens outside of requests. It learns of a change only if the change
// shows in what this caller may see: the lists before and after are compared, and a resource's policy is asked again for
// each update. So a notification never tells of something hidden. Each listener decides for itself and in its own time;
// what is waiting is a set, so a slow client costs no memory and delays nobody.
type listener struct {
	x      *exchange
	out    *stream.Outlet
	id     []byte // of subscriptions/listen, which each message repeats; nil for the older protocol
	filter mcp.SubscriptionFilter
	seen   *catalog
	end    context.CancelFunc

	mu      sync.Mutex
	updated map[string]bool // URIs
	wake    chan struct{}
}

// listeners are the open streams.
type listeners struct {
	mu  sync.Mutex
	all map[*listener]struct{}
}

// add makes l known until the returned function is called. A session of the older protocol has one stream: the newest.
func (ls *listeners) add(l *listener) (remove func()) {
	ls.mu.Lock()
	defer ls.mu.Unlock()
	if ls.all == nil {
		ls.all = map[*listener]struct{}{}
	}
	for other := range ls.all {
		if l.id == nil && other.id == nil && other.x.session == l.x.session {
			other.end()
		}
	}
	ls.all[l] = struct{}{}
	return func() {
		ls.mu.Lock()
		defer ls.mu.Unlock()
		delete(ls.all, l)
	}
}

// each calls f for every listener.
func (ls *listeners) each(f func(*listener)) {
	ls.mu.Lock()
	defer ls.mu.Unlock()
	for l := range ls.all {
		f(l)
	}
}

// forget ends the streams of a session.
func (ls *listeners) forget(session string) {
	ls.each(func(l *listener) {
		if l.id == nil && l.x.session == session {
			l.end()
		}
	})
}

// changed tells a listener that the catalog changed, or that a resource did.
func (l *listener) changed(uri string) {
	l.mu.Lock()
	if uri != "" && len(l.updated) < session.MaxWatched {
		l.updated[uri] = true
	}
	l.mu.Unlock()
	select {
	case l.wake <- struct{}{}:
	default: // it is awake, or about to be
	}
}

// notify sends a notification, which names the subscription if there is one.
func (l *listener) notify(method string, params map[string]any) error {
	if l.id != nil {
		if params == nil {
			params = map[string]any{}
		}
		params["_meta"] = map[string]any{mcp.MetaKeySubscriptionID: json.RawMessage(l.id)}
	}
	var sent any
	if params != nil {
		sent = params
	}
	message, err := wire.Notification(method, sent)
	if err != nil {
		return err
	}
	return l.out.Send(message)
}

// legacyFilter is what a client of the older protocol listens for: every list.
var legacyFilter = mcp.SubscriptionFilter{ToolsListChanged: true, PromptsListChanged: true, ResourcesListChanged: true}
