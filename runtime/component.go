package mcpruntime

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/mcpgen/mcpgen/runtime/check"
)

// Component is a function that can be registered: what [Tool] returns.
type Component interface{ component() *component }

// component is a registered function: what it is, who may use it, and how it runs.
type component struct {
	id        check.Component
	policy    Policy
	argChecks []check.Check // the checks of the policy that look at arguments
	custom    bool          // the policy holds checks that are not built in
	input     reflect.Type  // what its argument checks must have been made for
	tool      *tool
	broken    error // why it cannot be registered
}

func (c *component) component() *component { return c }

// prepare completes what decisions need; it is called once, before c is shared.
func (c *component) prepare() error {
	if c.broken != nil {
		return c.broken
	}
	if err := c.policy.problem(); err != nil {
		return err
	}
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

// governed is what audit says of a component, and of a name that was asked for in vain.
type governed struct {
	kind check.Kind
	name string
}
