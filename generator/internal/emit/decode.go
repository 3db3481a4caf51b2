package emit

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// input writes the struct of a component's arguments and its decoder.
func (e *emitter) input(c *ir.Component) {
	if takesStruct(c) || len(c.Input.Fields) == 0 {
		return
	}
	name := e.inputName(c)
	e.comment(name + " are the arguments of " + strings.TrimPrefix(c.Func.Receiver+"."+c.Func.Name, ".") + ".")
	fields := make([]jen.Code, len(c.Input.Fields))
	for i, f := range c.Input.Fields {
		fields[i] = jen.Id(f.Path[0]).Add(e.goType(f.Type))
	}
	e.file.Type().Id(name).Struct(fields...).Line()
	e.objectDecoder(e.inputFunction(c), jen.Id(name), lowerFirst(strings.TrimSuffix(name, "Input")), &c.Input)
}

// output writes the struct of a component's several results.
func (e *emitter) output(c *ir.Component) {
	if !c.Result.Several {
		return
	}
	name := c.Result.Type.Go.Name
	e.comment(name + " are the results of " + strings.TrimPrefix(c.Func.Receiver+"."+c.Func.Name, ".") + ".")
	fields := make([]jen.Code, len(c.Result.Type.Fields))
	for i, f := range c.Result.Type.Fields {
		fields[i] = jen.Id(f.Path[0]).Add(e.goType(f.Type))
	}
	e.file.Type().Id(name).Struct(fields...).Line()
}

// inputDecoder names the function that reads a component's arguments.
func (e *emitter) inputDecoder(c *ir.Component) jen.Code {
	switch {
	case takesStruct(c):
		return jen.Id(e.decoders.function(e.names, &c.Input))
	case len(c.Input.Fields) == 0:
		return jen.Qual(codecPath, "ReadNothing")
	}
	return jen.Id(e.inputFunction(c))
}

func (e *emitter) inputFunction(c *ir.Component) string {
	if e.inputDecoders[c] == "" {
		e.inputDecoders[c] = e.names.global("decode" + upperFirst(e.inputName(c)))
	}
	return e.inputDecoders[c]
}

// codecs writes the functions of all types in use; writing one may bring in others.
func (e *emitter) codecs() {
	for {
		d, w := e.decoders.next(), e.encoders.next()
		if d == nil && w == nil {
			return
		}
		if d != nil {
			e.decoder(d)
		}
		if w != nil {
			e.encoder(w)
		}
	}
}

// decoder writes the function that reads a type.
func (e *emitter) decoder(t *ir.Type) {
	name := e.decoders.names[t]
	if t.Literal != "" {
		e.literalDecoder(name, t)
		return
	}
	if t.Kind == ir.Object {
		e.objectDecoder(name, e.goType(t), lowerFirst(typeName(t)), t)
		return
	}
	d, v := e.names.local("d"), e.names.local("v")
	e.file.Func().Id(name).Params(e.decodeParams(d, v, e.goType(t))...).Block(
		e.read(t, ir.Constraints{}, d, jen.Id(v)),
	).Line()
}

func (e *emitter) decodeParams(d, v string, t *jen.Statement) []jen.Code {
	return []jen.Code{jen.Id(d).Op("*").Qual(codecPath, "Decoder"), jen.Id(v).Op("*").Add(t)}
}

// objectDecoder writes the members of an object and the function that reads it.
func (e *emitter) objectDecoder(name string, goType *jen.Statement, word string, t *ir.Type) {
	members := e.names.global(word + "Members")
	d, v, o := e.names.local("d"), e.names.local("v"), e.names.local("o")
	e.patterns(t, word)
	e.schemas(t, word)
	var presets, cases []jen.Code
	for i := range t.Fields {
		f := &t.Fields[i]
		target := fieldTarget(v, f)
		if f.Constraints.Default != "" && isPreset(f.Type) {
			presets = append(presets, e.preset(f, target))
		}
		cases = append(cases, jen.Case(jen.Lit(f.JSON)).Block(e.readField(f, d, address(target))))
	}
	e.file.Var().Id(members).Op("=").Add(memberNames(t)).Line()
	// Declared by the loop, it would be copied for each member: Go gives each turn a variable of its own.
	object := jen.Id(o).Op(":=").Id(d).Dot("Object").Call(jen.Op("&").Id(members))
	loop := jen.For(jen.Id(o).Dot("Next").Call())
	if len(cases) > 0 {
		loop.Block(jen.Switch(jen.Id(o).Dot("Name").Call()).Block(cases...))
	} else {
		loop.Op("{").Line().Op("}")
		v = "_"
	}
	e.file.Func().Id(name).Params(e.decodeParams(d, v, goType)...).Block(append(presets, object, loop)...).Line()
}

// memberNames is the value of a members variable.
func memberNames(t *ir.Type) *jen.Statement {
	var required, optional []jen.Code
	for _, f := range t.Fields {
		if f.Required {
			required = append(required, jen.Lit(f.JSON))
		} else {
			optional = append(optional, jen.Lit(f.JSON))
		}
	}
	var s *jen.Statement
	switch {
	case len(optional) == 0:
		s = jen.Qual(codecPath, "Required").Call(required...)
	case len(required) == 0:
		s = jen.Qual(codecPath, "Optional").Call(optional...)
	default:
		s = jen.Qual(codecPath, "Required").Call(required...).Dot("Optional").Call(optional...)
	}
	for _, f := range t.Fields {
		if f.Constraints.Default != "" && !isPreset(f.Type) {
			s = s.Op(".").Line().Id("Default").Call(jen.Lit(f.JSON), raw(f.Constraints.Default))
		}
	}
	return s
}

// isPreset reports whether the default of a type is a constant, which is assigned before the members are read. Every other
// one is read from its JSON when the member is left out.
func isPreset(t *ir.Type) bool {
	switch base(t).Kind {
	case ir.String, ir.Integer, ir.Float, ir.Boolean:
		return true
	}
	return t.Kind == ir.Pointer && isPreset(t.Elem)
}

// fieldTarget is the field of v, with embedded pointers allocated on the way.
func fieldTarget(v string, f *ir.Field) *jen.Statement {
	s := jen.Id(v)
	for i, name := range f.Path {
		s = s.Dot(name)
		if i < len(f.Pointers) && f.Pointers[i] {
			s = jen.Qual(codecPath, "Alloc").Call(jen.Op("&").Add(s))
		}
	}
	return s
}

// preset writes the assignment of a default.
func (e *emitter) preset(f *ir.Field, target *jen.Statement) jen.Code {
	value := jen.Op(goLiteral(f.Constraints.Default))
	t := f.Type
	for ; t.Kind == ir.Pointer; t = t.Elem {
		value = jen.Qual(codecPath, "Pointer").Types(e.goType(t.Elem)).Call(value)
	}
	return jen.Add(target).Op("=").Add(value)
}

// patterns declares the compiled patterns of an object's members.
func (e *emitter) patterns(t *ir.Type, word string) {
	for i := range t.Fields {
		f := &t.Fields[i]
		if f.Constraints.Pattern == "" {
			continue
		}
		name := e.names.global(word+identifier(f.JSON)+"Pattern", word+"Pattern")
		e.patternVars[f] = name
		e.file.Var().Id(name).Op("=").Qual(codecPath, "Pattern").Call(raw(f.Constraints.Pattern)).Line()
	}
}
