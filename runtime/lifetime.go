package mcpruntime

import (
	"context"
	"errors"
	"time"
)

// errMandateEnded is why the context of a running call or stream ended.
var errMandateEnded = errors.New("the caller's mandate ended")

// callContext ends when the mandate does: exp is one instant for verification, cache and running calls. With
// Config.RecheckInterval it also ends when the mandate is revoked.
func (s *Server) callContext(ctx context.Context, x *exchange) (context.Context, context.CancelFunc) {
	if x.principal == nil {
		return context.WithCancel(ctx)
	}
	cancel := context.CancelFunc(func() {})
	if s.config.RecheckInterval > 0 {
		ctx, cancel = s.recheck(ctx, x)
	}
	if x.principal.ExpiresAt.IsZero() {
		return ctx, cancel
	}
	ctx, end := context.WithTimeoutCause(ctx, x.principal.ExpiresAt.Sub(s.clock()), errMandateEnded)
	return ctx, func() { end(); cancel() }
}

// recheck verifies the caller's token again and again, and ends the context when it is refused or cannot be verified.
// Nothing is started before the first interval is over: most calls are long done by then.
func (s *Server) recheck(ctx context.Context, x *exchange) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(ctx)
	first := time.AfterFunc(s.config.RecheckInterval, func() {
		ticker := time.NewTicker(s.config.RecheckInterval)
		defer ticker.Stop()
		for {
			if _, refusal := s.verify(ctx, x.principal.Credential); refusal != nil {
				cancel(errMandateEnded)
				return
			}
			select {
			case <-ticker.C:
			case <-ctx.Done():
				return
			}
		}
	})
	return ctx, func() { first.Stop(); cancel(context.Canceled) }
}
