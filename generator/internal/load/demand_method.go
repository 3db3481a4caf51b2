package load

import (
	"go/ast"
	"strings"
)

// seedFor marks the function that for= names.
func (u *universe) seedFor(p *unit, name string) {
	typeName, method, _ := strings.Cut(name, ".")
	for _, at := range p.decls[typeName] {
		if fn, ok := at.decl.(*ast.FuncDecl); ok {
			u.walk(p, at.file, fn.Type)
		}
	}
	u.mark(p, typeName)
	u.seedMethod(p, typeName, method)
}

// seedType marks a type as //mcp:type names it: T, *T or *pkg.T.
func (u *universe) seedType(p *unit, file *ast.File, text string) {
	pkg, name, qualified := strings.Cut(strings.TrimPrefix(text, "*"), ".")
	if !qualified {
		u.mark(p, pkg)
		return
	}
	if path, ok := u.directiveImport(p, file, pkg); ok {
		p.wants[path] = true
		u.queue = append(u.queue, demand{path: path, name: name, isType: true})
	}
}

// seedMethod marks what the signature of a method mentions. A type that does not declare it may embed one that does, in
// this package or in another.
func (u *universe) seedMethod(p *unit, typeName, method string) {
	key := typeName + "." + method
	if method == "" || p.marked[key] {
		return
	}
	p.marked[key] = true
	for _, m := range p.methods[typeName] {
		if m.Name.Name == method {
			u.walk(p, p.home[m], m.Type)
			return
		}
	}
	for _, at := range p.decls[typeName] {
		spec, ok := at.spec.(*ast.TypeSpec)
		if !ok {
			continue
		}
		for _, embedded := range embeddedIn(spec.Type) {
			switch t := embedded.(type) {
			case *ast.Ident:
				u.seedMethod(p, t.Name, method)
				u.needDot(p, at.file, t.Name)
			case *ast.SelectorExpr:
				if x, ok := t.X.(*ast.Ident); ok {
					u.need(p, at.file, x.Name, demand{name: t.Sel.Name, isType: true, method: method})
				}
			}
		}
	}
}

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
