package mcpruntime

import (
	"context"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/codec"
)

// Component is a function that can be registered: what [Tool] returns.
type Component interface{ component() *component }

// ToolSpec is what clients are told of a tool.
type ToolSpec struct {
	Name, Title, Description string
	Tags                     []string
	Meta                     map[string]any
	// ReadOnly, Destructive, Idempotent and ClosedWorld are the protocol's hints.
	ReadOnly, Destructive, Idempotent, ClosedWorld bool
	// InputSchema is a JSON Schema of type object; OutputSchema may be "".
	InputSchema, OutputSchema string
}

// ArgCheck is a check that looks at the decoded arguments, as owns($id).
type ArgCheck[In any] struct {
	name string
	run  func(ctx context.Context, r *check.Request, in *In) error
}

// Arg makes a check on arguments. It runs after every other check passed and the arguments were decoded; what it refuses
// is denied, not hidden. A nil function refuses.
func Arg[In any](name string, run func(ctx context.Context, r *check.Request, in *In) error) ArgCheck[In] {
	return ArgCheck[In]{name, run}
}

// Tool binds a function to its specification and policy. decode fills in from the arguments, call runs the function,
// result says how its value travels.
func Tool[In, Out any](
	spec ToolSpec,
	policy Policy,
	decode func(d *codec.Decoder, in *In),
	call func(ctx context.Context, in *In) (Out, error),
	result Result[Out],
	args ...ArgCheck[In],
) Component {
	return &component{}
}

type component struct{}

func (c *component) component() *component { return c }
