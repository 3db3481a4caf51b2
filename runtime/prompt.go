package mcpruntime

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"slices"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/codec"
)

// PromptSpec is what clients are told of a prompt.
type PromptSpec struct {
	Name, Title, Description string
	Arguments                []PromptArgument
	Tags                     []string // for policies; clients do not see them
	Meta                     map[string]any
	// Completions suggest values for arguments.
	Completions map[string]Completion
}

// PromptArgument is one argument; its value is a string.
type PromptArgument struct {
	Name        string `json:"name"`
	Title       string `json:"title,omitempty"`
	Description string `json:"description,omitempty"`
	Required    bool   `json:"required,omitempty"`
}

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
		id: check.Component{
			Kind: check.Prompt, Name: spec.Name, Title: spec.Title, Tags: slices.Clone(spec.Tags), Meta: spec.Meta,
		},
		policy:      policy,
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
	c.produce = func(ctx context.Context, in any) (p product, err error) {
		out, err := get(ctx, in.(*In))
		p.prompt, err = produced(out, err, result.convert)
		return p, err
	}
	return c
}

// promptPart is what only prompts have.
type promptPart struct{ spec PromptSpec }

// list is the prompt as lists show it.
func (p *promptPart) list() ([]byte, error) {
	return json.Marshal(struct {
		Name        string           `json:"name"`
		Title       string           `json:"title,omitempty"`
		Description string           `json:"description,omitempty"`
		Arguments   []PromptArgument `json:"arguments,omitempty"`
		Meta        map[string]any   `json:"_meta,omitempty"`
	}{p.spec.Name, p.spec.Title, p.spec.Description, p.spec.Arguments, p.spec.Meta})
}
