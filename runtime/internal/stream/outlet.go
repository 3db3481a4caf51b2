package stream

import (
	"errors"
	"sync"
)

// Outlet carries what is sent to the sender of one request beside the answer: notifications, and requests of the older
// protocol. mcp-go queues such messages for the session, where the last one is often lost and another stream may take
// it (TestLimitLostNotification); here each is written before the call that sends it returns, and only to its request.
type Outlet struct {
	mu    sync.Mutex
	write func(message []byte) error
	idle  func() error // writes something that means nothing; nil where there is no such thing
	used  bool
	done  bool
}

var (
	errNoOutlet    = errors.New("the client takes no messages while a request runs")
	errOutletEnded = errors.New("the request has ended")
)

// NewOutlet returns an outlet that sends each message with send, which is never called by two at once.
func NewOutlet(send func(message []byte) error) *Outlet { return &Outlet{write: send} }

// Send sends one message. A nil outlet sends nothing.
func (o *Outlet) Send(message []byte) error {
	if o == nil {
		return errNoOutlet
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.done {
		return errOutletEnded
	}
	o.used = true
	return o.write(message)
}

// Ping finds out whether the client is still there.
func (o *Outlet) Ping() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.done || o.idle == nil {
		return nil
	}
	return o.idle()
}

// End closes the outlet, and reports whether anything was sent: then the answer has to take the same way.
func (o *Outlet) End() (used bool) {
	if o == nil {
		return false
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.done = true
	return o.used
}
