package mcpruntime

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/mark3labs/mcp-go/mcp"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/internal/guard"
)

// keepAlive is how often a quiet stream is written to, so that a client that is gone is noticed.
const keepAlive = 25 * time.Second

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
			err = l.out.Ping()
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
	c, variables := catalog.serving(uri)
	q := s.query(x, check.Call)
	if c == nil || s.guard.Decide(ctx, q, c.target()).Outcome != guard.Allow {
		return false
	}
	in, problems := c.decode(variableObject(variables))
	return len(problems) == 0 && s.guard.DecideArguments(ctx, q, &c.Target, in).Outcome == guard.Allow
}
