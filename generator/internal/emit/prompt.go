package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// promptSpec writes what clients are told of a prompt.
func (e *emitter) promptSpec(c *ir.Component, receiver string) jen.Code {
	fields := e.identity(c)
	if len(c.Input.Fields) > 0 {
		list := make([]jen.Code, len(c.Input.Fields))
		for i, f := range c.Input.Fields {
			list[i] = jen.Values(promptArgument(f)...)
		}
		fields = append(fields, jen.Id("Arguments").Op(":").Index().Qual(runtimePath, "PromptArgument").Add(composite(list)))
	}
	return jen.Qual(runtimePath, "PromptSpec").Add(composite(append(fields, e.completions(c, receiver)...)))
}

func promptArgument(f ir.Field) []jen.Code {
	fields := []jen.Code{jen.Id("Name").Op(":").Lit(f.JSON)}
	if f.Constraints.Title != "" {
		fields = append(fields, jen.Id("Title").Op(":").Lit(f.Constraints.Title))
	}
	if f.Description != "" {
		fields = append(fields, jen.Id("Description").Op(":").Lit(f.Description))
	}
	if f.Required {
		fields = append(fields, jen.Id("Required").Op(":").True())
	}
	return fields
}

// promptResult says how the value of a prompt's function travels.
func (e *emitter) promptResult(c *ir.Component) jen.Code {
	if c.Result.Kind == ir.ResultText {
		return jen.Qual(runtimePath, "PromptText").Call()
	}
	return e.result(c)
}
