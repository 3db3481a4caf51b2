package schema

import (
	"fmt"
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/internal/jsonschema"
)

// A stated schema is one that the author wrote, for a type (a method JSONSchema) or for a parameter (schema=). Decoders
// enforce it before the value is read, and it must lie within what the Go type takes, so that the schema and the decoder
// stay one.

// statedSchema is the schema that a type states by a method JSONSchema() string that returns a string literal or constant;
// "" when it states none, or none that can be used.
func (b *Builder) statedSchema(t *types.Named, span place) string {
	obj, _, _ := types.LookupFieldOrMethod(t, true, b.cfg.Package, "JSONSchema")
	if obj == nil {
		return ""
	}
	entry := b.docs.lookup(obj)
	text := entry.literal
	if c, ok := constantNamed(obj.Pkg(), entry.constant); ok {
		text = c
	}
	if text == "" {
		b.refuse(span, "MCP403", fmt.Sprintf("is %s, whose method JSONSchema does not just return a string literal or constant", b.show(t)), "the schema is read when generating: return a literal, or a constant of the same package")
		return ""
	}
	schema, problems := jsonschema.Compile(text)
	if problems != nil {
		b.refuse(span, "MCP417", fmt.Sprintf("is %s, whose JSONSchema%s", b.show(t), listed(problems)), "")
	}
	if schema == nil {
		return ""
	}
	return jsonschema.Embed(text, "")
}

func constantNamed(pkg *types.Package, name string) (string, bool) {
	c, ok := pkg.Scope().Lookup(name).(*types.Const)
	if !ok || c.Val().Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(c.Val()), true
}

// listed says what is wrong with a schema: " is not valid JSON", ": /minLenght has the keyword …; /type is …".
func listed(problems []jsonschema.Problem) string {
	if len(problems) == 1 && problems[0].Pointer == "" {
		return " " + problems[0].Message
	}
	all := make([]string, len(problems))
	for i, p := range problems {
		all[i] = strings.TrimSpace(p.Pointer + " " + p.Message)
	}
	return ": " + strings.Join(all, "; ")
}

// inSchema names a place in a schema: ", at /properties/a,".
func inSchema(pointer string) string {
	if pointer == "" {
		return ""
	}
	return ", at " + pointer + ","
}

// binds checks that the schema which a type states lies within what the type takes, and keeps it.
func (b *Builder) binds(out *ir.Type, text, who string, span place) {
	if text == "" {
		return
	}
	schema, _ := jsonschema.Compile(text)
	if at, why := within(schema, &ir.Field{Type: out}); why != "" {
		b.refuse(span, "MCP418", fmt.Sprintf("is %s, whose JSONSchema%s allows what its decoder refuses: %s", who, inSchema(at), why), "state a schema that lies within what the type takes")
		return
	}
	if at := remark(schema, out); at != nil {
		b.refuse(span, "MCP418", fmt.Sprintf("is %s, whose JSONSchema%s has a default, which would not be applied", who, inSchema(at.Pointer)), "remove it, or use the key default of a jsonschema tag")
		return
	}
	out.Literal = text
}

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
	if f.Constraints.Default != "" || !isPlain(f.Constraints) {
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
	if base := pointee(f.Type); base.Literal != "" && (base.Kind == ir.Custom || base.Kind == ir.Text) {
		own := *base // its schema is replaced by this one
		own.Literal = ""
		bare.Type = &own
	}
	if at, why := within(schema, &bare); why != "" {
		b.report("MCP418", span, fmt.Sprintf("the schema of %q%s allows what its Go type does not take: %s", f.JSON, inSchema(at), why), "state less, or take any or a json.RawMessage")
		return
	}
	if at := remark(schema, f.Type); at != nil {
		b.report("MCP418", span, fmt.Sprintf("the schema of %q%s has a default, which would not be applied", f.JSON, inSchema(at.Pointer)), "remove it, or use default= instead of schema=")
	}
}

func isBoolean(text string) bool { return text == "true" || text == "false" }

// isPlain reports whether constraints say nothing that a stated schema would have to repeat.
func isPlain(c ir.Constraints) bool {
	return c.Min == nil && c.Max == nil && c.ExclusiveMin == nil && c.ExclusiveMax == nil && c.MultipleOf == nil &&
		c.MinLength == nil && c.MaxLength == nil && c.MinItems == nil && c.MaxItems == nil && !c.UniqueItems &&
		c.Pattern == "" && c.Format == "" && c.Enum == nil && c.Examples == nil && !c.Deprecated && c.Header == "" && c.Title == ""
}

// remark finds a default in the schema of a type that is read by a generated decoder: nobody would apply it. What a
// function or a type reads itself, it can apply.
func remark(schema *jsonschema.Schema, t *ir.Type) *jsonschema.Schema {
	switch pointee(t).Kind {
	case ir.Any, ir.Raw, ir.Custom, ir.Text:
		return nil
	}
	return schema.Default()
}

// demandSchemas reports the types in root whose schema nobody states, each at the field or parameter that has it; name is
// the whole, for what has neither.
func (b *Builder) demandSchemas(root *ir.Type, name string) {
	seen := map[*ir.Type]bool{}
	var walk func(t *ir.Type, at diag.Span, path string)
	walk = func(t *ir.Type, at diag.Span, path string) {
		if t == nil || seen[t] && b.unstated[t] == "" {
			return
		}
		seen[t] = true
		if shown := b.unstated[t]; shown != "" {
			b.report("MCP403", at, fmt.Sprintf("%s is %s, which has a JSON form of its own", path, shown),
				"state its schema in a method JSONSchema() string that returns a string literal, or for a parameter by //mcp:param NAME schema=")
		}
		walk(t.Elem, at, path)
		walk(t.Key, at, path)
		for _, f := range t.Fields {
			at, path := at, path
			switch {
			case f.Constraints.Schema != "":
				continue
			case t == root && t.Go.Name == "":
				at, path = f.Declared, fmt.Sprintf("parameter %q", f.JSON)
			case f.Declared.File != "":
				name := strings.Join(f.Path, ".")
				if t.Go.Struct == nil {
					name = t.Go.Name + "." + name
				}
				at, path = f.Declared, path+", field "+name
			}
			walk(f.Type, at, path)
		}
	}
	walk(root, b.at, name)
}

// refusedSince reports whether something has been refused since there were so many findings.
func (b *Builder) refusedSince(before int) bool { return len(b.diags) > before }

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
