package mcpruntime

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/mark3labs/mcp-go/mcp"

	"github.com/mcpgen/mcpgen/runtime/internal/jsonscan"
	"github.com/mcpgen/mcpgen/runtime/internal/wire"
)

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
	b = wire.AppendText(append(b, `{"name":`...), spec.Name)
	if spec.Title != "" {
		b = wire.AppendText(append(b, `,"title":`...), spec.Title)
	}
	if spec.Description != "" {
		b = wire.AppendText(append(b, `,"description":`...), spec.Description)
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

// list is the component as lists show it.
func (c *component) list() ([]byte, error) {
	switch {
	case c.tool != nil:
		return listTool(c.tool.spec)
	case c.resource != nil:
		return c.resource.list()
	case c.prompt != nil:
		return c.prompt.list()
	}
	return nil, errors.New("it was not made by Tool, Resource or Prompt")
}

// list is the prompt as lists show it.
func (p *promptPart) list() ([]byte, error) {
	return json.Marshal(struct {
		Name        string           `json:"name"`
		Title       string           `json:"title,omitempty"`
		Description string           `json:"description,omitempty"`
		Arguments   []PromptArgument `json:"arguments,omitempty"`
		Meta        map[string]any   `json:"_meta,omitempty"`
	}{p.spec.Name, p.spec.Title, p.spec.Description, p.spec.Arguments, p.spec.Meta})
}

// list is the resource as lists show it.
func (r *resourcePart) list() ([]byte, error) {
	listing := struct {
		URI         string         `json:"uri,omitempty"`
		Template    string         `json:"uriTemplate,omitempty"`
		Name        string         `json:"name"`
		Title       string         `json:"title,omitempty"`
		Description string         `json:"description,omitempty"`
		MIMEType    string         `json:"mimeType,omitempty"`
		Meta        map[string]any `json:"_meta,omitempty"`
	}{Name: r.spec.Name, Title: r.spec.Title, Description: r.spec.Description, MIMEType: r.spec.MIMEType, Meta: r.spec.Meta}
	if r.template.Static() {
		listing.URI = r.spec.URI
	} else {
		listing.Template = r.spec.URI
	}
	return json.Marshal(listing)
}
