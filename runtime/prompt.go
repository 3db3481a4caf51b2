package mcpruntime

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"slices"

	"github.com/mcpgen/mcpgen/runtime/check"
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

// Message is one message of a prompt. Role is "user" or "assistant"; "" is user.
type Message struct{ Role, Text string }

// Prompt binds a function to its specification and policy. bind fills in from the arguments, which are known to be
// declared and complete; its error says what is wrong with them.
func Prompt[In any](
	spec PromptSpec,
	policy Policy,
	bind func(v Variables, in *In) error,
	get func(ctx context.Context, in *In) ([]Message, error),
) Component {
	c := &component{
		id: check.Component{
			Kind: check.Prompt, Name: spec.Name, Title: spec.Title, Tags: slices.Clone(spec.Tags), Meta: spec.Meta,
		},
		policy:      policy,
		input:       reflect.TypeFor[In](),
		completions: maps.Clone(spec.Completions),
		prompt:      &promptPart{spec: spec},
	}
	if !toolName.MatchString(spec.Name) || bind == nil || get == nil {
		c.broken = errors.New("a name of 1 to 128 letters, digits, '_', '-' or '.', bind and get are required")
	}
	for name := range spec.Completions {
		if !slices.ContainsFunc(spec.Arguments, func(a PromptArgument) bool { return a.Name == name }) {
			c.broken = errors.Join(c.broken, errors.New("a completion is for no argument"))
		}
	}
	c.prompt.bind = func(v Variables) (any, error) {
		in := new(In)
		return in, bind(v, in)
	}
	c.prompt.get = func(ctx context.Context, in any) ([]Message, error) { return get(ctx, in.(*In)) }
	return c
}

// promptPart is what only prompts have.
type promptPart struct {
	spec PromptSpec
	bind func(Variables) (any, error)
	get  func(context.Context, any) ([]Message, error)
}

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

// arguments reads the arguments of a request: strings by declared names. Everything that is wrong is in the error.
func (p *promptPart) arguments(given Variables) (any, error) {
	var errs []error
	for _, name := range given.names {
		if !slices.ContainsFunc(p.spec.Arguments, func(a PromptArgument) bool { return a.Name == name }) {
			errs = append(errs, errors.New("unknown argument "+name))
		}
	}
	for _, a := range p.spec.Arguments {
		if a.Required && !given.Has(a.Name) {
			errs = append(errs, errors.New("missing argument "+a.Name))
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return p.bind(given)
}
