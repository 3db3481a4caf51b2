package mcpruntime

import (
	"context"
	"encoding/json"

	"github.com/mark3labs/mcp-go/mcp"

	"github.com/mcpgen/mcpgen/runtime/audit"
	"github.com/mcpgen/mcpgen/runtime/internal/guard"
	"github.com/mcpgen/mcpgen/runtime/internal/session"
	"github.com/mcpgen/mcpgen/runtime/internal/wire"
)

// answerListen handles subscriptions/listen of the stateless protocol: it lasts as long as the stream. It accepts every
// URI alike; those that may not be read, or are none, stay silent.
func (s *Server) answerListen(ctx context.Context, x *exchange) *wire.Reply {
	m := x.msg
	if !m.Modern() || x.outlet == nil {
		return m.Unsupported("subscriptions/listen needs protocol version 2026-07-28 and a stream")
	}
	l := &listener{x: x, out: x.outlet, id: m.ID}
	if m.Notifications == nil || json.Unmarshal(m.Notifications, &l.filter) != nil {
		return wire.ErrorReply(m, m.InvalidParams("notifications must say what to listen for"))
	}
	if session.TooManyWatched(l.filter.ResourceSubscriptions) {
		return wire.ErrorReply(m, m.InvalidParams("too many resourceSubscriptions"))
	}
	if s.write(ctx, x, audit.Event{Outcome: guard.Allow.String()}) != nil {
		return unavailableReply(x)
	}
	m = m.Detach() // a stream lasts for hours, and the message may have been large
	x.msg, l.id = m, m.ID
	ctx, cancel := s.callContext(ctx, x)
	defer cancel()
	defer s.running.Add(x.session, m.ID, cancel)()
	ctx, done := s.open(ctx, l)
	defer done()
	err := l.notify(mcp.MethodNotificationSubscriptionsAcknowledged, map[string]any{"notifications": l.filter})
	if err == nil && !l.filter.IsEmpty() {
		s.listen(ctx, l)
	}
	r := s.identity.BeginSubscription(m)
	return r.End()
}
