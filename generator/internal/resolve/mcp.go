package resolve

import (
	"go/types"
	"slices"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/load"
)

// mcpResults are mcp-go's types that a function may return, by what a component of each kind sends. "*" is a pointer, "[]"
// a slice.
var mcpResults = map[ir.Kind]map[string]ir.ResultKind{
	ir.Tool: {
		"Content": ir.ResultContent, "TextContent": ir.ResultContent, "ImageContent": ir.ResultContent,
		"AudioContent": ir.ResultContent, "ResourceLink": ir.ResultContent, "EmbeddedResource": ir.ResultContent,
		"[]Content": ir.ResultContents, "*CallToolResult": ir.ResultTool,
	},
	ir.Prompt: {
		"PromptMessage": ir.ResultMessage, "[]PromptMessage": ir.ResultMessages, "*GetPromptResult": ir.ResultPrompt,
	},
	ir.Resource: {
		"ResourceContents": ir.ResultResource, "TextResourceContents": ir.ResultResource, "BlobResourceContents": ir.ResultResource,
		"[]ResourceContents": ir.ResultResources, "*ReadResourceResult": ir.ResultReadResource,
	},
}

// resultHints say what a component of each kind can return.
var resultHints = map[ir.Kind]string{
	ir.Tool:     "return a value, mcp.Content, []mcp.Content or *mcp.CallToolResult",
	ir.Prompt:   "return string, mcp.PromptMessage, []mcp.PromptMessage or *mcp.GetPromptResult",
	ir.Resource: "return string, []byte, a value, mcp.ResourceContents, a slice of it, or *mcp.ReadResourceResult",
}

// mcpType is the name of one of mcp-go's types, and whether it stands behind * or []; false for every other type.
func mcpType(t types.Type) (prefix, name string, ok bool) {
	elem := types.Unalias(t)
	switch u := elem.(type) {
	case *types.Pointer:
		prefix, elem = "*", types.Unalias(u.Elem())
	case *types.Slice:
		prefix, elem = "[]", types.Unalias(u.Elem())
	}
	named, ok := elem.(*types.Named)
	if !ok || named.Obj().Pkg() == nil || named.Obj().Pkg().Path() != load.MCPPath {
		return "", "", false
	}
	return prefix, named.Obj().Name(), true
}

// mcpResult recognises a result of mcp-go's types; false for every other type. One that the kind cannot send is reported.
func (r *resolver) mcpResult(c *ir.Component, t types.Type, at diag.Span) (ir.ResultKind, bool) {
	prefix, name, ok := mcpType(t)
	if !ok {
		return 0, false
	}
	kind := mcpResults[c.Kind][prefix+name]
	if kind == 0 {
		r.report("MCP216", at, resultHints[c.Kind], "a %s cannot send %smcp.%s", c.Kind, prefix, name)
	}
	return kind, true
}

// sendable reports a value that a resource or prompt cannot send.
func (r *resolver) sendable(c *ir.Component, at diag.Span) {
	switch {
	case c.Kind == ir.Tool:
	case c.Result.Kind == ir.ResultNone:
		r.report("MCP216", at, resultHints[c.Kind], "a %s has to return something", c.Kind)
	case c.Kind == ir.Prompt && c.Result.Kind == ir.ResultJSON:
		r.report("MCP216", at, resultHints[c.Kind], "a prompt sends messages, not a value")
	case c.Result.Kind == ir.ResultJSON && c.Result.Type.Kind == ir.Bytes && c.Result.Type.Elem != nil:
		r.report("MCP216", at, "return []byte", "a resource sends bytes as []byte, not as a slice of a named byte type")
	case c.Result.Kind == ir.ResultJSON && c.Result.Type.Kind == ir.Bytes:
		c.Result.Kind = ir.ResultBytes
		if c.MIME == "" {
			r.report("MCP216", at, "say which with mime=, as mime=image/png", "a resource of bytes needs a media type")
		}
	case c.Result.Kind == ir.ResultJSON && c.MIME == "":
		c.MIME = "application/json"
	}
}

// needs reads needs=: the client capabilities that the protocol has.
func (r *resolver) needs(c *ir.Component, d annotations.Found) {
	known := []string{"sampling", "elicitation", "roots"}
	for _, w := range d.List("needs") {
		c.Needs = append(c.Needs, w.Text)
		if slices.Contains(known, w.Text) {
			continue
		}
		hint := "client capabilities: sampling, elicitation, roots"
		if near := annotations.Nearest(w.Text, known); near != "" {
			hint = "did you mean " + near + "?"
		}
		r.report("MCP112", w.Span, hint, "unknown client capability %q", w.Text)
	}
}

// textual marks the numbers and booleans of a component whose arguments arrive as text.
func textual(c *ir.Component) {
	c.Input.Same = nil // a type of its own: elsewhere the same Go type is read from JSON numbers
	for i := range c.Input.Fields {
		t := c.Input.Fields[i].Type
		for t.Kind == ir.Pointer {
			t = t.Elem
		}
		switch t.Kind {
		case ir.Integer, ir.Float, ir.Boolean, ir.Number:
			c.Input.Fields[i].Quoted = true
		}
	}
}
