package mcpruntime

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/mark3labs/mcp-go/mcp"
	"github.com/mark3labs/mcp-go/server"
)

// sessionIdleTTL is how long mcp-go keeps the memory of an older session that nobody uses.
const sessionIdleTTL = 30 * time.Minute

// buildMCP makes the mcp-go server and its HTTP side: they answer the handshake, server/discover, ping and what is no
// method at all. Whatever concerns components, or streams to clients, is answered by this package and never reaches
// them. Their own protections that sit behind the gate are off: the gate has done that work.
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
	s.mcpHTTP = server.NewStreamableHTTPServer(s.mcp,
		server.WithSessionIdManagerResolver(sessionResolver{s}),
		server.WithSessionIdleTTL(sessionIdleTTL),
		server.WithDisableLocalhostProtection(true),
		server.WithStreamableHTTPLogger(s.logger),
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

// listTool is the tool as lists show it.
func listTool(spec ToolSpec) ([]byte, error) {
	for _, schema := range []string{spec.InputSchema, spec.OutputSchema} {
		if schema != "" && !json.Valid([]byte(schema)) {
			return nil, errors.New("a schema is not valid JSON")
		}
	}
	listing, err := json.Marshal(mcpTool(spec))
	if err != nil {
		return nil, fmt.Errorf("encoding the listing: %w", err)
	}
	return listing, nil
}
