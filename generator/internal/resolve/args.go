package resolve

import (
	"go/constant"
	"go/token"
	"go/types"
	"math"
	"strconv"

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
		} else if fitsType(value, types.Typ[types.Int64]) && isBasic(param.Type().Underlying(), types.Int) && !fitsInteger(constant.ToInt(value), types.Typ[types.Int]) {
			hint = "an int has 32 bits on some systems: let the check take an int64"
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
		types.Int8: 8, types.Int16: 16, types.Int32: 32, types.Int64: 64, types.Int: 32, // on some systems
		types.Uint8: 8, types.Uint16: 16, types.Uint32: 32, types.Uint64: 64, types.Uint: 32, types.Uintptr: 32,
	}[b.Kind()]
	if b.Info()&types.IsUnsigned != 0 {
		return constant.Sign(v) >= 0 && constant.BitLen(v) <= bits
	}
	if constant.Sign(v) < 0 { // -2^(bits-1) has bits of length too
		v = constant.BinaryOp(v, token.ADD, constant.MakeInt64(1))
	}
	return constant.BitLen(v) <= bits-1
}
