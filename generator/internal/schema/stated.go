package schema

import (
	"fmt"
	"slices"

	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/schema/within"
	"github.com/mcpgen/mcpgen/internal/jsonschema"
)

// A stated schema is one that the author wrote, for a type (a method JSONSchema) or for a parameter (schema=). Decoders
// enforce it before the value is read, and it must lie within what the Go type takes, so that the schema and the decoder
// stay one.

// stated applies schema= to a parameter.
func (b *Builder) stated(f *ir.Field, p Param) {
	i := slices.IndexFunc(p.Keys, func(k Key) bool { return k.Name == "schema" })
	k := p.Keys[i]
	v, ok := b.one(k)
	if !ok || v.Text == "" {
		return // reported
	}
	for _, other := range p.Keys {
		if other.Name != "schema" {
			b.report("MCP407", other.Span, fmt.Sprintf("%q stands beside a schema, which is published to the letter", other), "say it in the schema")
		}
	}
	if p.Description != "" {
		b.report("MCP407", p.DescriptionSpan, "a description stands beside a schema, which is published to the letter", `say it in the schema: "description"`)
	}
	if f.Constraints.Default != "" || !f.Constraints.IsPlain() {
		b.report("MCP407", k.Span, fmt.Sprintf("%q has constraints in its tag as well", p.Name), "write them in the schema only")
		return
	}
	schema, problems := jsonschema.Compile(v.Text)
	if problems != nil {
		b.report("MCP417", v.Span, fmt.Sprintf("the schema of %q%s", p.Name, listed(problems)), "")
	}
	if schema == nil {
		return
	}
	if isBoolean(v.Text) {
		b.report("MCP417", v.Span, fmt.Sprintf("the schema of %q is %s, want an object: clients of MCP read no other schemas of members", p.Name, v.Text), "write {} for anything")
		return
	}
	f.Constraints.Schema = jsonschema.Embed(v.Text, "")
	b.inside(f, schema, v.Span)
}

// inside checks that a parameter's schema lies within what its type takes.
func (b *Builder) inside(f *ir.Field, schema *jsonschema.Schema, span diag.Span) {
	bare := *f
	bare.Constraints = ir.Constraints{}
	if base := f.Type.Pointee(); base.Literal != "" && (base.Kind == ir.Custom || base.Kind == ir.Text) {
		own := *base // its schema is replaced by this one
		own.Literal = ""
		bare.Type = &own
	}
	if at, why := within.Within(schema, &bare); why != "" {
		b.report("MCP418", span, fmt.Sprintf("the schema of %q%s allows what its Go type does not take: %s", f.JSON, inSchema(at), why), "state less, or take any or a json.RawMessage")
		return
	}
	if at := remark(schema, f.Type); at != nil {
		b.report("MCP418", span, fmt.Sprintf("the schema of %q%s has a default, which would not be applied", f.JSON, inSchema(at.Pointer)), "remove it, or use default= instead of schema=")
	}
}

func isBoolean(text string) bool { return text == "true" || text == "false" }

// statedRoot checks that the schema which the struct of the arguments states can stand for a tool.
func (b *Builder) statedRoot(in *ir.Type, params []Param) {
	if in.Literal == "" {
		return
	}
	for _, p := range params {
		b.report("MCP407", p.NameSpan, fmt.Sprintf("%q would not show: %s states its schema itself", p.Name, in.Go.Name), "say it in the schema")
	}
	if schema, _ := jsonschema.Compile(in.Literal); schema == nil || schema.Types != jsonschema.Object {
		b.report("MCP417", b.at, fmt.Sprintf(`%s states a schema of arguments that does not begin with "type":"object", as MCP asks`, in.Go.Name), `write "type":"object" at its top`)
	}
}
