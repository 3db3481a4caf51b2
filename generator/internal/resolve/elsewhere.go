package resolve

import (
	"cmp"
	"go/ast"
	"go/types"
	"strings"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/annotations/diag"
)

// elsewhere is the function that for= names: one of the package, or a method that one of its types has, declared or by
// embedding. Nil, with a finding, when there is none.
func (r *resolver) elsewhere(d annotations.Found, part *ast.CommentGroup) *function {
	name := d.Text("for")
	f := &function{node: part, at: name.Span}
	typeName, method, isMethod := strings.Cut(name.Text, ".")
	f.name = cmp.Or(method, typeName)
	if isMethod {
		f.method, f.receiverAt = true, name.Span
		f.obj = r.methodNamed(f, name, typeName)
	} else if f.obj, _ = r.pkg.Types.Scope().Lookup(name.Text).(*types.Func); f.obj == nil && !r.pkg.Invalid {
		r.report("MCP221", name.Span, "write for=TYPE.METHOD, or for=FUNCTION, of this package", "no function %s", name.Text)
	}
	if f.obj == nil {
		return nil
	}
	for range f.obj.Signature().Params().Len() {
		f.params = append(f.params, name.Span)
	}
	for range f.obj.Signature().Results().Len() {
		f.results = append(f.results, name.Span)
	}
	if f.doc = part.Text(); strings.TrimSpace(f.doc) == "" {
		f.doc = r.types.Doc(f.obj)
	}
	return f
}

// methodNamed finds the method of a type of the package.
func (r *resolver) methodNamed(f *function, name annotations.Word, typeName string) *types.Func {
	obj, _ := r.pkg.Types.Scope().Lookup(typeName).(*types.TypeName)
	if obj == nil {
		if !r.pkg.Invalid {
			r.report("MCP221", name.Span, r.nearestType(typeName), "no type %s in package %s", typeName, r.pkg.Name)
		}
		return nil
	}
	named, ok := types.Unalias(obj.Type()).(*types.Named)
	switch {
	case !ok || named.Obj().Pkg() != r.pkg.Types:
		r.report("MCP221", name.Span, "embed it in a type of this package: type "+typeName+"Tools struct{ "+r.typeString(obj.Type())+" }",
			"%s is no type that package %s declares, so nothing can be registered on it", typeName, r.pkg.Name)
		return nil
	case named.TypeParams() != nil:
		r.report("MCP204", name.Span, "embed an instance in a type of its own", "mcp:for= on the generic type %s", typeName)
		return nil
	}
	var whole types.Type = named
	if !types.IsInterface(named) {
		whole = types.NewPointer(named)
	}
	found, _, _ := types.LookupFieldOrMethod(whole, true, r.pkg.Types, f.name)
	fn, ok := found.(*types.Func)
	if !ok {
		if !r.pkg.Invalid {
			r.report("MCP221", r.behindDot(name), nearestMethod(whole, f.name), "%s has no method %s", typeName, f.name)
		}
		return nil
	}
	f.receiver, f.pointer = named, true
	return fn
}

// behindDot is where the method is written.
func (r *resolver) behindDot(name annotations.Word) diag.Span {
	at := strings.IndexByte(name.Text, '.') + 1
	return within(name, at, len(name.Text))
}

func (r *resolver) nearestType(name string) string {
	var known []string
	scope := r.pkg.Types.Scope()
	for _, one := range scope.Names() {
		if _, ok := scope.Lookup(one).(*types.TypeName); ok {
			known = append(known, one)
		}
	}
	if near := annotations.Nearest(name, known); near != "" {
		return "did you mean " + near + "?"
	}
	return "write for=TYPE.METHOD with a type of this package"
}

func nearestMethod(t types.Type, name string) string {
	var known []string
	set := types.NewMethodSet(t)
	for method := range set.Methods() {
		if method.Obj().Exported() {
			known = append(known, method.Obj().Name())
		}
	}
	if near := annotations.Nearest(name, known); near != "" {
		return "did you mean " + near + "?"
	}
	if len(known) > 0 && len(known) <= 12 {
		return "methods: " + strings.Join(known, ", ")
	}
	return "write the name of a method of the type"
}
