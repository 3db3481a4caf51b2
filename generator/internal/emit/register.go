package emit

import (
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
	for _, c := range g.components {
		e.groupOf[c] = g
	}
	server, receiver := e.names.local("s"), e.names.local("t")
	what := "package " + e.pkg.Name
	if g.receiver != "" {
		what = g.receiver
	}
	e.comment(registerName(g) + " registers the components of " + what + " on " + server + ". Who may use what:")
	e.file.Comment("//")
	for line := range strings.Lines(table(g.components)) {
		e.file.Comment("//" + strings.TrimRight(line, "\n"))
	}
	checks := e.methodChecks(g, receiver)
	var components []jen.Code
	for _, c := range g.components {
		if c.Kind != ir.Complete { // it stands in the component that it completes
			components = append(components, jen.Id(e.componentFunction(c)).Call(e.componentArguments(c, receiver)...))
		}
	}
	f := e.file.Func()
	var guard jen.Code = jen.Null()
	name, params := "RegisterMCP", []jen.Code{jen.Id(server).Op("*").Qual(runtimePath, "Server")}
	if g.receiver != "" {
		guard = jen.If(jen.Id(receiver).Op("==").Nil()).Block(jen.Return(jen.Qual(runtimePath, "ErrNilReceiver")))
	}
	switch {
	case g.isInterface:
		name, params = registerName(g), append(params, jen.Id(receiver).Id(g.receiver))
	case g.receiver != "":
		f = f.Params(jen.Id(receiver).Op("*").Id(g.receiver))
	}
	f.Id(name).Params(params...).Error().Block(append(append([]jen.Code{guard}, checks...),
		jen.Return(jen.Id(server).Dot("Register").Add(lines(components))))...,
	).Line()
	e.components(g)
}

// components writes a function for each component that RegisterMCP registers. All of them in one function would cost the
// compiler more than in proportion: at a thousand components, a gigabyte.
func (e *emitter) components(g group) {
	receiver := e.names.local("t")
	for _, c := range g.components {
		if c.Kind == ir.Complete {
			continue
		}
		name := e.componentFunction(c)
		e.comment(name + " makes the " + string(c.Kind) + " " + c.Name + ".")
		e.file.Func().Id(name).Params(e.componentParams(c, receiver)...).Qual(runtimePath, "Component").Block(
			jen.Return(e.component(c, receiver)),
		).Line()
	}
}

// componentFunction names the function that makes a component.
func (e *emitter) componentFunction(c *ir.Component) string {
	if e.makers[c] == "" {
		kind := upperFirst(string(c.Kind))
		e.makers[c] = e.names.global(lowerFirst(c.Func.Name)+kind, lowerFirst(c.Func.Receiver)+upperFirst(c.Func.Name)+kind)
	}
	return e.makers[c]
}

// componentArguments are what that function is called with: the receiver, and those checks that are bound to it.
func (e *emitter) componentArguments(c *ir.Component, receiver string) []jen.Code {
	var args []jen.Code
	if e.groupOf[c].receiver != "" {
		args = append(args, jen.Id(receiver))
	}
	for _, name := range e.boundChecks(c) {
		args = append(args, jen.Id(name))
	}
	return args
}

func (e *emitter) componentParams(c *ir.Component, receiver string) []jen.Code {
	var params []jen.Code
	if of := e.groupOf[c].receiver; of != "" {
		t := jen.Id(of)
		if !e.groupOf[c].isInterface {
			t = jen.Op("*").Add(t)
		}
		params = append(params, jen.Id(receiver).Add(t))
	}
	for _, name := range e.boundChecks(c) {
		params = append(params, jen.Id(name).Qual(checkPath, "Check"))
	}
	return params
}

// boundChecks are the variables of RegisterMCP that a component's policy names.
func (e *emitter) boundChecks(c *ir.Component) []string {
	var names []string
	for _, t := range c.Policy.Terms {
		eachCheck(t, func(t ir.Term) {
			if name := e.checkVars[checkKey(t)]; t.Check.Receiver != "" && t.Check.Shape != ir.CheckArgs && !slices.Contains(names, name) {
				names = append(names, name)
			}
		})
	}
	return names
}

// registerName is the function that registers a group: a method of its type, or a function for an interface, which can have
// no methods of ours.
func registerName(g group) string {
	if g.isInterface {
		return "Register" + g.receiver + "MCP"
	}
	return "RegisterMCP"
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
