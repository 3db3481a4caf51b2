package schema

import (
	"fmt"
	"go/types"
	"slices"

	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/schema/render"
)

// Result builds what a function returns besides an error; a nil t is nothing. A value whose JSON is no object is
// wrapped as {"result": …}, in schema and value.
func (b *Builder) Result(t types.Type, at diag.Span) (ir.Result, []diag.Diagnostic) {
	if t == nil {
		return ir.Result{Kind: ir.ResultNone}, nil
	}
	b.at = at
	var out ir.Type
	var same *ir.Type
	b.within("the result", func() {
		outer := b.words
		b.words = append(slices.Clip(outer), "Result")
		defer func() { b.words = outer }()
		same = b.typeOf(t, at)
		out = *same
		out.Same = same
	})
	b.demandSchemas(same, "the result")
	r := ir.Result{Kind: ir.ResultJSON, Type: &out, Wrapped: !isObject(&out)}
	if out.Kind == ir.String && len(out.Enum) == 0 {
		r.Kind = ir.ResultText
	}
	if !diag.HasErrors(b.diags) {
		root := &out
		if r.Wrapped {
			root = &ir.Type{Kind: ir.Object, Fields: []ir.Field{{JSON: "result", Type: &out, Always: true}}}
		} else {
			root = root.Pointee()
		}
		text, err := render.Render(root, render.Output)
		if err != nil {
			b.report("MCP416", at, err.Error(), "return a smaller value")
		}
		out.Schema = text
	}
	return r, b.take()
}

// isObject reports whether the JSON is always an object. A nil pointer to one is an error of the function.
func isObject(t *ir.Type) bool {
	t = t.Pointee()
	return t.Kind == ir.Object || t.Kind == ir.Map
}

// Returned is one of several results.
type Returned struct {
	Name string
	Type types.Type
	Span diag.Span
}

// Results builds the object that several results form, its fields in the order of values.
func (b *Builder) Results(values []Returned) (ir.Result, []diag.Diagnostic) {
	out := ir.Type{Kind: ir.Object}
	for _, v := range values {
		b.at = v.Span
		b.within(fmt.Sprintf("result %q", v.Name), func() {
			outer := b.words
			b.words = append(slices.Clip(outer), upperFirst(v.Name))
			defer func() { b.words = outer }()
			out.Fields = append(out.Fields, ir.Field{
				JSON: v.Name, Path: []string{memberName(v.Name, out.Fields)}, Type: b.typeOf(v.Type, v.Span), Always: true, Declared: v.Span,
			})
		})
	}
	b.demandSchemas(&out, "the result")
	if !diag.HasErrors(b.diags) {
		text, err := render.Render(&out, render.Output)
		if err != nil {
			b.report("MCP416", b.at, err.Error(), "return smaller values")
		}
		out.Schema = text
	}
	return ir.Result{Kind: ir.ResultJSON, Type: &out}, b.take()
}
