package mcpruntime

import (
	"context"
	"net/http"
	"time"

	"github.com/mark3labs/mcp-go/mcp"

	"github.com/mcpgen/mcpgen/runtime/internal/session"
	"github.com/mcpgen/mcpgen/runtime/internal/stream"
	"github.com/mcpgen/mcpgen/runtime/internal/wire"
	"github.com/mcpgen/mcpgen/runtime/principal"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

// exchange is one message on its way through the server: who sent it, how it came, and what was decided. It travels in
// the context of everything that handles the message.
type exchange struct {
	transport transport.Kind
	enforced  bool // checks apply; false only over stdio without a token
	principal *principal.Principal
	headers   wire.Headers // nil unless the message came over HTTP
	msg       *wire.Message
	started   time.Time
	session   string          // the validated session id of the older protocol over HTTP
	outlet    *stream.Outlet  // where messages beside the answer go; nil: nowhere
	ended     <-chan struct{} // closed when the client can say nothing more; nil over HTTP, where another request may come

	capabilities wire.Capabilities // of the client
	logLevel     LogLevel          // the least important messages that the client wants; "": none
	bounds       bounds            // of what is collected for the result
	input        roundTrip         // what the client answered to an input-required result
}

type exchangeKey struct{}

// inContext returns a context that carries x.
func (x *exchange) inContext(ctx context.Context) context.Context {
	return context.WithValue(ctx, exchangeKey{}, x)
}

// owner is whose the session of x is.
func (x *exchange) owner() session.Owner {
	return session.Owner{Session: x.session, Caller: session.CallerOf(x.principal), Known: x.principal != nil}
}

func exchangeFrom(ctx context.Context) *exchange {
	x, _ := ctx.Value(exchangeKey{}).(*exchange)
	return x
}

// boundsOf are those of the server whose call ctx belongs to; outside of a server, the defaults.
func boundsOf(ctx context.Context) bounds {
	if x := exchangeFrom(ctx); x != nil && x.bounds.items > 0 {
		return x.bounds
	}
	return bounds{items: defaultMaxItems, bytes: defaultMaxReadBytes, now: time.Now}
}

// lacks is the error for a client that cannot do what is needed; nil when it can.
func (x *exchange) lacks(needed wire.Capabilities) *wire.Error {
	missing := needed &^ x.capabilities
	if missing == 0 {
		return nil
	}
	data := []byte(`{"requiredCapabilities":{`)
	for i, name := range wire.CapabilityNames {
		if missing&(1<<i) != 0 {
			if data[len(data)-1] != '{' {
				data = append(data, ',')
			}
			data = append(wire.AppendText(data, name), `:{}`...)
		}
	}
	e := &wire.Error{
		Code: mcp.MISSING_REQUIRED_CLIENT_CAPABILITY, Status: http.StatusOK, Data: append(data, '}', '}'),
		Message: "the client lacks a capability that this needs",
	}
	if x.msg.Modern() {
		e.Status = http.StatusBadRequest
	}
	return e
}

// id is the id of the message, nil before it is read.
func (x *exchange) id() []byte {
	if x.msg == nil {
		return nil
	}
	return x.msg.ID
}

// roundTrip is what a client has answered to an input-required result, and the state that came with it in plain.
type roundTrip struct {
	responses mcp.InputResponses
	state     string
}
