package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// resultEncoder is the function value that writes a result. A pointer to an object must not be nil: the output schema
// promises an object.
func (e *emitter) resultEncoder(t *ir.Type) jen.Code {
	if t.Kind == ir.Pointer && t.Go.Name == "" && !e.isWrapped(t) {
		v, w := e.names.local("v"), e.names.local("e")
		return jen.Func().Params(e.encodeParams(w, v, e.goType(t))...).Block(
			jen.Qual(codecPath, "WriteNonNil").Call(jen.Id(w), jen.Id(v), e.writer(t.Elem)),
		)
	}
	if name := plainWriter(t); name != "" && !t.Recursive && !isNamedAny(t) {
		f := jen.Qual(codecPath, name)
		if genericWriters[t.Kind] {
			f = f.Types(e.goType(t)) // nothing else says which type it is
		}
		return f
	}
	return e.writer(t)
}

// isWrapped reports whether the JSON of a type is no object.
func (e *emitter) isWrapped(t *ir.Type) bool {
	for t.Kind == ir.Pointer {
		t = t.Elem
	}
	return t.Kind != ir.Object && t.Kind != ir.Map
}

// encoder writes the function that writes a type.
func (e *emitter) encoder(t *ir.Type) {
	name := e.encoders.names[t]
	w, v := e.names.local("e"), e.names.local("v")
	var body []jen.Code
	switch {
	case t.Kind == ir.Object && len(t.Fields) == 0:
		body = []jen.Code{jen.Id(w).Dot("Begin").Call(), jen.Id(w).Dot("End").Call()}
		v = "_"
	case t.Kind == ir.Object:
		body = e.members(t, w, v)
	default:
		body = []jen.Code{e.write(t, jen.Id(w), jen.Id(v))}
	}
	e.file.Func().Id(name).Params(e.encodeParams(w, v, e.goType(t))...).Block(body...).Line()
}

func (e *emitter) encodeParams(w, v string, t *jen.Statement) []jen.Code {
	return []jen.Code{jen.Id(w).Op("*").Qual(codecPath, "Encoder"), jen.Id(v).Op("*").Add(t)}
}

// members writes one call a member; a member that may be left out stands in an if.
func (e *emitter) members(t *ir.Type, w, v string) []jen.Code {
	body := []jen.Code{jen.Id(w).Dot("Begin").Call()}
	for i := range t.Fields {
		f := &t.Fields[i]
		target := selector(v, f.Path)
		named := jen.Id(w).Dot("Name").Call(jen.Lit(escaped(f.JSON)))
		write := e.writeField(f, named, address(target))
		if condition := e.present(f, v); condition != nil {
			write = jen.If(condition).Block(write)
		}
		body = append(body, write)
	}
	return append(body, jen.Id(w).Dot("End").Call())
}

func (e *emitter) writeField(f *ir.Field, w, target *jen.Statement) jen.Code {
	if f.Quoted {
		return jen.Qual(codecPath, quotedWriter(f.Type)).Call(w, target, e.writer(base(f.Type)))
	}
	return e.write(f.Type, w, target)
}

func quotedWriter(t *ir.Type) string {
	if t.Kind == ir.Pointer {
		return "WriteQuotedPointer"
	}
	return "WriteQuoted"
}

// write writes the call that writes a value.
func (e *emitter) write(t *ir.Type, w, target *jen.Statement) *jen.Statement {
	call := func(name string, more ...jen.Code) *jen.Statement {
		return jen.Qual(codecPath, name).Call(append([]jen.Code{w, target}, more...)...)
	}
	switch t.Kind {
	case ir.Pointer:
		return call("WritePointer", e.writer(t.Elem))
	case ir.Slice:
		return call("WriteSlice", e.writer(t.Elem))
	case ir.Array:
		target = sliceOf(target)
		return call("WriteArray", e.writer(t.Elem))
	case ir.Map:
		return call(mapWriter(t), e.writer(t.Elem))
	case ir.Object:
		return jen.Id(e.encoders.function(e.names, t)).Call(w, target)
	}
	if isNamedAny(t) {
		target = asAny(target)
	}
	return call(plainWriter(t))
}

func mapWriter(t *ir.Type) string {
	switch t.Key.Kind {
	case ir.Integer:
		return "WriteIntMap"
	case ir.Text:
		return "WriteTextMap"
	}
	return "WriteMap"
}

// plainWriter names the function of codec that writes a type by itself.
func plainWriter(t *ir.Type) string {
	switch {
	case t.Kind == ir.Integer && t.Unsigned:
		return "WriteUint"
	case t.Kind == ir.Bytes && t.Elem != nil:
		return "WriteNamedBytes"
	}
	return map[ir.TypeKind]string{
		ir.String: "WriteString", ir.Integer: "WriteInt", ir.Float: "WriteFloat", ir.Boolean: "WriteBool",
		ir.Time: "WriteTime", ir.Bytes: "WriteBytes", ir.Any: "WriteAny", ir.Raw: "WriteRaw", ir.Number: "WriteNumber",
		ir.Text: "WriteText", ir.Duration: "WriteDuration", ir.URL: "WriteURL", ir.Custom: "WriteCustom",
		ir.BigInt: "WriteBigInt",
	}[t.Kind]
}

// genericWriters are the functions of codec that have a type parameter.
var genericWriters = map[ir.TypeKind]bool{
	ir.String: true, ir.Integer: true, ir.Float: true, ir.Boolean: true, ir.Bytes: true, ir.Text: true, ir.Custom: true,
	ir.Raw: true,
}

// writer is a function value that writes a type.
func (e *emitter) writer(t *ir.Type) jen.Code {
	if t.Kind == ir.Object || t.Recursive || isNamedAny(t) {
		return jen.Id(e.encoders.function(e.names, t))
	}
	if name := plainWriter(t); name != "" {
		return jen.Qual(codecPath, name)
	}
	w, v := e.names.local("e"), e.names.local("v")
	return jen.Func().Params(e.encodeParams(w, v, e.goType(t))...).Block(e.write(t, jen.Id(w), jen.Id(v)))
}
