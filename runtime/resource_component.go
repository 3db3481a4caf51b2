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

// ResourceSpec is what clients are told of a resource, or of a template of resources.
type ResourceSpec struct {
	// URI is absolute. With variables, as in notes://{id}, it is a template (RFC 6570 level 1).
	URI                                string
	Name, Title, Description, MIMEType string
	Tags                               []string // for policies; clients do not see them
	Meta                               map[string]any
	// Completions suggest values for variables.
	Completions map[string]Completion
}

// Completion suggests values that begin with what the user typed. It runs only for callers who may use the component.
type Completion func(ctx context.Context, value string) ([]string, error)

// Content is what a resource holds: text, or bytes when Blob is not nil. MIMEType "" is that of the specification.
type Content struct {
	Text     string
	Blob     []byte
	MIMEType string
}

// Resource binds a function to a URI. bind fills in from the URI's variables; its error says what is wrong with them.
func Resource[In any](
	spec ResourceSpec,
	policy Policy,
	bind func(v Variables, in *In) error,
	read func(ctx context.Context, in *In) (Content, error),
) Component {
	c := &component{
		id: check.Component{
			Kind: check.Resource, Name: spec.Name, URI: spec.URI, Title: spec.Title, Tags: slices.Clone(spec.Tags), Meta: spec.Meta,
		},
		policy:      policy,
		input:       reflect.TypeFor[In](),
		completions: maps.Clone(spec.Completions),
		resource:    &resourcePart{spec: spec},
	}
	var err error
	if c.resource.template, err = parseTemplate(spec.URI); err != nil {
		c.broken = err
	}
	if !c.resource.template.static() {
		c.id.Kind = check.ResourceTemplate
	}
	if bind == nil || read == nil || spec.Name == "" {
		c.broken = errors.Join(c.broken, errors.New("name, bind and read are required"))
	}
	for name := range spec.Completions {
		if !slices.Contains(c.resource.template.variables(), name) {
			c.broken = errors.Join(c.broken, errors.New("a completion is for no variable of the URI"))
		}
	}
	c.resource.bind = func(v Variables) (any, error) {
		in := new(In)
		return in, bind(v, in)
	}
	c.resource.read = func(ctx context.Context, in any) (Content, error) { return read(ctx, in.(*In)) }
	return c
}

// resourcePart is what only resources have.
type resourcePart struct {
	spec     ResourceSpec
	template template
	bind     func(Variables) (any, error)
	read     func(context.Context, any) (Content, error)
}

// list is the resource as lists show it.
func (r *resourcePart) list() ([]byte, error) {
	listing := struct {
		URI         string         `json:"uri,omitempty"`
		Template    string         `json:"uriTemplate,omitempty"`
		Name        string         `json:"name"`
		Title       string         `json:"title,omitempty"`
		Description string         `json:"description,omitempty"`
		MIMEType    string         `json:"mimeType,omitempty"`
		Meta        map[string]any `json:"_meta,omitempty"`
	}{Name: r.spec.Name, Title: r.spec.Title, Description: r.spec.Description, MIMEType: r.spec.MIMEType, Meta: r.spec.Meta}
	if r.template.static() {
		listing.URI = r.spec.URI
	} else {
		listing.Template = r.spec.URI
	}
	return json.Marshal(listing)
}
