package mcpruntime

import (
	"context"
	"errors"
	"maps"
	"reflect"
	"slices"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/codec"
)

// Prompt binds a function to its specification and policy. decode fills in from the arguments, which are strings; get
// runs the function; result says how its value becomes messages.
func Prompt[In, Out any](
	spec PromptSpec,
	policy Policy,
	decode func(d *codec.Decoder, in *In),
	get func(ctx context.Context, in *In) (Out, error),
	result PromptResult[Out],
) Component {
	c := &component{
		Target: policy.target(check.Component{
			Kind: check.Prompt, Name: spec.Name, Title: spec.Title, Tags: slices.Clone(spec.Tags), Meta: spec.Meta,
		}),
		input:       reflect.TypeFor[In](),
		completions: maps.Clone(spec.Completions),
		prompt:      &promptPart{spec: spec},
		decode:      reader(decode),
	}
	if !toolName.MatchString(spec.Name) || decode == nil || get == nil || result.convert == nil {
		c.broken = errors.New("a name of 1 to 128 letters, digits, '_', '-' or '.', decode, get and result are required")
	}
	for name := range spec.Completions {
		if !slices.ContainsFunc(spec.Arguments, func(a PromptArgument) bool { return a.Name == name }) {
			c.broken = errors.Join(c.broken, errors.New("a completion is for no argument"))
		}
	}
	c.run = func(ctx context.Context, in any) (p product, err error) {
		out, err := get(ctx, in.(*In))
		p.prompt, err = converted(&out, err, result.convert)
		return p, err
	}
	return c
}
