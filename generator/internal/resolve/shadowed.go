package resolve

import (
	"fmt"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/load"
)

// Shadowed reports declarations over predeclared names that the generated file needs.
func Shadowed(pkg *load.Package, names []string) []diag.Diagnostic {
	var found []diag.Diagnostic
	for _, name := range names {
		span := pkg.Excluded[name]
		if obj := pkg.Types.Scope().Lookup(name); obj != nil {
			start := annotations.Position(pkg.Fset, obj.Pos())
			end := diag.Pos{Offset: start.Offset + len(name), Line: start.Line, Column: start.Column + len(name)}
			span = diag.Span{File: pkg.Fset.PositionFor(obj.Pos(), false).Filename, Start: start, End: end}
		}
		found = append(found, diag.Diagnostic{
			Code:    "MCP506",
			Span:    span,
			Message: fmt.Sprintf("the package declares %q, which its generated file needs in the meaning of Go", name),
			Hint:    "rename it",
		})
	}
	return found
}
