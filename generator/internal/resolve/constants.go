package resolve

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// constantOf evaluates an argument, a literal or a Go constant of this or an imported package, and returns how the
// generated file writes it: a Go constant by its name, for its value alone would be of another type, and 1/2 is zero
// among integers. declared is the type of a Go constant.
func (r *resolver) constantOf(arg annotations.Term, s scope) (v constant.Value, source ir.Arg, declared types.Type, ok bool) {
	switch arg.Kind {
	case annotations.String:
		return constant.MakeString(arg.Text), ir.Arg{Go: strconv.Quote(arg.Text)}, nil, true
	case annotations.Bool:
		return constant.MakeBool(arg.Text == "true"), ir.Arg{Go: arg.Text}, nil, true
	case annotations.Number:
		return numberOf(arg.Text), ir.Arg{Go: arg.Text}, nil, true
	case annotations.Call:
		r.report("MCP316", arg.Span, "write a literal or the name of a Go constant", "%s is no constant", arg.Raw)
		return nil, ir.Arg{}, nil, false
	}
	obj := r.lookupConst(arg, s)
	if pkg, _, qualified := strings.Cut(arg.Text, "."); obj == nil && qualified && r.pkg.IsLost(s.found.Node.Pos(), pkg) {
		return nil, ir.Arg{}, nil, false
	}
	if obj == nil {
		hint := "quote a string: \"" + arg.Text + "\"; a bare word names a Go constant"
		if s.args != nil && slices.ContainsFunc(s.args.component.Input.Fields, func(f ir.Field) bool { return f.JSON == arg.Text }) {
			hint = "for the parameter write $" + arg.Text + "; a bare word names a Go constant"
		}
		r.report("MCP316", arg.Span, hint, "no constant %s", arg.Text)
		return nil, ir.Arg{}, nil, false
	}
	source = ir.Arg{Go: obj.Name()}
	if obj.Pkg() != r.pkg.Types {
		source.ImportPath, source.PackageName = obj.Pkg().Path(), obj.Pkg().Name()
	}
	return obj.Val(), source, obj.Type(), true
}

func (r *resolver) lookupConst(arg annotations.Term, s scope) *types.Const {
	pkg, name, qualified := strings.Cut(arg.Text, ".")
	if !qualified {
		obj, _ := r.pkg.Types.Scope().Lookup(arg.Text).(*types.Const)
		if obj != nil {
			r.onlyOne("constant", obj, arg.Text, arg.Span)
		}
		return obj
	}
	path, ok := r.pkg.ImportPath(s.found.Node.Pos(), pkg)
	if !ok || !token.IsExported(name) {
		return nil
	}
	for _, imported := range r.pkg.Types.Imports() {
		if imported.Path() == path {
			obj, _ := imported.Scope().Lookup(name).(*types.Const)
			return obj
		}
	}
	return nil
}

func numberOf(text string) constant.Value {
	digits, negative := strings.CutPrefix(text, "-")
	kind := token.INT
	if strings.ContainsAny(digits, ".eE") {
		kind = token.FLOAT
	}
	v := constant.MakeFromLiteral(digits, kind, 0)
	if negative {
		v = constant.UnaryOp(token.SUB, v, 0)
	}
	return v
}
