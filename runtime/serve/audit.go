package serve

import (
	"log/slog"
	"os"
	"strings"

	"github.com/mcpgen/mcpgen/runtime/audit"
)

// auditSink is an open sink with what closes it.
type auditSink struct {
	sink  audit.Sink
	close func()
}

// auditSink opens the sink that MCPGEN_AUDIT names: JSON lines to standard error (the default) or to a file, or none.
func (p *program) auditSink() (auditSink, error) {
	switch {
	case p.set.audit == "off":
		return auditSink{audit.Discard, func() {}}, nil
	case strings.HasPrefix(p.set.audit, "file:"):
		file, err := os.OpenFile(strings.TrimPrefix(p.set.audit, "file:"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		if err != nil {
			return auditSink{}, &SettingError{"MCPGEN_AUDIT", err.Error(), "the server does not start without its audit file"}
		}
		return auditSink{audit.JSONLines(file), func() { _ = file.Close() }}, nil
	default:
		return auditSink{audit.Slog(slog.New(slog.NewJSONHandler(p.std.Err, nil))), func() {}}, nil
	}
}
