package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// call writes the function literal between decoder and result: it spreads the arguments, and turns what the function
// returns into one value and an error.
func (e *emitter) call(c *ir.Component, receiver string) jen.Code {
	p := e.passed(c)
	target := jen.Id(c.Func.Name)
	if c.Func.Receiver != "" {
		target = jen.Id(receiver).Dot(c.Func.Name)
	}
	call := target.Call(p.args...)
	body := append(p.before, e.returns(c, p, call)...)
	return jen.Func().
		Params(jen.Id(p.ctx).Qual("context", "Context"), jen.Id(p.in).Op("*").Add(e.inputType(c))).
		Params(e.outputType(c), jen.Error()).
		Block(body...)
}
