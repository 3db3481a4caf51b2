package mcpruntime

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"time"

	"github.com/mcpgen/mcpgen/runtime/internal/stream"
	"github.com/mcpgen/mcpgen/runtime/internal/wire"
)

// gate is what stands in front of everything over HTTP. Nothing reaches mcp-go except through [gate.forward], after the
// token was verified and a decision was made.
type gate struct{ *Server }

// readBody reads one bounded message of the right type.
func (g gate) readBody(w http.ResponseWriter, r *http.Request) ([]byte, bool) {
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		wire.WriteProblem(w, http.StatusUnsupportedMediaType, "unsupported_media_type", "the message must be application/json",
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
		wire.WriteProblem(w, http.StatusBadRequest, "invalid_request", "the message could not be read", "")
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
	wire.WriteProblem(w, http.StatusRequestEntityTooLarge, "request_too_large", "the message is larger than this server accepts",
		"send at most "+strconv.FormatInt(g.config.MaxBodyBytes, 10)+" bytes")
}

// writeReply sends an answer of this package.
func (g gate) writeReply(w http.ResponseWriter, r *wire.Reply) {
	h := w.Header()
	if r.Challenge != "" {
		h.Set("Www-Authenticate", r.Challenge)
	}
	if r.Retry {
		h.Set("Retry-After", "5")
	}
	if r.Challenge != "" || r.Retry {
		h.Set("Cache-Control", "no-store") // what is refused now may be allowed next
	}
	if r.Session != "" {
		h.Set("Mcp-Session-Id", r.Session)
	}
	if len(r.Body) > 0 {
		h["Content-Type"] = wire.JSONType
	}
	// A client that does not read is gone. Not every ResponseWriter has deadlines; then the server's own hold.
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(stream.WriteTimeout))
	w.WriteHeader(r.Status)
	_, _ = w.Write(r.Body)
}
