package load

import "go/ast"

// embeddedIn lists the names of the types from which a type has methods: those that a struct or interface embeds, and what
// an alias stands for.
func embeddedIn(t ast.Expr) (list []ast.Expr) {
	var fields *ast.FieldList
	switch t := t.(type) {
	case *ast.StructType:
		fields = t.Fields
	case *ast.InterfaceType:
		fields = t.Methods
	default:
		return []ast.Expr{nameOf(t)}
	}
	for _, f := range fields.List {
		if len(f.Names) == 0 {
			list = append(list, nameOf(f.Type))
		}
	}
	return list
}

// nameOf is the name in *T, T[P] and *pkg.T[P].
func nameOf(t ast.Expr) ast.Expr {
	for {
		switch e := t.(type) {
		case *ast.StarExpr:
			t = e.X
		case *ast.ParenExpr:
			t = e.X
		case *ast.IndexExpr:
			t = e.X
		case *ast.IndexListExpr:
			t = e.X
		default:
			return t
		}
	}
}
