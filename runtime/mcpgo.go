package mcpruntime

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/mark3labs/mcp-go/mcp"
	"github.com/mark3labs/mcp-go/server"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

// sessionIdleTTL is how long mcp-go keeps the memory of an older session that nobody uses.
const sessionIdleTTL = 30 * time.Minute

// buildMCP makes the mcp-go server and its HTTP side. Its own protections that sit behind the gate are off: the gate has
// done that work.
func (s *Server) buildMCP() {
	s.mcp = server.NewMCPServer(s.config.Name, s.config.Version,
		server.WithInstructions(s.config.Instructions),
		// The same capabilities whatever is registered, and no list_changed: both could tell of something hidden.
		server.WithToolCapabilities(false),
		server.WithPromptCapabilities(false),
		server.WithResourceCapabilities(true, false),
		server.WithCompletions(),
		server.WithToolFilter(s.filterTools),
	)
	s.mcpHTTP = server.NewStreamableHTTPServer(s.mcp,
		server.WithSessionIdManagerResolver(sessionResolver{s}),
		server.WithSessionIdleTTL(sessionIdleTTL),
		server.WithDisableLocalhostProtection(true),
		server.WithStreamableHTTPLogger(s.logger),
	)
}

// addToMCP registers tools with mcp-go, for calls that need its help. Prompts and resources are served here alone.
// Each handler guards itself: whatever road leads to it.
func (s *Server) addToMCP(added []*component) {
	var tools []server.ServerTool
	for _, c := range added {
		if c.tool != nil {
			tools = append(tools, server.ServerTool{Tool: mcpTool(c.tool.spec), Handler: s.toolHandler(c)})
		}
	}
	s.mcp.AddTools(tools...)
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

// errNoDecision refuses a handler that was reached without a decision for exactly this call.
var errNoDecision = errors.New("internal error: no decision was made for this call")

// toolHandler is what mcp-go calls. It runs on the sealed decision of the exchange. Reached without an exchange (a client
// in the same process on [Server.InsecureMCPServer]) it decides itself, for a caller without a principal.
func (s *Server) toolHandler(c *component) server.ToolHandlerFunc {
	return func(ctx context.Context, req mcp.CallToolRequest) (*mcp.CallToolResult, error) {
		x := exchangeFrom(ctx)
		if x == nil {
			return s.callUnaccompanied(ctx, c, given(req.Params.RawArguments))
		}
		if !x.sealed.open(c, given(req.Params.RawArguments)) {
			s.logger.ErrorContext(ctx, "handler reached without its decision", "tool", c.id.Name)
			return nil, errNoDecision
		}
		return s.mcpResult(ctx, c, x.sealed.in)
	}
}

// callUnaccompanied decides for a caller about whom nothing is known, and runs the call if anybody may.
func (s *Server) callUnaccompanied(ctx context.Context, c *component, args []byte) (*mcp.CallToolResult, error) {
	x := s.unaccompanied()
	ctx = x.with(ctx)
	g := governed{kind: check.Tool, name: c.id.Name}
	q := s.query(x, check.Call)
	d := s.guard.decide(ctx, q, c)
	var in any
	if d.outcome == outcomeAllow {
		decoded, problems := c.tool.decode(args)
		if len(problems) > 0 {
			return mcp.NewToolResultError(problemText(problems)), nil
		}
		in = decoded
		d = s.guard.decideArguments(ctx, q, c, in)
	}
	if s.record(ctx, x, g, d) != nil {
		return nil, errors.New("temporarily unavailable")
	}
	if d.outcome != outcomeAllow {
		return nil, errors.New("access denied")
	}
	return s.mcpResult(ctx, c, in)
}

func (s *Server) unaccompanied() *exchange {
	return &exchange{transport: transport.InProcess, enforced: true, started: s.clock()}
}

// mcpResult runs the function and gives mcp-go its result.
func (s *Server) mcpResult(ctx context.Context, c *component, in any) (*mcp.CallToolResult, error) {
	value, err := s.invoke(ctx, c, in)
	var own *toolError
	switch {
	case errors.As(err, &own):
		return mcp.NewToolResultError(s.errorText(own)), nil
	case err != nil:
		return nil, err
	}
	return resultForMCP(c.tool.form, value), nil
}

// resultForMCP is what appendContent writes, as mcp-go's type. The JSON stays as it is: decoding would cost digits.
func resultForMCP(form resultForm, value []byte) *mcp.CallToolResult {
	if form == formNone {
		return &mcp.CallToolResult{Content: []mcp.Content{}}
	}
	result := mcp.NewToolResultText(string(value))
	switch form {
	case formText:
		value = appendText(nil, string(value))
		fallthrough
	case formWrapped:
		result.StructuredContent = json.RawMessage(append(append([]byte(`{"result":`), value...), '}'))
	default:
		result.StructuredContent = json.RawMessage(value)
	}
	return result
}

// filterTools is asked by mcp-go for lists and calls that do not come through [Server.answer], and for sealed calls.
func (s *Server) filterTools(ctx context.Context, tools []mcp.Tool) []mcp.Tool {
	x := exchangeFrom(ctx)
	if x == nil {
		x = s.unaccompanied()
	}
	known := s.catalog.Load().tools.byKey
	q := s.query(x, check.List)
	var shown []mcp.Tool
	for _, t := range tools {
		c := known[t.Name]
		switch {
		case c == nil: // registered on InsecureMCPServer, without a policy
			shown = append(shown, t)
		case x.sealed != nil:
			if x.sealed.component == c {
				shown = append(shown, t)
			}
		case s.guard.shows(ctx, q, c):
			shown = append(shown, t)
		}
	}
	return shown
}
