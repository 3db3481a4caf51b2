package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// mcpResults are the runtime's names for results of mcp-go's types.
var mcpResults = map[ir.ResultKind]string{
	ir.ResultContent: "OneContent", ir.ResultContents: "Contents", ir.ResultTool: "ToolResult",
	ir.ResultMessage: "PromptMessage", ir.ResultMessages: "PromptMessages", ir.ResultPrompt: "PromptReply",
	ir.ResultResource: "ResourceContent", ir.ResultResources: "ResourceContents", ir.ResultReadResource: "ResourceReply",
}

// mcpType is the type of a result of mcp-go's types; nil for others.
func (e *emitter) mcpType(kind ir.ResultKind) *jen.Statement {
	if mcpResults[kind] == "" {
		return nil
	}
	e.importOnce(mcpPath, "mcp")
	name := map[ir.ResultKind]string{
		ir.ResultContent: "Content", ir.ResultContents: "Content", ir.ResultTool: "CallToolResult",
		ir.ResultMessage: "PromptMessage", ir.ResultMessages: "PromptMessage", ir.ResultPrompt: "GetPromptResult",
		ir.ResultResource: "ResourceContents", ir.ResultResources: "ResourceContents", ir.ResultReadResource: "ReadResourceResult",
	}[kind]
	t := jen.Qual(mcpPath, name)
	switch kind {
	case ir.ResultContents, ir.ResultMessages, ir.ResultResources:
		return jen.Index().Add(t)
	case ir.ResultTool, ir.ResultPrompt, ir.ResultReadResource:
		return jen.Op("*").Add(t)
	}
	return t
}
