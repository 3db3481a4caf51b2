package mcpruntime

import (
	"errors"
	"net/http"

	"github.com/mcpgen/mcpgen/runtime/internal/session"
	"github.com/mcpgen/mcpgen/runtime/internal/stream"
	"github.com/mcpgen/mcpgen/runtime/internal/wire"
)

// serveStream serves GET, the stream of an older session.
func (g gate) serveStream(w http.ResponseWriter, r *http.Request, x *exchange) {
	if !wire.TakesEvents(x.headers) {
		wire.WriteProblem(w, http.StatusNotAcceptable, "not_acceptable", "the stream is of server-sent events",
			"send Accept: text/event-stream")
		return
	}
	events := stream.NewEvents(w)
	ctx, cancel := g.callContext(x.inContext(r.Context()), x)
	defer cancel()
	l := &listener{x: x, out: events.Outlet(), filter: legacyFilter}
	ctx, done := g.open(ctx, l)
	defer done()
	// The session may have been ended before the stream was known to those who end sessions.
	if g.checkSession(w, r, x) && events.Begin() == nil {
		g.listen(ctx, l)
	}
}

// bindSession checks that the session of an older request belongs to its caller. What does not is unknown, whatever the
// reason.
func (g gate) bindSession(w http.ResponseWriter, r *http.Request, x *exchange) bool {
	if !g.checkSession(w, r, x) {
		return false
	}
	x.session = r.Header["Mcp-Session-Id"][0]
	x.capabilities = session.CapabilitiesOf(x.session)
	return true
}

// checkSession is bindSession without writing to x, which others may be reading.
func (g gate) checkSession(w http.ResponseWriter, r *http.Request, x *exchange) bool {
	ids := r.Header["Mcp-Session-Id"]
	valid, err := false, error(nil)
	if len(ids) == 1 {
		valid, err = g.sessions.Valid(r.Context(), ids[0], x.principal, g.clock())
	}
	if err != nil {
		g.logger.ErrorContext(r.Context(), "ended sessions cannot be looked up", "error", err)
		g.writeReply(w, unavailableReply(x))
		return false
	}
	if !valid {
		wire.WriteProblem(w, http.StatusNotFound, "unknown_session", "there is no such session", "send initialize to begin one")
		return false
	}
	return true
}

// endSession handles DELETE.
func (g gate) endSession(w http.ResponseWriter, r *http.Request, x *exchange) {
	if wire.IsModern(r.Header.Get("Mcp-Protocol-Version")) {
		w.Header().Set("Allow", http.MethodPost)
		wire.WriteProblem(w, http.StatusMethodNotAllowed, "method_not_allowed", "the stateless protocol has no sessions to end", "")
		return
	}
	if !g.bindSession(w, r, x) {
		return
	}
	switch err := g.sessions.End(r.Context(), x.session, x.principal, g.clock()); {
	case errors.Is(err, session.ErrTooManyEnded):
		wire.WriteProblem(w, http.StatusTooManyRequests, "too_many_requests", err.Error(), "let sessions end by themselves")
	case err != nil:
		g.logger.ErrorContext(r.Context(), "ending a session failed", "error", err)
		g.writeReply(w, unavailableReply(x))
	default:
		g.clients.Forget(x.session)
		g.listeners.forget(x.session)
		w.WriteHeader(http.StatusOK)
	}
}
