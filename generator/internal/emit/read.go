package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// readField reads a member.
func (e *emitter) readField(f *ir.Field, d string, target *jen.Statement) jen.Code {
	e.field = f
	defer func() { e.field = nil }()
	if f.Constraints.Schema != "" {
		return jen.Qual(codecPath, "ReadStated").Call(jen.Id(d), target, jen.Id(e.schemaVars[f]), e.unstatedReader(f))
	}
	if f.Quoted {
		return e.readQuoted(f.Type, f.Constraints, d, target)
	}
	return e.read(f.Type, f.Constraints, d, target)
}

// read writes the call that reads a value of a type into target, an expression for a pointer to it. For a type that has
// a function of its own this is the body of that function.
func (e *emitter) read(t *ir.Type, c ir.Constraints, d string, target *jen.Statement) *jen.Statement {
	call := func(name string, more ...jen.Code) *jen.Statement {
		return jen.Qual(codecPath, name).Call(append([]jen.Code{jen.Id(d), target}, more...)...)
	}
	with := func(name string, rules []jen.Code) *jen.Statement {
		if len(rules) == 0 {
			return call(name)
		}
		return call(name+"With", rules...)
	}
	if t.Literal != "" {
		return jen.Id(e.decoders.function(e.names, t)).Call(jen.Id(d), target)
	}
	switch t.Kind {
	case ir.String:
		if values := e.enumValues(t, c); values != nil {
			return call("ReadEnum", values...)
		}
		return with("ReadString", e.stringRules(c))
	case ir.Integer:
		if values := e.enumValues(t, c); values != nil {
			return call("ReadIntEnum", values...)
		}
		if t.Unsigned {
			return with("ReadUint", numberRules(c, false))
		}
		return with("ReadInt", numberRules(c, false))
	case ir.Float:
		return with("ReadFloat", numberRules(c, true))
	case ir.Pointer:
		return call("ReadPointer", e.reader(t.Elem, c))
	case ir.Slice:
		if c.UniqueItems {
			return call(uniqueReader(t.Elem), append([]jen.Code{e.reader(t.Elem, ir.Constraints{})}, itemsRules(c)...)...)
		}
		rules := itemsRules(c)
		if len(rules) > 0 {
			return call("ReadSliceWith", append([]jen.Code{e.reader(t.Elem, ir.Constraints{})}, rules...)...)
		}
		return call("ReadSlice", e.reader(t.Elem, ir.Constraints{}))
	case ir.Array:
		target = sliceOf(target)
		return call("ReadArray", e.reader(t.Elem, ir.Constraints{}))
	case ir.Map:
		return e.readMap(t, d, target)
	case ir.Object:
		return jen.Id(e.decoders.function(e.names, t)).Call(jen.Id(d), target)
	}
	if isNamedAny(t) {
		target = asAny(target)
	}
	return call(simpleReader(t))
}

// uniqueReader names the function that reads an array without equal elements: == knows when those are equal, or only
// their JSON does.
func uniqueReader(elem *ir.Type) string {
	switch elem.Kind {
	case ir.String, ir.Integer, ir.Boolean:
		return "ReadUniqueSlice"
	}
	return "ReadUniqueItems"
}

// simpleReaders are the functions of codec for types without constraints or elements.
var simpleReaders = map[ir.TypeKind]string{
	ir.Boolean: "ReadBool", ir.Time: "ReadTime", ir.Bytes: "ReadBytes", ir.Any: "ReadAny", ir.Raw: "ReadRaw",
	ir.Number: "ReadNumber", ir.Text: "ReadText", ir.Duration: "ReadDuration", ir.URL: "ReadURL", ir.Custom: "ReadCustom",
	ir.BigInt: "ReadBigInt",
}

func simpleReader(t *ir.Type) string {
	if t.Kind == ir.Bytes && t.Elem != nil {
		return "ReadNamedBytes"
	}
	return simpleReaders[t.Kind]
}

func (e *emitter) readMap(t *ir.Type, d string, target *jen.Statement) *jen.Statement {
	name := "ReadMap"
	args := []jen.Code{jen.Id(d), target, e.reader(t.Elem, ir.Constraints{})}
	switch {
	case t.Key.Kind == ir.Integer && t.Key.Unsigned:
		name = "ReadUintMap"
	case t.Key.Kind == ir.Integer:
		name = "ReadIntMap"
	case t.Key.Kind == ir.Text:
		name = "ReadTextMap"
	case len(t.Key.Enum) > 0:
		name = "ReadEnumMap"
		args = append(args, e.enumValues(t.Key, ir.Constraints{})...)
	}
	return jen.Qual(codecPath, name).Call(args...)
}

// reader is a function value that reads a type: one of codec's, the type's own, or a literal.
func (e *emitter) reader(t *ir.Type, c ir.Constraints) jen.Code {
	if hasFunction(t) && len(c.Enum) == 0 {
		return jen.Id(e.decoders.function(e.names, t))
	}
	if name := e.plainReader(t, c); name != "" {
		return jen.Qual(codecPath, name)
	}
	d, v := e.names.local("d"), e.names.local("v")
	return jen.Func().Params(e.decodeParams(d, v, e.goType(t))...).Block(e.read(t, c, d, jen.Id(v)))
}

// plainReader names the function of codec that reads a type by itself; "" when it takes more than the value.
func (e *emitter) plainReader(t *ir.Type, c ir.Constraints) string {
	switch t.Kind {
	case ir.String:
		if len(e.stringRules(c)) == 0 && len(c.Enum) == 0 {
			return "ReadString"
		}
		return ""
	case ir.Integer:
		if len(numberRules(c, false)) > 0 || len(c.Enum) > 0 {
			return ""
		}
		if t.Unsigned {
			return "ReadUint"
		}
		return "ReadInt"
	case ir.Float:
		if len(numberRules(c, true)) > 0 {
			return ""
		}
		return "ReadFloat"
	}
	return simpleReader(t)
}

// readQuoted reads a number or boolean that travels inside a string.
func (e *emitter) readQuoted(t *ir.Type, c ir.Constraints, d string, target *jen.Statement) jen.Code {
	if t.Kind == ir.Pointer {
		v := e.names.local("v")
		inner := jen.Func().Params(e.decodeParams(d, v, e.goType(t.Elem))...).Block(e.readQuoted(t.Elem, c, d, jen.Id(v)))
		return jen.Qual(codecPath, "ReadPointer").Call(jen.Id(d), target, inner)
	}
	name := "ReadQuoted"
	if t.Kind == ir.Integer {
		name = "ReadQuotedInt"
	}
	return jen.Qual(codecPath, name).Call(jen.Id(d), target, e.reader(t, c))
}
