package resolve

import (
	"go/ast"
	"go/types"

	"github.com/mcpgen/mcpgen/annotations/diag"
)

// declared is a function or method that the package declares.
func (r *resolver) declared(decl *ast.FuncDecl) *function {
	f := &function{node: decl, name: decl.Name.Name, at: r.span(decl.Name), doc: decl.Doc.Text(), method: decl.Recv != nil}
	f.obj, _ = r.pkg.Defs[decl.Name].(*types.Func)
	f.params, f.results = r.spans(decl.Type)
	if f.obj != nil {
		f.receiver, f.pointer = receiverOf(f.obj.Signature())
	}
	if f.method && len(decl.Recv.List) == 1 {
		f.receiverAt = r.span(decl.Recv.List[0].Type)
	}
	return f
}

// interfaceMethod is a method of an interface type: whatever implements the interface can be registered.
func (r *resolver) interfaceMethod(field *ast.Field) *function {
	f := &function{node: field, name: field.Names[0].Name, at: r.span(field.Names[0]), doc: field.Doc.Text(), method: true}
	f.obj, _ = r.pkg.Defs[field.Names[0]].(*types.Func)
	if t, ok := field.Type.(*ast.FuncType); ok {
		f.params, f.results = r.spans(t)
	}
	if spec := r.typeAround(field); spec != nil {
		f.receiverAt = r.span(spec.Name)
		if obj := r.pkg.Types.Scope().Lookup(spec.Name.Name); obj != nil {
			f.receiver, _ = types.Unalias(obj.Type()).(*types.Named)
		}
	}
	return f
}

// typeAround is the declaration of the interface type that a method stands in.
func (r *resolver) typeAround(field *ast.Field) *ast.TypeSpec {
	for _, file := range r.pkg.Files {
		if field.Pos() < file.FileStart || file.FileEnd < field.Pos() {
			continue
		}
		for _, decl := range file.Decls {
			gen, ok := decl.(*ast.GenDecl)
			if !ok || field.Pos() < gen.Pos() || gen.End() < field.Pos() {
				continue
			}
			for _, spec := range gen.Specs {
				if t, ok := spec.(*ast.TypeSpec); ok && t.Pos() <= field.Pos() && field.Pos() <= t.End() {
					return t
				}
			}
		}
	}
	return nil
}

// spans lists where each parameter and each result stands.
func (r *resolver) spans(t *ast.FuncType) (params, results []diag.Span) {
	for _, f := range t.Params.List {
		for _, name := range f.Names {
			params = append(params, r.span(name))
		}
		if len(f.Names) == 0 {
			params = append(params, r.span(f.Type))
		}
	}
	if t.Results == nil {
		return params, nil
	}
	for _, f := range t.Results.List {
		for range max(1, len(f.Names)) {
			results = append(results, r.span(f.Type))
		}
	}
	return params, results
}
