package validate

import (
	"fmt"

	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/internal/uritemplate"
)

// overlaps reports resources of which one URI could mean either: which of them, and which policy, would be chance.
func overlaps(p *ir.Package) []diag.Diagnostic {
	var found []diag.Diagnostic
	var templates []uritemplate.Template
	for i, c := range p.Components {
		template, _ := uritemplate.Parse(c.URI) // of a resource; resolving has reported what is wrong with it
		templates = append(templates, template)
		if c.Kind != ir.Resource {
			continue
		}
		for j, before := range p.Components[:i] {
			if before.Kind != ir.Resource || !templates[j].Overlaps(template) {
				continue
			}
			message := fmt.Sprintf("URI template %q overlaps with %q", c.URI, before.URI)
			if c.URI == before.URI {
				message = fmt.Sprintf("second resource with the URI %q", c.URI)
			}
			found = append(found, diag.Diagnostic{
				Code: "MCP502", Span: c.URISpan, Message: message,
				Hint:    "let the URIs differ in a part that is no variable",
				Related: []diag.Related{{Span: before.URISpan, Message: "the other resource"}},
			})
		}
	}
	return found
}
