package mcpruntime

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/mark3labs/mcp-go/mcp"
	"github.com/mark3labs/mcp-go/server"

	"github.com/mcpgen/mcpgen/runtime/internal/jsonscan"
)

// buildMCP makes the mcp-go server. It answers the handshake, server/discover, ping and what is no method at all; see
// [Server.forward]. Whatever concerns components, sessions or streams to clients is answered by this package and never
// reaches it.
func (s *Server) buildMCP() {
	s.mcp = server.NewMCPServer(s.config.Name, s.config.Version,
		server.WithInstructions(s.config.Instructions),
		// The same capabilities whatever is registered: others could tell of something hidden.
		server.WithToolCapabilities(true),
		server.WithPromptCapabilities(true),
		server.WithResourceCapabilities(true, true),
		server.WithCompletions(),
		server.WithLogging(),
	)
}

// mcpTool is a tool as mcp-go describes it.
func mcpTool(spec ToolSpec) mcp.Tool {
	t := mcp.Tool{
		Name: spec.Name, Title: spec.Title, Description: spec.Description,
		RawInputSchema: json.RawMessage(spec.InputSchema),
		Annotations: mcp.ToolAnnotation{
			ReadOnlyHint: hint(spec.ReadOnly, true), DestructiveHint: hint(spec.Destructive, true),
			IdempotentHint: hint(spec.Idempotent, true), OpenWorldHint: hint(spec.ClosedWorld, false),
		},
	}
	if spec.OutputSchema != "" {
		t.RawOutputSchema = json.RawMessage(spec.OutputSchema)
	}
	if len(spec.Meta) > 0 {
		t.Meta = &mcp.Meta{AdditionalFields: spec.Meta}
	}
	return t
}

// hint is value if set, else unsaid.
func hint(set, value bool) *bool {
	if !set {
		return nil
	}
	return &value
}

// listTool is the tool as lists show it, written as mcp-go would: registering a thousand tools should not take longer than
// with mcp-go.
func listTool(spec ToolSpec) ([]byte, error) {
	for _, schema := range []string{spec.InputSchema, spec.OutputSchema} {
		if schema != "" && (schema[0] != '{' || !jsonscan.Valid([]byte(schema))) {
			return nil, errors.New("a schema is not valid JSON")
		}
	}
	b := make([]byte, 0, 160+len(spec.Name)+len(spec.Description)+len(spec.InputSchema)+len(spec.OutputSchema))
	b = appendText(append(b, `{"name":`...), spec.Name)
	if spec.Title != "" {
		b = appendText(append(b, `,"title":`...), spec.Title)
	}
	if spec.Description != "" {
		b = appendText(append(b, `,"description":`...), spec.Description)
	}
	b = append(append(b, `,"inputSchema":`...), spec.InputSchema...)
	if spec.OutputSchema != "" {
		b = append(append(b, `,"outputSchema":`...), spec.OutputSchema...)
	}
	b = appendHints(append(b, `,"annotations":{`...), spec)
	if len(spec.Meta) > 0 {
		meta, err := json.Marshal(spec.Meta)
		if err != nil {
			return nil, fmt.Errorf("encoding meta: %w", err)
		}
		b = append(append(b, `,"_meta":`...), meta...)
	}
	return append(b, '}'), nil
}

// appendHints appends the members of the annotations and the closing brace.
func appendHints(b []byte, spec ToolSpec) []byte {
	start := len(b)
	for _, h := range []struct {
		set    bool
		member string
	}{
		{spec.ReadOnly, `"readOnlyHint":true`}, {spec.Destructive, `"destructiveHint":true`},
		{spec.Idempotent, `"idempotentHint":true`}, {spec.ClosedWorld, `"openWorldHint":false`},
	} {
		if !h.set {
			continue
		}
		if len(b) > start {
			b = append(b, ',')
		}
		b = append(b, h.member...)
	}
	return append(b, '}')
}
