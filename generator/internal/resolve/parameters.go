package resolve

import (
	"go/types"

	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/load"
	"github.com/mcpgen/mcpgen/generator/internal/schema"
)

// parameters gives each parameter its role and returns the arguments; whole says that the only one is a struct that
// holds them all.
func (r *resolver) parameters(c *ir.Component, f *function, directives paramDirectives) (args []schema.Arg, whole bool) {
	r.callback = collected{}
	sig := f.obj.Signature()
	for i := range sig.Params().Len() {
		v := sig.Params().At(i)
		p := ir.Param{Field: -1, Role: role(v.Type())}
		last := sig.Variadic() && i == sig.Params().Len()-1
		switch {
		case p.Role != 0:
		case requestOf(v.Type()) != "":
			r.request(c, &p, v.Type(), f.params[i])
		case isUnusable(v.Type()):
			hint := "take *principal.Principal, which is nil without a token"
			if isRequest(v.Type()) || isNamed(v.Type(), load.CheckPath, "Request") {
				hint = "only checks get it; take *principal.Principal to know the caller"
			}
			r.report("MCP211", f.params[i], hint, "nothing can be passed to a parameter of type %s", r.typeString(v.Type()))
		case last && isOption(v.Type().(*types.Slice).Elem()):
			p.Role = ir.Options
		case callback(v.Type()) != nil:
			r.collector(&p, v.Type(), f.params[i])
		default:
			arg := schema.Arg{Var: v, Type: v.Type(), JSON: v.Name(), Span: f.params[i]}
			p.Role, p.Field, p.Spread = ir.Argument, len(args), last
			_, pointer := types.Unalias(v.Type()).(*types.Pointer)
			arg.Optional = last || pointer && !r.defaults.pointersRequired
			p.As, arg.Type = r.conversion(v, directives)
			args = append(args, arg)
		}
		c.Params = append(c.Params, p)
	}
	r.strayAs(directives)
	whole = len(args) == 1 && r.types.IsArgumentsStruct(args[0].Type)
	for i := range c.Params {
		switch p := &c.Params[i]; {
		case p.Role != ir.Argument:
		case whole:
			p.Role, p.Field = ir.Struct, -1
		case args[p.Field].JSON == "" || args[p.Field].JSON == "_":
			r.report("MCP213", args[p.Field].Span, "name the parameter: its name is the argument's name", "parameter of %s without a name", f.name)
		}
	}
	return args, whole
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

// isOption reports whether variadic parameters of the type are options, which are for Go callers: functions, and interfaces
// with methods, as grpc.CallOption. None is passed.
func isOption(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Signature:
		return true
	case *types.Interface:
		return !u.Empty()
	}
	return false
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

// isUnusable recognises types that look like something to inject but are not.
func isUnusable(t types.Type) bool {
	return isNamed(t, load.PrincipalPath, "Principal") || isRequest(t) || isNamed(t, load.CheckPath, "Request")
}
