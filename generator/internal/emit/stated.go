package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// statedDecoder writes the function that reads a type with a stated schema: what obeys it goes on to inner.
func (e *emitter) statedDecoder(name string, t *ir.Type, word string, inner jen.Code) {
	d, v := e.names.local("d"), e.names.local("v")
	schema := e.statedVar(word, t.Literal)
	e.file.Func().Id(name).Params(e.decodeParams(d, v, e.goType(t))...).Block(
		jen.Qual(codecPath, "ReadStated").Call(jen.Id(d), jen.Id(v), jen.Id(schema), inner),
	).Line()
}

// literalDecoder writes the functions that read a type which states its schema.
func (e *emitter) literalDecoder(name string, t *ir.Type) {
	word := lowerFirst(typeName(t))
	bare := *t
	bare.Literal = ""
	if t.Kind != ir.Object {
		e.statedDecoder(name, t, word, e.readerInPlace(&bare))
		return
	}
	inner := e.names.global(name + "Members")
	e.statedDecoder(name, t, word, jen.Id(inner))
	e.objectDecoder(inner, e.goType(t), word, &bare)
}

// readerInPlace is a function literal that reads a type by its kind, whatever function of its own it has.
func (e *emitter) readerInPlace(t *ir.Type) jen.Code {
	if name := simpleReaders[t.Kind]; name != "" && !isNamedAny(t) {
		return jen.Qual(codecPath, name)
	}
	d, v := e.names.local("d"), e.names.local("v")
	return jen.Func().Params(e.decodeParams(d, v, e.goType(t))...).Block(e.read(t, ir.Constraints{}, d, jen.Id(v)))
}

// schemas declares the stated schemas of an object's members.
func (e *emitter) schemas(t *ir.Type, word string) {
	for i := range t.Fields {
		if f := &t.Fields[i]; f.Constraints.Schema != "" {
			e.schemaVars[f] = e.statedVar(word+identifier(f.JSON), f.Constraints.Schema)
		}
	}
}

// statedVar declares the variable of a stated schema.
func (e *emitter) statedVar(word, text string) string {
	name := e.names.global(word + "Schema")
	e.file.Var().Id(name).Op("=").Qual(codecPath, "Stated").Call(raw(text)).Line()
	return name
}

// unstatedReader is a function value that reads a field's type without the schema that the type states: the field's own
// stands instead.
func (e *emitter) unstatedReader(f *ir.Field) jen.Code {
	t := f.Type
	if base := base(t); base.Kind != ir.Custom && base.Kind != ir.Text {
		return e.reader(t, ir.Constraints{})
	}
	if t.Kind != ir.Pointer {
		return jen.Qual(codecPath, simpleReaders[t.Kind])
	}
	d, v := e.names.local("d"), e.names.local("v")
	return jen.Func().Params(e.decodeParams(d, v, e.goType(t))...).Block(
		jen.Qual(codecPath, "ReadPointer").Call(jen.Id(d), jen.Id(v), jen.Qual(codecPath, simpleReaders[t.Elem.Kind])),
	)
}
