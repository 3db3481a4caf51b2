package serve

import (
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"

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
		p.log.Warn("MCPGEN_AUDIT=off: decisions are not recorded")
		return auditSink{audit.Discard, func() {}}, nil
	case strings.HasPrefix(p.set.audit, "file:"):
		return p.auditFile(strings.TrimPrefix(p.set.audit, "file:"))
	default:
		return auditSink{audit.Slog(slog.New(slog.NewJSONHandler(p.std.Err, nil))), func() {}}, nil
	}
}

// auditFile appends to a file, which it opens again on SIGHUP, so that it can be rotated.
func (p *program) auditFile(path string) (auditSink, error) {
	file, err := audit.OpenFile(path)
	if err != nil {
		return auditSink{}, &SettingError{"MCPGEN_AUDIT", err.Error(), "the server does not start without its audit file"}
	}
	hangups := make(chan os.Signal, 1)
	signal.Notify(hangups, syscall.SIGHUP)
	go func() {
		for range hangups {
			if err := file.Reopen(); err != nil {
				p.log.Error("the audit file could not be reopened; the old one stays in use", "error", err)
			}
		}
	}()
	return auditSink{file, func() {
		signal.Stop(hangups)
		close(hangups)
		_ = file.Close()
	}}, nil
}
