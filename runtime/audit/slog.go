package audit

import (
	"context"
	"log/slog"
)

// Slog returns a Sink that writes each event as one structured record at level Info with message "mcp audit". A nil
// logger is [slog.Default], looked up for every event. The handler is called whatever its level, and its write errors are
// returned: an audit trail that a log level silences would be none.
func Slog(logger *slog.Logger) Sink { return slogSink{logger} }

type slogSink struct{ logger *slog.Logger }

func (s slogSink) Record(ctx context.Context, e Event) error {
	logger := s.logger
	if logger == nil {
		logger = slog.Default()
	}
	record := slog.NewRecord(e.Time, slog.LevelInfo, "mcp audit", 0)
	record.AddAttrs(slog.String("transport", e.Transport), slog.String("outcome", e.Outcome))
	for _, a := range []slog.Attr{
		slog.String("method", e.Method), slog.String("kind", e.Kind), slog.String("name", e.Name),
		slog.String("reason", e.Reason), slog.String("check", e.Check), slog.String("error", e.Error),
		slog.String("issuer", e.Caller.Issuer), slog.String("subject", e.Caller.Subject),
		slog.String("client_id", e.Caller.ClientID), slog.String("zone_id", e.Caller.ZoneID),
		slog.String("session_id", e.Caller.SessionID), slog.String("agent_session_id", e.Caller.AgentSessionID),
		slog.String("delegation_edge_id", e.Caller.DelegationEdgeID),
	} {
		if a.Value.String() != "" {
			record.AddAttrs(a)
		}
	}
	if len(e.MissingScopes) > 0 {
		record.AddAttrs(slog.Any("missing_scopes", e.MissingScopes))
	}
	if e.Total > 0 {
		record.AddAttrs(slog.Int("shown", e.Shown), slog.Int("total", e.Total))
	}
	record.AddAttrs(slog.Duration("latency", e.Latency))
	return logger.Handler().Handle(ctx, record)
}
