package resolve

import (
	"go/types"
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// completions resolves the complete directives, after the components they belong to.
func (r *resolver) completions() {
	for _, d := range r.directives("complete") {
		if c := r.completion(d); c != nil {
			r.out.Components = append(r.out.Components, c)
		}
	}
}

func (r *resolver) completion(d annotations.Found) *ir.Component {
	prompt, resource, arg := d.Text("prompt"), d.Text("resource"), d.Text("arg")
	switch {
	case d.Broken:
		return nil // reported by annotations
	case (prompt.Text == "") == (resource.Text == ""):
		r.report("MCP108", d.Verb.Span, "write mcp:complete prompt=NAME arg=NAME, or resource=URI arg=NAME", "mcp:complete needs either prompt= or resource=")
		return nil
	}
	f := r.functionOf(d)
	if f == nil {
		return nil
	}
	of := r.completed(prompt, resource)
	if of == nil {
		return nil
	}
	var names []string
	for _, f := range of.Input.Fields {
		names = append(names, f.JSON)
	}
	if !slices.Contains(names, arg.Text) {
		hint := "arguments: " + strings.Join(names, ", ")
		if near := annotations.Nearest(arg.Text, names); near != "" {
			hint = "did you mean " + near + "?"
		}
		r.reportRelated("MCP503", arg.Span, of.Named, "the "+string(of.Kind), hint, "the %s has no argument %q", of.Kind, arg.Text)
		return nil
	}
	c := &ir.Component{
		Kind: ir.Complete, Name: of.Name + "." + arg.Text, Description: strings.TrimSpace(f.doc),
		Completes: &ir.Completion{Of: of, Arg: arg.Text}, Policy: of.Policy, Tags: of.Tags,
		Declared: f.at, Named: arg.Span, File: baseName(f.at),
	}
	if !r.completionShape(c, f) {
		return nil
	}
	if c.Func.Receiver != "" && c.Func.Receiver != of.Func.Receiver {
		hint := "make it a function"
		if of.Func.Receiver != "" {
			hint += ", or a method of " + of.Func.Receiver
		}
		r.reportRelated("MCP217", f.at, of.Declared, "the "+string(of.Kind), hint,
			"%s is a method of %s, which the %s does not belong to", f.name, c.Func.Receiver, of.Kind)
		return nil
	}
	return c
}

// completed finds the prompt or resource that is completed.
func (r *resolver) completed(prompt, resource annotations.Word) *ir.Component {
	var known []string
	hint := "declare it in this package"
	kind, word := ir.Prompt, prompt
	if resource.Text != "" {
		kind, word = ir.Resource, resource
	}
	for _, c := range r.out.Components {
		name := c.Name
		if kind == ir.Resource {
			name = c.URI
		}
		if c.Kind != kind {
			continue
		}
		if name == word.Text || kind == ir.Prompt && name == r.defaults.prefix+word.Text {
			return c
		}
		known = append(known, name)
		if c.Name == word.Text {
			hint = "name it by its URI: resource=" + c.URI
		}
	}
	for _, d := range r.directives(string(kind)) {
		if d.Broken || kind == ir.Resource && d.Text("uri").Text == word.Text {
			return nil // it may be the one, or it is and has findings
		}
	}
	if near := annotations.Nearest(word.Text, known); near != "" {
		hint = "did you mean " + near + "?"
	}
	r.report("MCP503", word.Span, hint, "there is no %s %q", kind, word.Text)
	return nil
}

// completionShape accepts func(ctx context.Context, value string) ([]string, error).
func (r *resolver) completionShape(c *ir.Component, f *function) bool {
	if f.obj == nil || r.pkg.Invalid {
		return false
	}
	sig := f.obj.Signature()
	c.Func.Name = f.name
	r.receiver(c, f)
	params, results := sig.Params(), sig.Results()
	fits := params.Len() == 2 && results.Len() == 2 && !sig.Variadic() &&
		isContext(params.At(0).Type()) && isBasic(params.At(1).Type(), types.String) &&
		types.Identical(results.At(0).Type(), types.NewSlice(types.Typ[types.String])) && isError(results.At(1).Type())
	if !fits {
		r.report("MCP215", f.at, "write func(ctx context.Context, value string) ([]string, error)", "%s cannot complete an argument", f.name)
	}
	return fits
}
