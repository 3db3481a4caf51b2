package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// call writes the function literal between decoder and result: it spreads the arguments.
func (e *emitter) call(c *ir.Component, receiver string) jen.Code {
	ctx, in, caller := "_", "_", e.names.local("caller")
	var body []jen.Code
	args := make([]jen.Code, len(c.Params))
	for i, p := range c.Params {
		switch p.Role {
		case ir.Context:
			ctx = e.names.local("ctx")
			args[i] = jen.Id(ctx)
		case ir.Principal:
			ctx = e.names.local("ctx")
			body = append(body, jen.List(jen.Id(caller), jen.Id("_")).Op(":=").Qual(runtimePath, "PrincipalFrom").Call(jen.Id(ctx)))
			args[i] = jen.Id(caller)
		case ir.Request:
			ctx = e.names.local("ctx")
			request := e.names.local("request")
			body = append(body, jen.Id(request).Op(":=").Qual(runtimePath, p.Go.Name).Call(jen.Id(ctx)))
			args[i] = jen.Id(request)
			if p.Pointer {
				args[i] = jen.Op("&").Id(request)
			}
		case ir.Struct:
			in = e.names.local("in")
			args[i] = jen.Op("*").Id(in)
			if p.Pointer {
				args[i] = jen.Id(in)
			}
		default:
			in = e.names.local("in")
			args[i] = selector(in, c.Input.Fields[p.Field].Path)
		}
	}
	target := jen.Id(c.Func.Name)
	if c.Func.Receiver != "" {
		target = jen.Id(receiver).Dot(c.Func.Name)
	}
	body = append(body, e.returns(c, target.Call(args...))...)
	return jen.Func().
		Params(jen.Id(ctx).Qual("context", "Context"), jen.Id(in).Op("*").Add(e.inputType(c))).
		Params(e.outputType(c), jen.Error()).
		Block(body...)
}

// outputType is the type of the value that travels.
func (e *emitter) outputType(c *ir.Component) *jen.Statement {
	switch c.Result.Kind {
	case ir.ResultNone:
		return jen.Struct()
	case ir.ResultText:
		return jen.String()
	case ir.ResultBytes:
		return jen.Index().Byte() // to which a named slice of bytes is assignable
	}
	if t := e.mcpType(c.Result.Kind); t != nil {
		return t
	}
	return e.goType(c.Result.Type)
}

// returns turns what the function returns into a value and an error.
func (e *emitter) returns(c *ir.Component, call *jen.Statement) []jen.Code {
	named := c.Result.Kind == ir.ResultText && !c.Result.Type.Go.Predeclared
	switch {
	case c.Result.Kind == ir.ResultNone && c.Result.HasError:
		return []jen.Code{jen.Return(jen.Struct().Values(), call)}
	case c.Result.Kind == ir.ResultNone:
		return []jen.Code{call, jen.Return(jen.Struct().Values(), jen.Nil())}
	case named && c.Result.HasError:
		text, err := e.names.local("text"), e.names.local("err")
		return []jen.Code{
			jen.List(jen.Id(text), jen.Id(err)).Op(":=").Add(call),
			jen.Return(jen.String().Call(jen.Id(text)), jen.Id(err)),
		}
	case named:
		return []jen.Code{jen.Return(jen.String().Call(call), jen.Nil())}
	case c.Result.HasError:
		return []jen.Code{jen.Return(call)}
	}
	return []jen.Code{jen.Return(call, jen.Nil())}
}

// result says how the value travels.
func (e *emitter) result(c *ir.Component) jen.Code {
	if name := mcpResults[c.Result.Kind]; name != "" {
		return jen.Qual(runtimePath, name).Call()
	}
	switch c.Result.Kind {
	case ir.ResultNone:
		return jen.Qual(runtimePath, "NoResult").Call()
	case ir.ResultText:
		return jen.Qual(runtimePath, "Text").Call()
	}
	name := "JSON"
	if c.Result.Wrapped {
		name = "WrappedJSON"
	}
	return jen.Qual(runtimePath, name).Call(e.resultEncoder(c.Result.Type))
}
