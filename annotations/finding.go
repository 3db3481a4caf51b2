package annotations

import (
	"fmt"

	"github.com/mcpgen/mcpgen/annotations/diag"
)

// finding makes an error with a formatted message.
func finding(code diag.Code, at diag.Span, hint, format string, args ...any) diag.Diagnostic {
	return diag.Diagnostic{Code: code, Span: at, Hint: hint, Message: fmt.Sprintf(format, args...)}
}
