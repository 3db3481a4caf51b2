package mcpruntime

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"time"

	"github.com/mcpgen/mcpgen/runtime/transport"
)

// gate is what stands in front of everything over HTTP. Nothing reaches mcp-go except through [gate.forward], after the
// token was verified and a decision was made.
type gate struct{ *Server }

// Handler serves the MCP endpoint at the path of Config.Resource, and its protected resource metadata (RFC 9728). Without
// Config.Resource it refuses everything.
func (s *Server) Handler() http.Handler {
	if s.resource == nil {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			writeProblem(w, http.StatusNotFound, "not_found", "HTTP is not served: no resource is configured", "")
		})
	}
	return gate{s}
}

// ServeHTTP implements [http.Handler].
func (g gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.URL.EscapedPath() {
	case g.resource.metadataPath:
		g.serveMetadata(w, r)
	case g.resource.path:
		if g.admit(w, r) {
			g.serveEndpoint(w, r)
		}
	default:
		writeProblem(w, http.StatusNotFound, "not_found", "there is nothing here", "")
	}
}

// serveEndpoint authenticates, and only then looks at the message.
func (g gate) serveEndpoint(w http.ResponseWriter, r *http.Request) {
	x := &exchange{
		transport: transport.HTTP, enforced: true, headers: requestHeaders(r.Header), started: g.clock(),
	}
	if !g.authenticate(w, r, x) {
		return
	}
	switch r.Method {
	case http.MethodPost:
		g.servePost(w, r, x)
	case http.MethodGet:
		if g.bindSession(w, r, x, false) {
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
	if g.waited(x) && !g.authenticate(w, r, x) {
		return
	}
	m, problem := parseMessage(body)
	if problem != nil {
		g.writeReply(w, errorReply(m, problem))
		return
	}
	x.msg = m
	modern := m.modern() || isModern(x.headers.get("Mcp-Protocol-Version"))
	if m.method != "initialize" && !g.bindSession(w, r, x, modern) {
		return
	}
	stream := newEvents(w)
	if m.id != nil && takesEvents(x.headers) {
		x.outlet = stream.outlet()
	}
	answer := g.handle(x.with(r.Context()), x)
	if x.outlet.end() {
		_ = stream.send(answer.body) // the head is out: the answer is the last event
		return
	}
	g.writeReply(w, answer)
}

// maxBodyWait is how old a verification may be when the message is complete.
const maxBodyWait = time.Second

// waited reports whether the token has to be verified again: who holds back the body must not outlast the mandate's end
// or revocation.
func (g gate) waited(x *exchange) bool {
	now, p := g.clock(), x.principal
	return now.Sub(x.started) > maxBodyWait || p != nil && !p.ExpiresAt.IsZero() && !now.Before(p.ExpiresAt)
}

// readBody reads one bounded message of the right type.
func (g gate) readBody(w http.ResponseWriter, r *http.Request) ([]byte, bool) {
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		writeProblem(w, http.StatusUnsupportedMediaType, "unsupported_media_type", "the message must be application/json",
			"send Content-Type: application/json")
		return nil, false
	}
	if r.ContentLength > g.config.MaxBodyBytes {
		g.tooLarge(w)
		return nil, false
	}
	body, err := readAll(http.MaxBytesReader(w, r.Body, g.config.MaxBodyBytes), r.ContentLength)
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		g.tooLarge(w)
		return nil, false
	case err != nil:
		writeProblem(w, http.StatusBadRequest, "invalid_request", "the message could not be read", "")
		return nil, false
	}
	return body, true
}

// maxTrustedSize is the announced size up to which memory is set aside before the body has come.
const maxTrustedSize = 64 << 10

// readAll reads everything, into one allocation when a modest size was announced. A body that is cut off is an error.
func readAll(r io.Reader, size int64) ([]byte, error) {
	if size <= 0 || size > maxTrustedSize {
		var b bytes.Buffer
		_, err := b.ReadFrom(r)
		return b.Bytes(), err
	}
	body := make([]byte, size)
	_, err := io.ReadFull(r, body)
	return body, err
}

func (g gate) tooLarge(w http.ResponseWriter) {
	w.Header().Set("Connection", "close")
	writeProblem(w, http.StatusRequestEntityTooLarge, "request_too_large", "the message is larger than this server accepts",
		"send at most "+strconv.FormatInt(g.config.MaxBodyBytes, 10)+" bytes")
}

// writeReply sends an answer of this package.
func (g gate) writeReply(w http.ResponseWriter, r *reply) {
	h := w.Header()
	if r.challenge != "" {
		h.Set("Www-Authenticate", r.challenge)
	}
	if r.retry {
		h.Set("Retry-After", "5")
	}
	if r.session != "" {
		h.Set("Mcp-Session-Id", r.session)
	}
	if len(r.body) > 0 {
		h["Content-Type"] = jsonType
	}
	// A client that does not read is gone. Not every ResponseWriter has deadlines; then the server's own hold.
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(writeTimeout))
	w.WriteHeader(r.status)
	_, _ = w.Write(r.body)
}

var jsonType = []string{"application/json"}

// accepted is the answer to a notification that needs nothing more.
func accepted() *reply { return &reply{status: http.StatusAccepted} }
