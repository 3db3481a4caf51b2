package resolve

import (
	"go/ast"
	"go/types"
	"path/filepath"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/load"
	"github.com/mcpgen/mcpgen/generator/internal/schema"
)

// signature reads receiver, parameters and results of an annotated function. It reports whether all could be read.
func (r *resolver) signature(c *ir.Component, fn *ast.FuncDecl, out *arguments) bool {
	before := len(r.found)
	r.types.For(fn.Name.Name)
	obj := r.object(fn)
	if obj == nil || r.pkg.Invalid {
		return false // type errors have been reported
	}
	if fn.Name.Name == "_" || fn.Recv == nil && (fn.Name.Name == "init" || fn.Name.Name == "main" && r.pkg.Name == "main") {
		r.report("MCP212", r.span(fn.Name), "write a function with another name that calls it", "func %s cannot be called, so it cannot be a %s", fn.Name.Name, c.Kind)
		return false
	}
	c.Func.Name = fn.Name.Name
	sig := obj.Signature()
	r.receiver(c, sig, fn)
	if sig.Variadic() {
		last := fn.Type.Params.List[len(fn.Type.Params.List)-1]
		r.report("MCP209", r.span(last.Type), "take a slice", "variadic parameter of %s: a caller names each argument", fn.Name.Name)
		return false
	}
	args, whole := r.parameters(c, sig, fn)
	if len(r.found) > before {
		return false
	}
	out.args, out.whole = args, whole
	var more []diag.Diagnostic
	if whole {
		at := args[0].Span
		c.Input, more = r.types.InputStruct(args[0].Var.Type(), at, r.params(fn))
		for i := range c.Params {
			if c.Params[i].Role == ir.Struct {
				c.Params[i].Go = c.Input.Go
				_, c.Params[i].Pointer = types.Unalias(args[0].Var.Type()).(*types.Pointer)
			}
		}
	} else {
		c.Input, more = r.types.Input(args, r.params(fn))
	}
	r.found = append(r.found, more...)
	r.results(c, sig, fn)
	return len(r.found) == before
}

// receiver checks that generated code outside of the type's author's control can register the method.
func (r *resolver) receiver(c *ir.Component, sig *types.Signature, fn *ast.FuncDecl) {
	if sig.Recv() == nil {
		if own := r.pkg.Types.Scope().Lookup("RegisterMCP"); own != nil {
			r.registerTaken(own, "the package")
		}
		return
	}
	named, pointer := receiverOf(sig)
	if named == nil {
		return // a broken receiver, which is reported
	}
	c.Func.Receiver, c.Func.Pointer = named.Obj().Name(), pointer
	r.ownRegister(named)
	if !named.Obj().Exported() && r.pkg.Name != "main" {
		r.report("MCP208", r.span(fn.Recv.List[0].Type), "export the type: main has to call its RegisterMCP",
			"mcp:%s on a method of the unexported type %s", c.Kind, c.Func.Receiver)
	}
}

// ownRegister reports a method or field RegisterMCP of the receiver's own: the generated method has to stand there. A
// promoted one does not collide. It looks at each type once, as one with many components has many methods.
func (r *resolver) ownRegister(t *types.Named) {
	if r.receivers[t] {
		return
	}
	r.receivers[t] = true
	var taken types.Object
	for m := range t.Methods() {
		if m.Name() == "RegisterMCP" {
			taken = m
		}
	}
	if s, ok := t.Underlying().(*types.Struct); ok {
		for f := range s.Fields() {
			if f.Name() == "RegisterMCP" {
				taken = f
			}
		}
	}
	if taken != nil {
		r.registerTaken(taken, t.Obj().Name())
	}
}

// registerTaken reports a RegisterMCP of the user's own, once. The one in the generated file is none: mcpgen leaves that
// file out, but go vet has it.
func (r *resolver) registerTaken(taken types.Object, who string) {
	file := r.pkg.Fset.PositionFor(taken.Pos(), false).Filename
	if r.registered[taken] || filepath.Base(file) == load.GeneratedFile {
		return
	}
	r.registered[taken] = true
	at := annotations.Position(r.pkg.Fset, taken.Pos())
	end := at
	end.Offset, end.Column = at.Offset+len("RegisterMCP"), at.Column+len("RegisterMCP")
	span := diag.Span{File: file, Start: at, End: end}
	r.report("MCP505", span, "rename it", "%s declares RegisterMCP itself, which mcpgen has to generate", who)
}

// parameters gives each parameter its role and returns the arguments; whole says that the only one is a struct that
// holds them all.
func (r *resolver) parameters(c *ir.Component, sig *types.Signature, fn *ast.FuncDecl) (args []schema.Arg, whole bool) {
	spans := r.fieldSpans(fn.Type.Params)
	for i := range sig.Params().Len() {
		v := sig.Params().At(i)
		p := ir.Param{Field: -1, Role: role(v.Type())}
		switch {
		case p.Role == ir.Context && i > 0:
			r.report("MCP210", spans[i], "make it the first parameter", "context.Context is not the first parameter of %s", fn.Name.Name)
		case p.Role != 0:
		case requestOf(v.Type()) != "":
			r.request(c, &p, v.Type(), spans[i])
		case isUnusable(v.Type()):
			hint := "take *principal.Principal, which is nil without a token"
			if isRequest(v.Type()) || isNamed(v.Type(), load.CheckPath, "Request") {
				hint = "only checks get it; take *principal.Principal to know the caller"
			}
			r.report("MCP211", spans[i], hint, "nothing can be passed to a parameter of type %s", r.typeString(v.Type()))
		default:
			p.Role, p.Field = ir.Argument, len(args)
			args = append(args, schema.Arg{Var: v, JSON: v.Name(), Span: spans[i]})
		}
		c.Params = append(c.Params, p)
	}
	whole = len(args) == 1 && r.types.IsArgumentsStruct(args[0].Var.Type())
	for i := range c.Params {
		switch p := &c.Params[i]; {
		case p.Role != ir.Argument:
		case whole:
			p.Role, p.Field = ir.Struct, -1
		case args[p.Field].JSON == "" || args[p.Field].JSON == "_":
			r.report("MCP213", args[p.Field].Span, "name the parameter: its name is the argument's name", "parameter of %s without a name", fn.Name.Name)
		}
	}
	return args, whole
}

// requestOf is the name of mcp-go's request type, or a pointer to it; "" for other types.
func requestOf(t types.Type) string {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	for _, name := range requests {
		if isNamed(t, load.MCPPath, name) {
			return name
		}
	}
	return ""
}

var requests = map[ir.Kind]string{ir.Tool: "CallToolRequest", ir.Resource: "ReadResourceRequest", ir.Prompt: "GetPromptRequest"}

// request gives a parameter of mcp-go's request type its role, when it is the one of the component's kind.
func (r *resolver) request(c *ir.Component, p *ir.Param, t types.Type, at diag.Span) {
	name := requestOf(t)
	if requests[c.Kind] != name {
		r.report("MCP211", at, "take mcp."+requests[c.Kind], "a %s gets no mcp.%s", c.Kind, name)
		return
	}
	_, p.Pointer = types.Unalias(t).(*types.Pointer)
	p.Role, p.Go = ir.Request, ir.GoType{ImportPath: load.MCPPath, PackageName: "mcp", Name: name}
}

// role recognises what is injected; 0 is an argument.
func role(t types.Type) ir.ParamRole {
	switch {
	case isContext(t):
		return ir.Context
	case isPrincipal(t):
		return ir.Principal
	}
	return 0
}

// isUnusable recognises types that look like something to inject but are not.
func isUnusable(t types.Type) bool {
	return isNamed(t, load.PrincipalPath, "Principal") || isRequest(t) || isNamed(t, load.CheckPath, "Request")
}

// fieldSpans lists where each parameter or result stands: its name, or its type when it has none.
func (r *resolver) fieldSpans(list *ast.FieldList) []diag.Span {
	var spans []diag.Span
	if list == nil {
		return nil
	}
	for _, f := range list.List {
		for _, name := range f.Names {
			spans = append(spans, r.span(name))
		}
		if len(f.Names) == 0 {
			spans = append(spans, r.span(f.Type))
		}
	}
	return spans
}

// results reads (T, error), T, error or nothing.
func (r *resolver) results(c *ir.Component, sig *types.Signature, fn *ast.FuncDecl) {
	spans := r.resultSpans(fn)
	n := sig.Results().Len()
	hasError := n > 0 && isError(sig.Results().At(n-1).Type())
	values := n
	if hasError {
		values--
	}
	if values > 1 {
		r.report("MCP214", spans[1], "return (T, error), T, error or nothing; put several values into a struct", "%s returns %s", fn.Name.Name, plural(values, "value"))
		return
	}
	var t types.Type
	at := r.span(fn.Name)
	if values == 1 {
		t, at = sig.Results().At(0).Type(), spans[0]
		if isError(t) {
			r.report("MCP214", at, "return one error, last", "%s returns two errors", fn.Name.Name)
			return
		}
		if !hasError && types.Implements(t, types.Universe.Lookup("error").Type().Underlying().(*types.Interface)) {
			r.report("MCP214", at, "return error", "%s returns %s, which is an error: as data, a failure would be a success, and nil a failure",
				fn.Name.Name, r.typeString(t))
			return
		}
	}
	if t != nil {
		if kind, ok := r.mcpResult(c, t, at); ok {
			c.Result = ir.Result{Kind: kind, HasError: hasError}
			return
		}
	}
	result, more := r.types.Result(t, at)
	r.found = append(r.found, more...)
	result.HasError = hasError
	c.Result = result
	r.sendable(c, at)
}

// resultSpans lists where the type of each result stands.
func (r *resolver) resultSpans(fn *ast.FuncDecl) []diag.Span {
	var spans []diag.Span
	if fn.Type.Results == nil {
		return nil
	}
	for _, f := range fn.Type.Results.List {
		for range max(1, len(f.Names)) {
			spans = append(spans, r.span(f.Type))
		}
	}
	return spans
}
