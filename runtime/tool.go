package mcpruntime

import (
	"context"
	"errors"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/mark3labs/mcp-go/mcp"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/codec"
)

// ToolSpec is what clients are told of a tool.
type ToolSpec struct {
	Name, Title, Description string
	Tags                     []string // for policies; clients do not see them
	Meta                     map[string]any
	// ReadOnly, Destructive, Idempotent and ClosedWorld are the protocol's hints. They promise, they do not enforce.
	ReadOnly, Destructive, Idempotent, ClosedWorld bool
	// InputSchema is a JSON Schema of type object; OutputSchema may be "".
	InputSchema, OutputSchema string
}

// Tool binds a function to its specification and policy. decode fills in from the arguments, call runs the function,
// result says how its value travels.
func Tool[In, Out any](
	spec ToolSpec,
	policy Policy,
	decode func(d *codec.Decoder, in *In),
	call func(ctx context.Context, in *In) (Out, error),
	result Result[Out],
) Component {
	c := &component{
		id: check.Component{
			Kind: check.Tool, Name: spec.Name, Title: spec.Title, Tags: slices.Clone(spec.Tags), Meta: spec.Meta,
		},
		policy: policy,
		input:  reflect.TypeFor[In](),
		tool:   &tool{spec: spec, form: result.form},
	}
	switch {
	case decode == nil || call == nil:
		c.broken = errors.New("decode or call is nil")
	case result.form == formUnset || result.needsEncoder() && result.encode == nil:
		c.broken = errors.New("the result is not set")
	default:
		c.broken = spec.problem()
	}
	if described := mcpTool(spec); strings.Contains(spec.InputSchema, "x-mcp-header") &&
		len(mcp.ExtractParamHeaderBindings(&described)) > 0 {
		c.tool.headed = &described
	}
	c.tool.decode = func(raw []byte) (any, []codec.Problem) {
		in := new(In)
		problems := codec.Decode(raw, in, decode)
		return in, problems
	}
	c.tool.call = func(ctx context.Context, in any, dst []byte) ([]byte, error) {
		out, err := call(ctx, in.(*In))
		if err != nil {
			return nil, &toolError{err}
		}
		return result.append(dst, &out)
	}
	return c
}

// tool is the part of a component that only tools have.
type tool struct {
	spec   ToolSpec
	form   resultForm
	headed *mcp.Tool // set when parameters travel in headers as well (x-mcp-header)
	decode func(raw []byte) (in any, problems []codec.Problem)
	// call runs the function and appends its value. A *toolError is the function's own error.
	call func(ctx context.Context, in any, dst []byte) ([]byte, error)
}

// toolError is an error that the annotated function returned.
type toolError struct{ err error }

func (e *toolError) Error() string { return e.err.Error() }
func (e *toolError) Unwrap() error { return e.err }

var toolName = regexp.MustCompile(`^[A-Za-z0-9_.-]{1,128}$`)

func (s ToolSpec) problem() error {
	switch {
	case !toolName.MatchString(s.Name):
		return errors.New("the name must be 1 to 128 letters, digits, '_', '-' or '.'")
	case s.InputSchema == "":
		return errors.New("the input schema is empty")
	}
	return nil
}
