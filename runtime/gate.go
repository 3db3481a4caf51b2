package mcpruntime

import (
	"net/http"
	"time"

	"github.com/mcpgen/mcpgen/runtime/internal/stream"
	"github.com/mcpgen/mcpgen/runtime/internal/wire"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

// Handler serves the MCP endpoint at the path of Config.Resource, and its protected resource metadata (RFC 9728). Without
// Config.Resource it refuses everything.
func (s *Server) Handler() http.Handler {
	if s.protected == nil {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			wire.WriteProblem(w, http.StatusNotFound, "not_found", "HTTP is not served: no resource is configured", "")
		})
	}
	return gate{s}
}

// ServeHTTP implements [http.Handler].
func (g gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.URL.EscapedPath() {
	case g.protected.metadataPath:
		g.serveMetadata(w, r)
	case g.protected.path:
		if g.admit(w, r) {
			g.serveEndpoint(w, r)
		}
	default:
		wire.WriteProblem(w, http.StatusNotFound, "not_found", "there is nothing here", "")
	}
}

// serveEndpoint authenticates, and only then looks at the message.
func (g gate) serveEndpoint(w http.ResponseWriter, r *http.Request) {
	x := &exchange{
		transport: transport.HTTP, enforced: true, headers: wire.Headers(r.Header), started: g.clock(),
	}
	if !g.authenticate(w, r, x) {
		return
	}
	switch r.Method {
	case http.MethodPost:
		g.servePost(w, r, x)
	case http.MethodGet:
		if g.bindSession(w, r, x) {
			g.serveStream(w, r, x)
		}
	case http.MethodDelete:
		g.endSession(w, r, x)
	}
}

func (g gate) servePost(w http.ResponseWriter, r *http.Request, x *exchange) {
	body, ok := g.readBody(w, r)
	if !ok {
		return
	}
	if g.mustVerifyAgain(x) && !g.authenticate(w, r, x) {
		return
	}
	m, problem := wire.Parse(body)
	if problem != nil {
		g.writeReply(w, wire.ErrorReply(m, problem))
		return
	}
	x.msg = m
	modern := m.Modern() || wire.IsModern(x.headers.Get("Mcp-Protocol-Version")) // which has no sessions
	if !modern && m.Method != "initialize" && !g.bindSession(w, r, x) {
		return
	}
	events := stream.NewEvents(w)
	if m.ID != nil && wire.TakesEvents(x.headers) {
		x.outlet = events.Outlet()
	}
	answer := g.handle(x.inContext(r.Context()), x)
	if x.outlet.End() {
		_ = events.Send(answer.Body) // the head is out: the answer is the last event
		return
	}
	g.writeReply(w, answer)
}

// maxBodyWait is how old a verification may be when the message is complete.
const maxBodyWait = time.Second

// mustVerifyAgain reports whether the token has to be verified again: who holds back the body must not outlast the mandate's end
// or revocation.
func (g gate) mustVerifyAgain(x *exchange) bool {
	now, p := g.clock(), x.principal
	return now.Sub(x.started) > maxBodyWait || p != nil && !p.ExpiresAt.IsZero() && !now.Before(p.ExpiresAt)
}
