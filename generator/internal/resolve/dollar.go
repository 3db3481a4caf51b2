package resolve

import (
	"go/types"
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// parameterArg resolves $name or $name.member, an argument of the call that is passed to a check, and holds its Go type
// against the check's parameter. Names are those of the JSON, as the caller of the component sees them.
func (r *resolver) parameterArg(arg annotations.Term, param *types.Var, check *ir.CheckFunc, s scope) (ir.Arg, bool) {
	switch {
	case s.args == nil:
		r.report("MCP310", arg.Span, "move it to the auth= of the components it is about",
			"%s: mcp:%s has no parameters", arg.Raw, s.found.Verb.Text)
		return ir.Arg{}, false
	case check.Shape != ir.CheckArgs:
		r.report("MCP310", arg.Span, "let the check be func(ctx context.Context, r *check.Request, …) error",
			"%s: check %s takes constants only", arg.Raw, check.Name)
		return ir.Arg{}, false
	case !s.args.known:
		return ir.Arg{}, false // the signature has findings
	}
	path, t, ok := r.member(arg, s.args)
	if !ok {
		return ir.Arg{}, false
	}
	if !types.AssignableTo(t, param.Type()) {
		r.report("MCP316", arg.Span, "", "%s is %s, which does not fit %s of check %s", arg.Raw,
			r.typeString(t), r.parameter(param), check.Name)
		return ir.Arg{}, false
	}
	return ir.Arg{Path: path, Value: "$" + arg.Text}, true
}

// member follows a dotted path of JSON names and returns the Go selector and type.
func (r *resolver) member(arg annotations.Term, a *arguments) ([]string, types.Type, bool) {
	var path []string
	object := &a.component.Input
	var t types.Type
	if a.whole {
		t = a.args[0].Type
		if p, ok := types.Unalias(t).(*types.Pointer); ok {
			t = p.Elem() // the decoder allocates it
		}
	}
	words := strings.Split(arg.Text, ".")
	for i, name := range words {
		var names []string
		var field *ir.Field
		if object.Kind == ir.Pointer {
			r.throughPointer(arg)
			return nil, nil, false
		}
		if object.Kind == ir.Object {
			for j := range object.Fields {
				names = append(names, object.Fields[j].JSON)
				if object.Fields[j].JSON == name {
					field = &object.Fields[j]
				}
			}
		}
		if field == nil {
			r.noMember(arg, words, i, names)
			return nil, nil, false
		}
		if i == 0 && !a.whole {
			t = r.argType(a, name)
		} else if t = r.follow(t, field.Path); t == nil {
			r.throughPointer(arg)
			return nil, nil, false
		}
		path = append(path, field.Path...)
		object = field.Type
	}
	return path, t, t != nil
}

func (r *resolver) throughPointer(arg annotations.Term) {
	r.report("MCP310", arg.Span, "pass the parameter as a whole; the check can look for nil",
		"%s goes through a pointer that may be nil", arg.Raw)
}

func (r *resolver) noMember(arg annotations.Term, words []string, i int, names []string) {
	name := words[i]
	hint := "arguments: " + strings.Join(names, ", ")
	if near := annotations.Nearest(name, names); near != "" {
		meant := slices.Clone(words)
		meant[i] = near
		hint = "did you mean $" + strings.Join(meant, ".") + "?"
	} else if len(names) == 0 {
		hint = ""
	}
	r.report("MCP319", arg.Span, hint, "%s names no argument: there is no %q", arg.Raw, name)
}

func (r *resolver) argType(a *arguments, name string) types.Type {
	for _, arg := range a.args {
		if arg.JSON == name {
			return arg.Type
		}
	}
	return nil
}

// follow walks a Go selector; nil when it passes through a pointer.
func (r *resolver) follow(t types.Type, path []string) types.Type {
	for _, name := range path {
		obj, _, indirect := types.LookupFieldOrMethod(t, true, r.pkg.Types, name)
		field, ok := obj.(*types.Var)
		if !ok || indirect {
			return nil
		}
		t = field.Type()
	}
	return t
}

// parameter names a parameter and its type for messages.
func (r *resolver) parameter(v *types.Var) string {
	if v.Name() == "" || v.Name() == "_" {
		return "a parameter (" + r.typeString(v.Type()) + ")"
	}
	return "parameter " + v.Name() + " (" + r.typeString(v.Type()) + ")"
}
