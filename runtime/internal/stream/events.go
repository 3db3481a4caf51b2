package stream

import (
	"bytes"
	"net/http"
	"time"
)

// WriteTimeout bounds how long one answer or event may take to be written: a client that does not read is gone.
const WriteTimeout = 30 * time.Second

// Events writes server-sent events as the answer to one HTTP request.
type Events struct {
	w       http.ResponseWriter
	control *http.ResponseController
	begun   bool
}

// NewEvents returns the events of one request, of which nothing is written yet.
func NewEvents(w http.ResponseWriter) *Events {
	return &Events{w: w, control: http.NewResponseController(w)}
}

// Outlet sends what is written to it as events.
func (e *Events) Outlet() *Outlet { return &Outlet{write: e.Send, idle: e.comment} }

// Begin sends the head of the answer.
func (e *Events) Begin() error {
	e.begun = true
	h := e.w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-cache, no-transform")
	h.Set("X-Accel-Buffering", "no") // proxies that buffer would hold notifications back
	e.w.WriteHeader(http.StatusOK)
	return e.control.Flush()
}

// Send writes one event. message is one JSON value without line breaks.
func (e *Events) Send(message []byte) error {
	if !e.begun {
		if err := e.Begin(); err != nil {
			return err
		}
	}
	event := append(append([]byte("event: message\ndata: "), bytes.TrimSuffix(message, []byte("\n"))...), '\n', '\n')
	return e.write(event)
}

// comment writes a line that clients skip; it finds out whether they are still there.
func (e *Events) comment() error { return e.write([]byte(": keep-alive\n\n")) }

func (e *Events) write(p []byte) error {
	// Not every ResponseWriter has deadlines (httptest's recorder); then the connection's own hold.
	_ = e.control.SetWriteDeadline(time.Now().Add(WriteTimeout))
	defer func() { _ = e.control.SetWriteDeadline(time.Time{}) }()
	if _, err := e.w.Write(p); err != nil {
		return err
	}
	return e.control.Flush()
}
