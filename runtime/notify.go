package mcpruntime

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/mcpgen/mcpgen/runtime/internal/wire"
)

// ReportProgress tells the caller of the running request how far it is: progress of total, where a total of 0 is
// unknown. progress must grow with each report. It does nothing when the caller did not ask. When it returns nil the
// report has been written, to this caller's connection and no other; it never arrives after the result.
func ReportProgress(ctx context.Context, progress, total float64, message string) error {
	x := exchangeFrom(ctx)
	if x == nil || x.msg == nil || x.msg.ProgressToken == nil {
		return nil
	}
	params := struct {
		Token    json.RawMessage `json:"progressToken"`
		Progress float64         `json:"progress"`
		Total    float64         `json:"total,omitempty"`
		Message  string          `json:"message,omitempty"`
	}{x.msg.ProgressToken, progress, total, message}
	return x.notify("notifications/progress", params)
}

// Log sends a message to the caller of the running request, if the caller wants messages of this level. data is anything
// that encoding/json can write; it goes to the client as it is. logger names where it comes from and may be "". It is
// delivered as [ReportProgress] does.
func Log(ctx context.Context, level LogLevel, logger string, data any) error {
	x := exchangeFrom(ctx)
	if !slices.Contains(logLevels, level) {
		return fmt.Errorf("%q is no log level", level)
	}
	if x == nil || !level.reaches(x.logLevel) {
		return nil
	}
	return x.notify("notifications/message", struct {
		Level  LogLevel `json:"level"`
		Logger string   `json:"logger,omitempty"`
		Data   any      `json:"data"`
	}{level, logger, data})
}

// notify sends a notification beside the answer. A client that takes none misses it: that is its choice.
func (x *exchange) notify(method string, params any) error {
	if x.outlet == nil {
		return nil
	}
	message, err := wire.Notification(method, params)
	if err != nil {
		return err
	}
	return x.outlet.Send(message)
}
