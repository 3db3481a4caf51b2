package mcpruntime

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/mark3labs/mcp-go/mcp"

	"github.com/mcpgen/mcpgen/runtime/audit"
	"github.com/mcpgen/mcpgen/runtime/check"
)

// listener is an open stream of one caller for what happens outside of requests. It learns of a change only if the change
// shows in what this caller may see: the lists before and after are compared, and a resource's policy is asked again for
// each update. So a notification never tells of something hidden. Each listener decides for itself and in its own time;
// what is waiting is a set, so a slow client costs no memory and delays nobody.
type listener struct {
	x      *exchange
	out    *outlet
	id     []byte // of subscriptions/listen, which each message repeats; nil for the older protocol
	filter mcp.SubscriptionFilter
	seen   *catalog
	end    context.CancelFunc

	mu      sync.Mutex
	updated map[string]bool // URIs
	wake    chan struct{}
}

// keepAlive is how often a quiet stream is written to, so that a client that is gone is noticed.
const keepAlive = 25 * time.Second

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
	if uri != "" && len(l.updated) < maxWatched {
		l.updated[uri] = true
	}
	l.mu.Unlock()
	select {
	case l.wake <- struct{}{}:
	default: // it is awake, or about to be
	}
}

// ResourceUpdated tells those who have subscribed to a resource, and may read it, that it has changed.
func (s *Server) ResourceUpdated(uri string) {
	s.listeners.each(func(l *listener) {
		if slices.Contains(l.filter.ResourceSubscriptions, uri) || l.id == nil && s.clients.watches(l.x.session, uri) {
			l.changed(uri)
		}
	})
}

// open makes l known, before its client learns that it listens: what changes from then on must reach it. The context
// ends with the stream; done forgets it.
func (s *Server) open(ctx context.Context, l *listener) (_ context.Context, done func()) {
	ctx, l.end = context.WithCancel(ctx)
	stop := context.AfterFunc(s.life, l.end)
	l.seen, l.updated, l.wake = s.catalog.Load(), map[string]bool{}, make(chan struct{}, 1)
	remove := s.listeners.add(l)
	l.changed("") // the catalog may have changed before l was known
	return ctx, func() {
		remove()
		stop()
		l.end()
	}
}

// listen serves an open stream until ctx ends, or its client is gone.
func (s *Server) listen(ctx context.Context, l *listener) {
	quiet := time.NewTicker(keepAlive)
	defer quiet.Stop()
	for {
		var err error
		select {
		case <-ctx.Done():
			return
		case <-l.wake:
			err = s.tell(ctx, l)
		case <-quiet.C:
			err = l.out.ping()
		}
		if err != nil {
			return
		}
	}
}

// tell sends a listener what has changed for it.
func (s *Server) tell(ctx context.Context, l *listener) error {
	l.mu.Lock()
	updated := slices.Sorted(maps.Keys(l.updated))
	clear(l.updated)
	l.mu.Unlock()

	before, now := l.seen, s.catalog.Load()
	l.seen = now
	send := s.verified(ctx, l)
	for _, one := range []struct {
		wanted        bool
		method        string
		before, after []*component
	}{
		{l.filter.ToolsListChanged, mcp.MethodNotificationToolsListChanged, before.tools.sorted, now.tools.sorted},
		{l.filter.PromptsListChanged, mcp.MethodNotificationPromptsListChanged, before.prompts.sorted, now.prompts.sorted},
		{l.filter.ResourcesListChanged, mcp.MethodNotificationResourcesListChanged,
			slices.Concat(before.resources.sorted, before.templates.sorted), slices.Concat(now.resources.sorted, now.templates.sorted)},
	} {
		if before == now || !one.wanted || s.same(ctx, l.x, one.before, one.after) {
			continue
		}
		if err := send(one.method, nil); err != nil {
			return err
		}
	}
	for _, uri := range updated {
		if !s.mayRead(ctx, l.x, now, uri) {
			continue
		}
		if err := send(mcp.MethodNotificationResourceUpdated, map[string]any{"uri": uri}); err != nil {
			return err
		}
	}
	return nil
}

// verified returns how to notify a listener: the first time, its token is verified again. A caller who was revoked since the
// stream began learns nothing more, whether or not there is a Config.RecheckInterval.
func (s *Server) verified(ctx context.Context, l *listener) func(method string, params map[string]any) error {
	trusted := l.x.principal == nil
	return func(method string, params map[string]any) error {
		if !trusted {
			if _, refusal := s.verify(ctx, l.x.principal.Credential); refusal != nil {
				return errMandateEnded
			}
			trusted = true
		}
		return l.notify(method, params)
	}
}

// same reports whether a caller sees the same in two lists.
func (s *Server) same(ctx context.Context, x *exchange, before, now []*component) bool {
	if slices.Equal(before, now) {
		return true
	}
	old, _ := s.visible(ctx, x, before)
	current, _ := s.visible(ctx, x, now)
	return slices.EqualFunc(old, current, func(a, b *component) bool { return string(a.listing) == string(b.listing) })
}

// mayRead reports whether the caller of x could read a resource now. It is no use of it, and is not audited.
func (s *Server) mayRead(ctx context.Context, x *exchange, catalog *catalog, uri string) bool {
	ctx, cancel := s.checked(ctx)
	defer cancel()
	c, variables := catalog.resource(uri)
	q := s.query(x, check.Call)
	if c == nil || s.guard.decide(ctx, q, c).outcome != outcomeAllow {
		return false
	}
	in, problems := c.decode(variables.object())
	return len(problems) == 0 && s.guard.decideArguments(ctx, q, c, in).outcome == outcomeAllow
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
	message, err := notification(method, sent)
	if err != nil {
		return err
	}
	return l.out.write(message)
}

// answerListen handles subscriptions/listen of the stateless protocol: it lasts as long as the stream. It accepts every
// URI alike; those that may not be read, or are none, stay silent.
func (s *Server) answerListen(ctx context.Context, x *exchange) *reply {
	m := x.msg
	if !m.modern() || x.outlet == nil {
		return m.unsupported("subscriptions/listen needs protocol version 2026-07-28 and a stream")
	}
	l := &listener{x: x, out: x.outlet, id: m.id}
	if m.notifications == nil || json.Unmarshal(m.notifications, &l.filter) != nil {
		return errorReply(m, m.invalidParams("notifications must say what to listen for"))
	}
	if uris := l.filter.ResourceSubscriptions; len(uris) > maxWatched || total(uris) > maxWatchedBytes {
		return errorReply(m, m.invalidParams("too many resourceSubscriptions"))
	}
	if s.write(ctx, x, audit.Event{Outcome: outcomeAllow.String()}) != nil {
		return unavailableReply(x)
	}
	m = m.kept() // a stream lasts for hours, and the message may have been large
	x.msg, l.id = m, m.id
	ctx, cancel := s.callContext(ctx, x)
	defer cancel()
	defer s.running.add(x.session, m.id, cancel)()
	ctx, done := s.open(ctx, l)
	defer done()
	err := l.notify(mcp.MethodNotificationSubscriptionsAcknowledged, map[string]any{"notifications": l.filter})
	if err == nil && !l.filter.IsEmpty() {
		s.listen(ctx, l)
	}
	body := append([]byte(`{"jsonrpc":"2.0","id":`), m.id...)
	body = append(append(body, `,"result":{"_meta":{"`+mcp.MetaKeySubscriptionID+`":`...), m.id...)
	// The other member of _meta and what follows it are in the prepared identity.
	body = append(append(body, ','), s.identity[len(`"_meta":{`):]...)
	return &reply{status: http.StatusOK, body: append(trimComma(body), '}', '}', '\n')}
}

func trimComma(p []byte) []byte {
	if n := len(p); n > 0 && p[n-1] == ',' {
		return p[:n-1]
	}
	return p
}

// legacyFilter is what a client of the older protocol listens for: every list.
var legacyFilter = mcp.SubscriptionFilter{ToolsListChanged: true, PromptsListChanged: true, ResourcesListChanged: true}

// serveStream serves GET, the stream of an older session.
func (g gate) serveStream(w http.ResponseWriter, r *http.Request, x *exchange) {
	if !takesEvents(x.headers) {
		writeProblem(w, http.StatusNotAcceptable, "not_acceptable", "the stream is of server-sent events",
			"send Accept: text/event-stream")
		return
	}
	e := newEvents(w)
	ctx, cancel := g.callContext(x.with(r.Context()), x)
	defer cancel()
	l := &listener{x: x, out: e.outlet(), filter: legacyFilter}
	ctx, done := g.open(ctx, l)
	defer done()
	// The session may have been ended before the stream was known to those who end sessions.
	if g.checkSession(w, r, x) && e.begin() == nil {
		g.listen(ctx, l)
	}
}
