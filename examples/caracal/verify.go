package caracal

import (
	"context"
	"errors"

	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/principal"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

// Outcome is what the guide's handle_tool_call returns.
type Outcome struct {
	Subject          string `json:"subject,omitempty"`
	Result           string `json:"result,omitempty"`
	Error            string `json:"error,omitempty"`
	ErrorDescription string `json:"error_description,omitempty"`
	ErrorHint        string `json:"error_hint,omitempty"`
}

// HandleToolCall is the section "Verify before running a tool", by hand: the mandate is verified before the tool does any
// work. A server made by mcpgen does this for every request; see [Tools].
func HandleToolCall(ctx context.Context, auth *mandate.Verifier, token transport.Credential, payload string) Outcome {
	verified, err := auth.Verify(ctx, token)
	var refusal *mandate.Error
	if errors.As(err, &refusal) {
		return Outcome{Error: string(refusal.Code), ErrorDescription: refusal.Description, ErrorHint: refusal.Hint}
	}
	if err != nil {
		return Outcome{Error: string(mandate.CodeUnavailable)}
	}
	return Outcome{Subject: verified.Principal().Subject, Result: runTool(payload)}
}

// Tools is the same with annotations: serve it with mcpruntime.Config.Verifier set to an [Authenticator].
type Tools struct{}

// RunTool runs the tool for the caller, whose mandate was verified before.
//
//mcp:tool auth=agent,scopes(mcp:tool:call)
func (Tools) RunTool(caller *principal.Principal, payload string) Outcome {
	return Outcome{Subject: caller.Subject, Result: runTool(payload)}
}

func runTool(payload string) string { return "ran with " + payload }
