package mcpruntime

import (
	"context"
	"fmt"

	"github.com/mcpgen/mcpgen/runtime/audit"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/internal/guard"
)

// record writes the audit event of a decision. An error means that the decision must not take effect.
func (s *Server) record(ctx context.Context, x *exchange, g asked, d guard.Decision) error {
	kind, name := g.audited()
	e := audit.Event{
		Outcome: d.Outcome.String(), Reason: d.Reason(), Kind: kind.String(), Name: truncate(name), Error: errorText(d.Err),
	}
	if d.By != nil {
		e.Check = check.Describe(d.By)
	}
	if d.Short != nil {
		e.MissingScopes = d.Short.AppendMissing(nil, x.principal)
	}
	if d.Undecided() {
		s.logger.WarnContext(ctx, "check failed and refused", "check", e.Check, "component", e.Name, "error", e.Error)
	}
	return s.write(ctx, x, e)
}

// recordList writes the audit event of a list. layer is what the server layer said about the caller.
func (s *Server) recordList(ctx context.Context, x *exchange, layer guard.Decision, shown, total int) error {
	e := audit.Event{Outcome: guard.Allow.String(), Shown: shown, Total: total, Reason: layer.Reason(), Error: errorText(layer.Err)}
	if layer.By != nil {
		e.Check = check.Describe(layer.By)
	}
	if layer.Short != nil {
		e.MissingScopes = layer.Short.AppendMissing(nil, x.principal)
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
		e.Method = truncate(x.msg.Method)
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

func truncate(name string) string {
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
