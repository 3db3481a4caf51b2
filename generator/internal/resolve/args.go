package resolve

import (
	"go/constant"
	"go/token"
	"go/types"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// checkArg type-checks one argument of a custom check and returns it as Go source.
func (r *resolver) checkArg(arg annotations.Term, param *types.Var, check *ir.CheckFunc, s scope) (ir.Arg, bool) {
	if arg.Kind == annotations.Path {
		return r.parameterArg(arg, param, check, s)
	}
	value, source, declared, ok := r.constantOf(arg, s)
	if !ok {
		return ir.Arg{}, false
	}
	fits := fitsType(value, param.Type())
	if declared != nil && !isUntyped(declared) {
		fits = types.AssignableTo(declared, param.Type())
	}
	if !fits {
		hint := ""
		if value.Kind() == constant.Int && constant.BitLen(value) > longestInteger {
			hint = "no Go program can hold such a number; a float is written with an exponent, as 1e200"
		}
		r.report("MCP316", arg.Span, hint, "%s does not fit %s of check %s", arg.Raw, r.parameter(param), check.Name)
		return ir.Arg{}, false
	}
	source.Value = literal(value)
	return source, true
}

// literal writes a constant so that equal ones, and only those, read alike.
func literal(v constant.Value) string {
	if v.Kind() == constant.Float {
		f, _ := constant.Float64Val(v) // no parameter is wider
		return strconv.FormatFloat(f, 'g', -1, 64)
	}
	return v.ExactString()
}

// parameter names a parameter and its type for messages.
func (r *resolver) parameter(v *types.Var) string {
	if v.Name() == "" || v.Name() == "_" {
		return "a parameter (" + r.typeString(v.Type()) + ")"
	}
	return "parameter " + v.Name() + " (" + r.typeString(v.Type()) + ")"
}

// typeString prints a type as the package's own code would write it.
func (r *resolver) typeString(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string {
		if p.Path() == r.pkg.Path {
			return ""
		}
		return p.Name()
	})
}

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

func isUntyped(t types.Type) bool {
	b, ok := t.(*types.Basic)
	return ok && b.Info()&types.IsUntyped != 0
}

// fitsType reports whether an untyped constant can be a value of the type, as in an assignment.
func fitsType(v constant.Value, t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	if !ok {
		i, isInterface := t.Underlying().(*types.Interface)
		return isInterface && i.Empty() && fitsDefault(v)
	}
	switch {
	case b.Info()&types.IsString != 0:
		return v.Kind() == constant.String
	case b.Info()&types.IsBoolean != 0:
		return v.Kind() == constant.Bool
	case b.Info()&types.IsInteger != 0:
		i := constant.ToInt(v)
		return i.Kind() == constant.Int && fitsInteger(i, b)
	case b.Info()&types.IsFloat != 0:
		return fitsFloat(v, b)
	}
	return false
}

// fitsDefault reports whether a constant fits the type that it has in an interface.
func fitsDefault(v constant.Value) bool {
	switch v.Kind() {
	case constant.Int:
		return fitsInteger(v, types.Typ[types.Int])
	case constant.Float:
		return fitsFloat(v, types.Typ[types.Float64])
	}
	return v.Kind() == constant.String || v.Kind() == constant.Bool
}

// longestInteger is how many bits the compiler allows an integer constant, whatever it is for.
const longestInteger = 512

func fitsFloat(v constant.Value, b *types.Basic) bool {
	if v.Kind() == constant.Int && constant.BitLen(v) > longestInteger {
		return false
	}
	v = constant.ToFloat(v)
	if v.Kind() != constant.Float {
		return false
	}
	if b.Kind() == types.Float32 {
		f, _ := constant.Float32Val(v)
		return !math.IsInf(float64(f), 0)
	}
	f, _ := constant.Float64Val(v)
	return !math.IsInf(f, 0)
}

func fitsInteger(v constant.Value, b *types.Basic) bool {
	bits := map[types.BasicKind]int{
		types.Int8: 8, types.Int16: 16, types.Int32: 32, types.Int64: 64, types.Int: 64,
		types.Uint8: 8, types.Uint16: 16, types.Uint32: 32, types.Uint64: 64, types.Uint: 64, types.Uintptr: 64,
	}[b.Kind()]
	if b.Info()&types.IsUnsigned != 0 {
		return constant.Sign(v) >= 0 && constant.BitLen(v) <= bits
	}
	if constant.Sign(v) < 0 { // -2^(bits-1) has bits of length too
		v = constant.BinaryOp(v, token.ADD, constant.MakeInt64(1))
	}
	return constant.BitLen(v) <= bits-1
}
