package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// resourceSpec writes what clients are told of a resource or template.
func (e *emitter) resourceSpec(c *ir.Component, receiver string) jen.Code {
	fields := append([]jen.Code{jen.Id("URI").Op(":").Lit(c.URI)}, e.identity(c)...)
	if c.MIME != "" {
		fields = append(fields, jen.Id("MIMEType").Op(":").Lit(c.MIME))
	}
	return jen.Qual(runtimePath, "ResourceSpec").Add(composite(append(fields, e.completions(c, receiver)...)))
}

// resourceResult says how the value of a resource's function travels.
func (e *emitter) resourceResult(c *ir.Component) jen.Code {
	switch c.Result.Kind {
	case ir.ResultText:
		return jen.Qual(runtimePath, "ResourceText").Call()
	case ir.ResultRead:
		return jen.Qual(runtimePath, "ResourceTextOrBytes").Call()
	case ir.ResultBytes:
		return jen.Qual(runtimePath, "ResourceBytes").Call()
	case ir.ResultJSON:
		return jen.Qual(runtimePath, "ResourceJSON").Call(e.resultEncoder(c.Result.Type))
	}
	return e.result(c)
}
