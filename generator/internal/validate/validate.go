// Package validate finds what is wrong with a package as a whole, and what is allowed but probably not meant.
package validate

import (
	"fmt"

	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// Package checks one resolved package.
func Package(p *ir.Package) []diag.Diagnostic {
	var found []diag.Diagnostic
	found = append(found, duplicates(p)...)
	found = append(found, overlaps(p)...)
	return found
}

// duplicates reports components of one kind with the same name, across functions and receiver types: they all end up
// on one server, where the second would replace the first and its policy.
func duplicates(p *ir.Package) []diag.Diagnostic {
	type key struct {
		kind ir.Kind
		name string
	}
	var found []diag.Diagnostic
	first := map[key]*ir.Component{}
	for _, c := range p.Components {
		k := key{c.Kind, c.Name}
		before, again := first[k]
		if !again {
			first[k] = c
			continue
		}
		found = append(found, diag.Diagnostic{
			Code: "MCP501", Span: c.Named, Hint: "give one of them another name with name=",
			Message: fmt.Sprintf("second %s named %q", c.Kind, c.Name),
			Related: []diag.Related{{Span: before.Named, Message: "first one here"}},
		})
	}
	return found
}
