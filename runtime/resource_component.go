package mcpruntime

import (
	"context"
	"errors"
	"maps"
	"reflect"
	"slices"

	"github.com/mark3labs/mcp-go/mcp"

	"github.com/mcpgen/mcpgen/internal/uritemplate"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/codec"
	"github.com/mcpgen/mcpgen/runtime/internal/wire"
)

// Resource binds a function to a URI. decode fills in from an object of the URI's variables, all strings; read runs the
// function; result says how its value becomes content.
func Resource[In, Out any](
	spec ResourceSpec,
	policy Policy,
	decode func(d *codec.Decoder, in *In),
	read func(ctx context.Context, in *In) (Out, error),
	result ResourceResult[Out],
) Component {
	c := &component{
		Target: policy.target(check.Component{
			Kind: check.Resource, Name: spec.Name, URI: spec.URI, Title: spec.Title, Tags: slices.Clone(spec.Tags), Meta: spec.Meta,
		}),
		input:       reflect.TypeFor[In](),
		completions: maps.Clone(spec.Completions),
		resource:    &resourcePart{spec: spec},
		decode:      reader(decode),
	}
	template, problems := uritemplate.Parse(spec.URI)
	c.resource.template, c.broken = template, uritemplate.Err(problems)
	if !template.Static() {
		c.ID.Kind = check.ResourceTemplate
	}
	if decode == nil || read == nil || result.convert == nil || spec.Name == "" {
		c.broken = errors.Join(c.broken, errors.New("name, decode, read and result are required"))
	}
	for name := range spec.Completions {
		if !slices.Contains(template.Variables(), name) {
			c.broken = errors.Join(c.broken, errors.New("a completion is for no variable of the URI"))
		}
	}
	c.run = func(ctx context.Context, in any) (p product, err error) {
		out, err := read(ctx, in.(*In))
		uri := requestURI(ctx, spec.URI)
		p.read, err = converted(&out, err, func(out *Out) (*mcp.ReadResourceResult, error) {
			return result.convert(out, uri, spec.MIMEType)
		})
		return p, err
	}
	return c
}

// requestURI is the URI that the running request reads.
func requestURI(ctx context.Context, otherwise string) string {
	if x := exchangeFrom(ctx); x != nil && x.msg != nil {
		return x.msg.URI
	}
	return otherwise
}

// variableObject is the variables of a URI as a JSON object of strings, which the component's decoder reads: checks and
// function see what was decoded here, and nothing decodes it again.
func variableObject(variables []uritemplate.Variable) []byte {
	body := []byte{'{'}
	for i, v := range variables {
		if i > 0 {
			body = append(body, ',')
		}
		body = wire.AppendText(append(wire.AppendText(body, v.Name), ':'), v.Value)
	}
	return append(body, '}')
}
