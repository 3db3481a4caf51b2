package mcpruntime

import "slices"

// LogLevel is how important a log message is (RFC 5424).
type LogLevel string

// The levels, from the least important.
const (
	LogDebug     LogLevel = "debug"
	LogInfo      LogLevel = "info"
	LogNotice    LogLevel = "notice"
	LogWarning   LogLevel = "warning"
	LogError     LogLevel = "error"
	LogCritical  LogLevel = "critical"
	LogAlert     LogLevel = "alert"
	LogEmergency LogLevel = "emergency"
)

var logLevels = []LogLevel{LogDebug, LogInfo, LogNotice, LogWarning, LogError, LogCritical, LogAlert, LogEmergency}

// reaches reports whether a message of this level is wanted by a client that asked for a lowest one; "" wants none.
func (l LogLevel) reaches(lowest LogLevel) bool {
	return lowest != "" && slices.Index(logLevels, l) >= slices.Index(logLevels, lowest)
}
