package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// passed are the arguments of a call, the statements that make them, and the names of the closure's own parameters: _ where
// one is not used.
type passed struct {
	ctx, in string
	before  []jen.Code
	args    []jen.Code
	items   string // what collects for a callback
	// hasCaller and hasRequest say that before makes them.
	hasCaller, hasRequest bool
}

// context makes the context of the call an argument, or a part of one.
func (e *emitter) context(p *passed) *jen.Statement {
	p.ctx = e.names.local("ctx")
	return jen.Id(p.ctx)
}

// passed writes what the function is given.
func (e *emitter) passed(c *ir.Component) *passed {
	p := &passed{ctx: "_", in: "_"}
	for _, param := range c.Params {
		switch param.Role {
		case ir.Options:
			// none
		case ir.Context:
			p.args = append(p.args, e.context(p))
		case ir.Principal:
			p.args = append(p.args, e.principal(p))
		case ir.Request:
			p.args = append(p.args, e.request(p, param))
		case ir.Callback:
			p.args = append(p.args, e.callback(c, p, param))
		default:
			p.args = append(p.args, e.argument(c, p, param))
		}
	}
	return p
}

// principal is who calls.
func (e *emitter) principal(p *passed) jen.Code {
	caller := e.names.local("caller")
	if !p.hasCaller {
		p.hasCaller = true
		p.before = append(p.before, jen.List(jen.Id(caller), jen.Id("_")).Op(":=").Qual(runtimePath, "PrincipalFrom").Call(e.context(p)))
	}
	return jen.Id(caller)
}

// request is mcp-go's request.
func (e *emitter) request(p *passed, param ir.Param) jen.Code {
	request := e.names.local("request")
	if !p.hasRequest {
		p.hasRequest = true
		p.before = append(p.before, jen.Id(request).Op(":=").Qual(runtimePath, param.Go.Name).Call(e.context(p)))
	}
	if param.Pointer {
		return jen.Op("&").Id(request)
	}
	return jen.Id(request)
}

// callback is the method of a collector, which takes what the function hands over.
func (e *emitter) callback(c *ir.Component, p *passed, param ir.Param) jen.Code {
	p.items = e.names.local("items")
	elem := c.Result.Type.Elem
	p.before = append(p.before, jen.Id(p.items).Op(":=").Qual(runtimePath, "NewCollector").Types(e.goType(elem)).Call(e.context(p)))
	method := jen.Id(p.items).Dot(param.Method)
	if !param.WithContext {
		return method
	}
	item := e.names.local("item")
	f := jen.Func().Params(jen.Id("_").Qual("context", "Context"), jen.Id(item).Add(e.goType(elem)))
	switch param.Method {
	case "Add":
		return f.Error().Block(jen.Return(method.Call(jen.Id(item))))
	case "Yield":
		return f.Bool().Block(jen.Return(method.Call(jen.Id(item))))
	}
	return f.Block(method.Call(jen.Id(item)))
}

// argument is one argument, or the struct that holds them all.
func (e *emitter) argument(c *ir.Component, p *passed, param ir.Param) jen.Code {
	p.in = e.names.local("in")
	if param.Role == ir.Struct {
		if param.Pointer {
			return jen.Id(p.in)
		}
		return jen.Op("*").Id(p.in)
	}
	field := c.Input.Fields[param.Field]
	value := selector(p.in, field.Path)
	isText := field.Type.Kind == ir.String
	switch param.As {
	case ir.TextAsBytes:
		value = jen.Index().Byte().Call(value)
	case ir.Reader, ir.ReadCloser:
		pkg := "bytes"
		if isText {
			pkg = "strings"
		}
		e.importOnce(pkg, pkg)
		value = jen.Qual(pkg, "NewReader").Call(value)
		if param.As == ir.ReadCloser {
			e.importOnce("io", "io")
			value = jen.Qual("io", "NopCloser").Call(value)
		}
	}
	if param.Spread {
		value = value.Op("...")
	}
	return value
}
