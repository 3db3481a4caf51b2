package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// inputType is the type of a component's arguments: a struct of the generated file, the user's own, or struct{}.
func (e *emitter) inputType(c *ir.Component) *jen.Statement {
	switch {
	case takesStruct(c):
		return e.goType(&c.Input)
	case len(c.Input.Fields) == 0:
		return jen.Struct()
	}
	return jen.Id(e.inputName(c))
}

// inputName names the struct of a component's arguments.
func (e *emitter) inputName(c *ir.Component) string {
	if e.inputs[c] == "" {
		wishes := []string{lowerFirst(c.Func.Name) + "Input"}
		if c.Func.Receiver != "" {
			wishes = append(wishes, lowerFirst(c.Func.Receiver)+upperFirst(c.Func.Name)+"Input")
		}
		e.inputs[c] = e.names.global(wishes...)
	}
	return e.inputs[c]
}

// takesStruct reports whether the function takes its arguments as one struct.
func takesStruct(c *ir.Component) bool {
	for _, p := range c.Params {
		if p.Role == ir.Struct {
			return true
		}
	}
	return false
}
