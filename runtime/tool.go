package mcpruntime

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"

	"github.com/mark3labs/mcp-go/mcp"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/codec"
	"github.com/mcpgen/mcpgen/runtime/internal/wire"
)

// Tool binds a function to its specification and policy. decode fills in from the arguments, call runs the function,
// result says how its value travels.
func Tool[In, Out any](
	spec ToolSpec,
	policy Policy,
	decode func(d *codec.Decoder, in *In),
	call func(ctx context.Context, in *In) (Out, error),
	result Result[Out],
) Component {
	c := newTool(spec, policy, result.kind, reflect.TypeFor[In]())
	c.bind(decode != nil && call != nil, result.set())
	c.decode = reader(decode)
	if result.kind == kindMCP {
		c.run = func(ctx context.Context, in any) (p product, err error) {
			out, err := call(ctx, in.(*In))
			p.tool, err = converted(&out, err, result.convert)
			return p, err
		}
		return c
	}
	c.run = func(ctx context.Context, in any) (p product, err error) {
		out, err := call(ctx, in.(*In))
		if err != nil {
			return p, &functionError{err}
		}
		p.value, err = result.append(nil, &out)
		return p, err
	}
	return c
}

// newTool makes what does not depend on the types of a tool. It is no part of [Tool], which is compiled anew for every tool.
func newTool(spec ToolSpec, policy Policy, kind resultKind, input reflect.Type) *component {
	c := &component{
		Target: policy.target(check.Component{
			Kind: check.Tool, Name: spec.Name, Title: spec.Title, Tags: slices.Clone(spec.Tags), Meta: spec.Meta,
		}),
		input:  input,
		tool:   &tool{spec: spec, kind: kind},
		broken: spec.problem(),
	}
	if needs, err := wire.CapabilitiesOf(spec.Needs); err != nil {
		c.broken = errors.Join(c.broken, err)
	} else {
		c.tool.needs = needs
	}
	if described := mcpTool(spec); strings.Contains(spec.InputSchema, "x-mcp-header") &&
		len(mcp.ExtractParamHeaderBindings(&described)) > 0 {
		c.tool.headed = &described
	}
	return c
}

// bind notes what is missing of a tool's functions.
func (c *component) bind(functions, result bool) {
	switch {
	case !functions:
		c.broken = errors.Join(errors.New("decode or call is nil"), c.broken)
	case !result:
		c.broken = errors.Join(errors.New("the result is not set"), c.broken)
	}
}

func (s ToolSpec) problem() error {
	switch {
	case !toolName.MatchString(s.Name):
		return errors.New("the name must be 1 to 128 letters, digits, '_', '-' or '.'")
	case s.InputSchema == "":
		return errors.New("the input schema is empty")
	}
	return nil
}
