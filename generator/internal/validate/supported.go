package validate

import (
	"fmt"

	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// Supported reports what resolves but cannot be generated yet. Refusing is safer than ignoring: a policy that is in the
// table and not in the code would be a lie.
func Supported(p *ir.Package) []diag.Diagnostic {
	var found []diag.Diagnostic
	report := func(c *ir.Component, what string) {
		found = append(found, diag.Diagnostic{Code: "MCP110", Span: c.Declared, Message: fmt.Sprintf("%s cannot be generated yet", what)})
	}
	for _, c := range p.Components {
		if c.Kind != ir.Tool {
			report(c, "mcp:"+string(c.Kind))
			continue
		}
		for _, param := range c.Params {
			if param.Role == ir.Request {
				report(c, "a parameter of type mcp."+param.Go.Name)
			}
		}
	}
	return found
}
