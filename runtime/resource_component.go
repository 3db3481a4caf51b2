package mcpruntime

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"slices"

	"github.com/mark3labs/mcp-go/mcp"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/codec"
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
		id: check.Component{
			Kind: check.Resource, Name: spec.Name, URI: spec.URI, Title: spec.Title, Tags: slices.Clone(spec.Tags), Meta: spec.Meta,
		},
		policy:      policy,
		input:       reflect.TypeFor[In](),
		completions: maps.Clone(spec.Completions),
		resource:    &resourcePart{spec: spec},
		decode:      reader(decode),
	}
	var err error
	if c.resource.template, err = parseTemplate(spec.URI); err != nil {
		c.broken = err
	}
	if !c.resource.template.static() {
		c.id.Kind = check.ResourceTemplate
	}
	if decode == nil || read == nil || result.convert == nil || spec.Name == "" {
		c.broken = errors.Join(c.broken, errors.New("name, decode, read and result are required"))
	}
	for name := range spec.Completions {
		if !slices.Contains(c.resource.template.variables(), name) {
			c.broken = errors.Join(c.broken, errors.New("a completion is for no variable of the URI"))
		}
	}
	c.produce = func(ctx context.Context, in any) (p product, err error) {
		out, err := read(ctx, in.(*In))
		uri := requestURI(ctx, spec.URI)
		p.read, err = produced(out, err, func(out *Out) (*mcp.ReadResourceResult, error) {
			return result.convert(out, uri, spec.MIMEType)
		})
		return p, err
	}
	return c
}

// requestURI is the URI that the running request reads.
func requestURI(ctx context.Context, otherwise string) string {
	if x := exchangeFrom(ctx); x != nil && x.msg != nil {
		return x.msg.uri
	}
	return otherwise
}

// resourcePart is what only resources have.
type resourcePart struct {
	spec     ResourceSpec
	template template
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
