package mcpruntime

import (
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/mcpgen/mcpgen/runtime/internal/wire"
)

// outlet carries what is sent to the sender of one request beside the answer: notifications, and requests of the older
// protocol. mcp-go queues such messages for the session, where the last one is often lost and another stream may take
// it (TestLimitLostNotification); here each is written before the call that sends it returns, and only to its request.
type outlet struct {
	mu   sync.Mutex
	send func(message []byte) error
	idle func() error // writes something that means nothing; nil where there is no such thing
	used bool
	done bool
}

var (
	errNoOutlet    = errors.New("the client takes no messages while a request runs")
	errOutletEnded = errors.New("the request has ended")
)

// write sends one message. A nil outlet sends nothing.
func (o *outlet) write(message []byte) error {
	if o == nil {
		return errNoOutlet
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.done {
		return errOutletEnded
	}
	o.used = true
	return o.send(message)
}

// ping finds out whether the client is still there.
func (o *outlet) ping() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.done || o.idle == nil {
		return nil
	}
	return o.idle()
}

// end closes the outlet, and reports whether anything was sent: then the answer has to take the same way.
func (o *outlet) end() (used bool) {
	if o == nil {
		return false
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.done = true
	return o.used
}

// writeTimeout bounds how long one answer or event may take to be written: a client that does not read is gone.
const writeTimeout = 30 * time.Second

// events writes server-sent events as the answer to one HTTP request.
type events struct {
	w       http.ResponseWriter
	control *http.ResponseController
	begun   bool
}

func newEvents(w http.ResponseWriter) *events {
	return &events{w: w, control: http.NewResponseController(w)}
}

// outlet sends what is written to it as events.
func (e *events) outlet() *outlet { return &outlet{send: e.send, idle: e.comment} }

// begin sends the head of the answer.
func (e *events) begin() error {
	e.begun = true
	h := e.w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-cache, no-transform")
	h.Set("X-Accel-Buffering", "no") // proxies that buffer would hold notifications back
	e.w.WriteHeader(http.StatusOK)
	return e.control.Flush()
}

// send writes one event. message is one JSON value without line breaks.
func (e *events) send(message []byte) error {
	if !e.begun {
		if err := e.begin(); err != nil {
			return err
		}
	}
	event := append(append([]byte("event: message\ndata: "), wire.TrimNewline(message)...), '\n', '\n')
	return e.write(event)
}

// comment writes a line that clients skip; it finds out whether they are still there.
func (e *events) comment() error { return e.write([]byte(": keep-alive\n\n")) }

func (e *events) write(p []byte) error {
	// Not every ResponseWriter has deadlines (httptest's recorder); then the connection's own hold.
	_ = e.control.SetWriteDeadline(time.Now().Add(writeTimeout))
	defer func() { _ = e.control.SetWriteDeadline(time.Time{}) }()
	if _, err := e.w.Write(p); err != nil {
		return err
	}
	return e.control.Flush()
}
