package mcpruntime

import (
	"context"
	"reflect"
	"regexp"

	"github.com/mark3labs/mcp-go/mcp"

	"github.com/mcpgen/mcpgen/internal/uritemplate"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/codec"
	"github.com/mcpgen/mcpgen/runtime/internal/guard"
	"github.com/mcpgen/mcpgen/runtime/internal/wire"
)

// Component is a function that can be registered: what [Tool], [Prompt] and [Resource] return.
type Component interface{ component() *component }

// component is a registered function: what it is, who may use it, and how it runs.
type component struct {
	guard.Target
	input reflect.Type // what its argument checks must have been made for
	// decode reads the arguments, or a JSON object of the URI's variables.
	decode func(raw []byte) (in any, problems []codec.Problem)
	// run runs the function. A *functionError is the function's own error.
	run      func(ctx context.Context, in any) (product, error)
	tool     *tool
	resource *resourcePart
	prompt   *promptPart
	// completions suggest values, by name of variable or argument.
	completions map[string]Completion
	listing     []byte // the component as lists show it
	broken      error  // why it cannot be registered
}

func (c *component) component() *component { return c }

// target is what the guard decides about; nil for a name that does not exist.
func (c *component) target() *guard.Target {
	if c == nil {
		return nil
	}
	return &c.Target
}

// key is what the component is found and sorted by.
func (c *component) key() string {
	if c.resource != nil {
		return c.ID.URI
	}
	return c.ID.Name
}

// asked is what audit and refusals say of a component, and of a name that was asked for in vain.
type asked struct {
	kind       check.Kind
	name       string     // as it was asked for
	code       int        // of the older protocol's answer for a missing component; 0: invalid params
	registered *component // a resource that was found: audit says its URI or template; nil for the others
}

// audited is the kind and name for audit.
func (g asked) audited() (check.Kind, string) {
	if g.registered != nil {
		return g.registered.ID.Kind, g.registered.ID.URI
	}
	return g.kind, g.name
}

// reader makes decode for arguments of type In.
func reader[In any](decode func(*codec.Decoder, *In)) func([]byte) (any, []codec.Problem) {
	return func(raw []byte) (any, []codec.Problem) {
		in := new(In)
		problems := codec.Decode(raw, in, decode)
		return in, problems
	}
}

// promptPart is what only prompts have.
type promptPart struct{ spec PromptSpec }

// resourcePart is what only resources have.
type resourcePart struct {
	spec     ResourceSpec
	template uritemplate.Template
}

// tool is the part of a component that only tools have.
type tool struct {
	spec   ToolSpec
	kind   resultKind
	headed *mcp.Tool // set when parameters travel in headers as well (x-mcp-header)
	needs  wire.Capabilities
}

var toolName = regexp.MustCompile(`^[A-Za-z0-9_.-]{1,128}$`)
