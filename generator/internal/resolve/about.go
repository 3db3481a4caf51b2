package resolve

import (
	"go/ast"

	"github.com/mcpgen/mcpgen/annotations"
)

// functionOf is the function that a directive is about; nil for one that is about none.
func (r *resolver) functionOf(d annotations.Found) *function {
	if known, ok := r.functions[d.Node]; ok {
		return known
	}
	var f *function
	switch node := d.Node.(type) {
	case *ast.FuncDecl:
		f = r.declared(node)
	case *ast.Field:
		if d.Place == annotations.OnInterface {
			f = r.interfaceMethod(node)
		}
	case *ast.CommentGroup:
		f = r.elsewhere(d, node)
	}
	r.functions[d.Node] = f
	return f
}
