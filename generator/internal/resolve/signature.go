package resolve

import (
	"go/types"

	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// signature reads receiver, parameters and results of an annotated function. It reports whether all could be read. What is
// wrong with a directive about a parameter is no reason to look at nothing else.
func (r *resolver) signature(c *ir.Component, f *function, out *arguments) bool {
	r.types.For(f.name)
	if f.obj == nil || r.pkg.Invalid {
		return false // type errors have been reported
	}
	directives := r.paramDirectives(f)
	before := len(r.found)
	if f.name == "_" || !f.method && (f.name == "init" || f.name == "main" && r.pkg.Name == "main") {
		r.report("MCP212", f.at, "write a function with another name that calls it", "func %s cannot be called, so it cannot be a %s", f.name, c.Kind)
		return false
	}
	c.Func.Name = f.name
	r.receiver(c, f)
	args, whole := r.parameters(c, f, directives)
	if len(r.found) > before {
		return false
	}
	out.args, out.whole = args, whole
	var more []diag.Diagnostic
	if whole {
		c.Input, more = r.types.InputStruct(args[0].Type, args[0].Span, directives.schema())
		for i := range c.Params {
			if c.Params[i].Role == ir.Struct {
				c.Params[i].Go = c.Input.Go
				_, c.Params[i].Pointer = types.Unalias(args[0].Type).(*types.Pointer)
			}
		}
	} else {
		c.Input, more = r.types.Input(args, directives.schema())
	}
	r.found = append(r.found, more...)
	r.results(c, f)
	return len(r.found) == before
}
