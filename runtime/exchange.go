package mcpruntime

import (
	"context"
	"fmt"
	"time"

	"github.com/mcpgen/mcpgen/runtime/audit"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/principal"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

// exchange is one message on its way through the server: who sent it, how it came, and what was decided. It travels in
// the context of everything that handles the message.
type exchange struct {
	transport transport.Kind
	enforced  bool // checks apply; false only over stdio without a token
	principal *principal.Principal
	headers   requestHeaders // nil unless the message came over HTTP
	msg       *message
	started   time.Time
	session   string          // the validated session id of the older protocol over HTTP
	outlet    *outlet         // where messages beside the answer go; nil: nowhere
	ended     <-chan struct{} // closed when the client can say nothing more; nil over HTTP, where another request may come

	capabilities capabilities // of the client
	logLevel     LogLevel     // the least important messages that the client wants; "": none
	input        roundTrip    // what the client answered to an input-required result
}

type exchangeKey struct{}

// with returns a context that carries x.
func (x *exchange) with(ctx context.Context) context.Context {
	return context.WithValue(ctx, exchangeKey{}, x)
}

func exchangeFrom(ctx context.Context) *exchange {
	x, _ := ctx.Value(exchangeKey{}).(*exchange)
	return x
}

// PrincipalFrom returns the caller of the running request; false when there is none.
func PrincipalFrom(ctx context.Context) (*principal.Principal, bool) {
	x := exchangeFrom(ctx)
	if x == nil || x.principal == nil {
		return nil, false
	}
	return x.principal, true
}

// query begins the decisions of x.
func (s *Server) query(x *exchange, phase check.Phase) *query {
	q := newQuery(x.principal, phase, s.rolesPath, x.enforced)
	q.request.Count(&s.hanging)
	return q
}

// checked returns the context for checks, which bounds how long they may take.
func (s *Server) checked(ctx context.Context) (context.Context, context.CancelFunc) {
	if s.config.CheckTimeout < 0 || !s.slowChecks.Load() {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, s.config.CheckTimeout)
}

// record writes the audit event of a decision. An error means that the decision must not take effect.
func (s *Server) record(ctx context.Context, x *exchange, g governed, d decision) error {
	kind, name := g.audited()
	e := audit.Event{
		Outcome: d.outcome.String(), Reason: d.reason(), Kind: kind.String(), Name: cut(name), Error: errorText(d.err),
	}
	if d.by != nil {
		e.Check = check.Describe(d.by)
	}
	if d.short != nil {
		e.MissingScopes = d.short.AppendMissing(nil, x.principal)
	}
	if e.Reason == reasonError || e.Reason == reasonPanic || e.Reason == reasonTimeout {
		s.logger.WarnContext(ctx, "check failed and refused", "check", e.Check, "component", e.Name, "error", e.Error)
	}
	return s.write(ctx, x, e)
}

// recordList writes the audit event of a list. layer is what the server layer said about the caller.
func (s *Server) recordList(ctx context.Context, x *exchange, layer *verdict, shown, total int) error {
	e := audit.Event{Outcome: outcomeAllow.String(), Shown: shown, Total: total, Error: errorText(layer.err)}
	if d := layer.denied(); !layer.passed() {
		e.Reason, e.Check = d.reason(), check.Describe(layer.by)
	}
	if layer.short != nil {
		e.MissingScopes = layer.short.AppendMissing(nil, x.principal)
	}
	return s.write(ctx, x, e)
}

// write completes an event and hands it to the sink.
func (s *Server) write(ctx context.Context, x *exchange, e audit.Event) error {
	e.Time = s.clock()
	e.Latency = e.Time.Sub(x.started)
	e.Transport = x.transport.String()
	e.Caller = audit.CallerOf(x.principal)
	if x.msg != nil {
		e.Method = cut(x.msg.method)
	}
	err := s.emit(ctx, e)
	if err == nil {
		return nil
	}
	s.logger.ErrorContext(ctx, "audit event could not be written", "error", err, "outcome", e.Outcome, "name", e.Name)
	if s.config.InsecureAuditBestEffort {
		return nil
	}
	return err
}

// emit hands an event to the sink. A sink that panics has failed.
func (s *Server) emit(ctx context.Context, e audit.Event) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("audit sink panicked: %v", v)
		}
	}()
	return s.sink.Record(ctx, e)
}

// maxNameBytes bounds what audit keeps of a name that a caller sent.
const maxNameBytes = 128

func cut(name string) string {
	if len(name) > maxNameBytes {
		return name[:maxNameBytes]
	}
	return name
}

// errorText is the detail of a refusal for audit; the fixed refusals have none.
func errorText(err error) string {
	if err == nil || err == check.ErrRefused {
		return ""
	}
	if _, ok := check.AsDenial(err); ok {
		return ""
	}
	return err.Error()
}
