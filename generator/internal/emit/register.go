package emit

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// register writes a RegisterMCP.
func (e *emitter) register(g group) {
	for _, c := range g.components { // imports have their names before locals get theirs
		e.inputType(c)
		e.outputType(c)
	}
	server, receiver := e.names.local("s"), e.names.local("t")
	what := "package " + e.pkg.Name
	if g.receiver != "" {
		what = g.receiver
	}
	e.comment("RegisterMCP registers the components of " + what + " on " + server + ". Who may use what:")
	e.file.Comment("//")
	for line := range strings.Lines(table(g.components)) {
		e.file.Comment("//" + strings.TrimRight(line, "\n"))
	}
	checks := e.methodChecks(g, receiver)
	var components []jen.Code
	for _, c := range g.components {
		if c.Kind != ir.Complete { // it stands in the component that it completes
			components = append(components, e.component(c, receiver))
		}
	}
	f := e.file.Func()
	var guard jen.Code = jen.Null()
	if g.receiver != "" {
		f = f.Params(jen.Id(receiver).Op("*").Id(g.receiver))
		guard = jen.If(jen.Id(receiver).Op("==").Nil()).Block(jen.Return(jen.Qual(runtimePath, "ErrNilReceiver")))
	}
	f.Id("RegisterMCP").Params(jen.Id(server).Op("*").Qual(runtimePath, "Server")).Error().Block(append(append([]jen.Code{guard}, checks...),
		jen.Return(jen.Id(server).Dot("Register").Add(lines(components))))...,
	).Line()
}

// component writes one component: specification, policy, decoder, call, result.
func (e *emitter) component(c *ir.Component, receiver string) jen.Code {
	constructor, spec, result := "Tool", e.spec, e.result
	switch c.Kind {
	case ir.Prompt:
		constructor, result = "Prompt", e.promptResult
		spec = func(c *ir.Component) jen.Code { return e.promptSpec(c, receiver) }
	case ir.Resource:
		constructor, result = "Resource", e.resourceResult
		spec = func(c *ir.Component) jen.Code { return e.resourceSpec(c, receiver) }
	}
	return jen.Qual(runtimePath, constructor).Add(lines([]jen.Code{
		spec(c),
		e.policy(c, receiver),
		e.inputDecoder(c),
		e.call(c, receiver),
		result(c),
	}))
}

// spec writes what clients are told of a tool.
func (e *emitter) spec(c *ir.Component) jen.Code {
	fields := e.identity(c)
	add := func(name string, value jen.Code) { fields = append(fields, jen.Id(name).Op(":").Add(value)) }
	flag := func(name string, on bool) {
		if on {
			add(name, jen.True())
		}
	}
	flag("ReadOnly", c.Hints.ReadOnly)
	flag("Destructive", c.Hints.Destructive)
	flag("Idempotent", c.Hints.Idempotent)
	flag("ClosedWorld", c.Hints.ClosedWorld)
	if len(c.Needs) > 0 {
		add("Needs", jen.Index().String().Values(literals(c.Needs)...))
	}
	add("InputSchema", schemaLiteral(c.Input.Schema))
	if c.Result.Type != nil {
		add("OutputSchema", schemaLiteral(c.Result.Type.Schema))
	}
	return jen.Qual(runtimePath, "ToolSpec").Add(composite(fields))
}

// identity writes the fields that every kind of component has.
func (e *emitter) identity(c *ir.Component) []jen.Code {
	var fields []jen.Code
	add := func(name string, value jen.Code) { fields = append(fields, jen.Id(name).Op(":").Add(value)) }
	text := func(name, value string) {
		if value != "" {
			add(name, prose(value))
		}
	}
	text("Name", c.Name)
	text("Title", c.Title)
	text("Description", c.Description)
	if len(c.Tags) > 0 {
		add("Tags", jen.Index().String().Values(literals(c.Tags)...))
	}
	if len(c.Meta) > 0 {
		add("Meta", meta(c.Meta))
	}
	return fields
}

// composite is a composite literal with one element a line.
func composite(fields []jen.Code) *jen.Statement {
	return jen.Custom(jen.Options{Open: "{", Close: "}", Separator: ",", Multi: true}, fields...)
}

func meta(entries []ir.MetaEntry) jen.Code {
	list := make([]jen.Code, len(entries))
	for i, m := range entries {
		var value any
		if json.Unmarshal([]byte(m.JSON), &value) != nil {
			value = m.JSON
		}
		list[i] = jen.Lit(m.Key).Op(":").Add(anyLiteral(value))
	}
	return jen.Map(jen.String()).Any().Add(composite(list))
}

// anyLiteral is a Go literal of what JSON was read into: a list of scalars, or a scalar.
func anyLiteral(value any) jen.Code {
	list, ok := value.([]any)
	if !ok {
		return jen.Lit(value)
	}
	return jen.Index().Any().ValuesFunc(func(g *jen.Group) {
		for _, v := range list {
			g.Add(anyLiteral(v))
		}
	})
}

// prose is a string literal with one line of text a line.
func prose(text string) jen.Code {
	var out *jen.Statement
	for line := range strings.Lines(text) {
		if out == nil {
			out = jen.Lit(line)
			continue
		}
		out = out.Op("+").Line().Lit(line)
	}
	return out
}

// schemaLiteral is a JSON Schema with one member of the object a line, so that a change shows as what it is.
func schemaLiteral(schema string) jen.Code {
	var out *jen.Statement
	for _, part := range schemaLines(schema) {
		if out == nil {
			out = raw(part)
			continue
		}
		out = out.Op("+").Line().Add(raw(part))
	}
	return out
}

// raw is a raw string literal where Go allows one on one line.
func raw(text string) *jen.Statement {
	if strings.ContainsAny(text, "`\r\n") {
		return jen.Lit(text)
	}
	return jen.Op("`" + text + "`")
}

// schemaLines splits a schema after the opening of its properties, after each of them, and before what follows them.
func schemaLines(schema string) []string {
	const opening = `"properties":{`
	start := strings.Index(schema, opening)
	if start < 0 || strings.Contains(schema[:start], `"items"`) || strings.Contains(schema[:start], `"additionalProperties"`) {
		return []string{schema}
	}
	start += len(opening)
	if schema[start] == '}' {
		return []string{schema}
	}
	parts := []string{schema[:start]}
	depth, last := 0, start
	for i := start; i < len(schema); i++ {
		switch schema[i] {
		case '"':
			for i++; schema[i] != '"'; i++ {
				if schema[i] == '\\' {
					i++
				}
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return slices.DeleteFunc(append(parts, schema[last:i], schema[i:]), func(s string) bool { return s == "" })
			}
			depth--
		case ',':
			if depth == 0 {
				parts = append(parts, schema[last:i+1])
				last = i + 1
			}
		}
	}
	return []string{schema}
}
