package mcpruntime

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/codec"
)

// Component is a function that can be registered: what [Tool], [Prompt] and [Resource] return.
type Component interface{ component() *component }

// component is a registered function: what it is, who may use it, and how it runs.
type component struct {
	id        check.Component
	policy    Policy
	argChecks []check.Check   // the checks of the policy that look at arguments
	scopes    check.ScopeRule // what is required where only scopes are; see guard.scopesFor
	custom    bool            // the policy holds checks that are not built in
	input     reflect.Type    // what its argument checks must have been made for
	// decode reads the arguments, or a JSON object of the URI's variables.
	decode func(raw []byte) (in any, problems []codec.Problem)
	// produce runs a function that makes one of mcp-go's results; nil for a tool that makes its own JSON (tool.call).
	produce  func(ctx context.Context, in any) (product, error)
	tool     *tool
	resource *resourcePart
	prompt   *promptPart
	// completions suggest values, by name of variable or argument.
	completions map[string]Completion
	listing     []byte // the component as lists show it
	broken      error  // why it cannot be registered
}

func (c *component) component() *component { return c }

// list is the component as lists show it.
func (c *component) list() ([]byte, error) {
	switch {
	case c.tool != nil:
		return listTool(c.tool.spec)
	case c.resource != nil:
		return c.resource.list()
	case c.prompt != nil:
		return c.prompt.list()
	}
	return nil, errors.New("it was not made by Tool, Resource or Prompt")
}

// key is what the component is found and sorted by.
func (c *component) key() string {
	if c.resource != nil {
		return c.id.URI
	}
	return c.id.Name
}

// prepare completes what decisions of g need; it is called once, before c is shared.
func (c *component) prepare(g *guard) error {
	if c.broken != nil {
		return c.broken
	}
	var err error
	if c.listing, err = c.list(); err != nil {
		return err
	}
	if err = c.policy.problem(); err != nil {
		return err
	}
	c.scopes = g.scopesFor(c)
	for _, one := range c.policy.checks {
		c.custom = c.custom || !check.BuiltIn(one)
		types := check.ArgTypes(one)
		if len(types) > 0 {
			c.argChecks = append(c.argChecks, one)
		}
		if i := slices.IndexFunc(types, func(t reflect.Type) bool { return t != c.input }); i >= 0 {
			return fmt.Errorf("the check %s is for arguments of type %s, not %s", check.Describe(one), types[i], c.input)
		}
	}
	return nil
}

// governed is what audit and refusals say of a component, and of a name that was asked for in vain.
type governed struct {
	kind       check.Kind
	name       string     // as it was asked for
	code       int        // of the older protocol's answer for a missing component; 0: invalid params
	registered *component // a resource that was found: audit says its URI or template; nil for the others
}

// audited is the kind and name for audit.
func (g governed) audited() (check.Kind, string) {
	if g.registered != nil {
		return g.registered.id.Kind, g.registered.id.URI
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
