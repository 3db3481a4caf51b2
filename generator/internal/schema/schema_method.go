package schema

import (
	"fmt"
	"go/constant"
	"go/types"
	"strings"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/schema/within"
	"github.com/mcpgen/mcpgen/internal/jsonschema"
)

// statedSchema is the schema that a type states by a method JSONSchema() string that returns a string literal or constant;
// "" when it states none, or none that can be used.
func (b *Builder) statedSchema(t *types.Named, span place) string {
	if !b.method(t, "JSONSchema") {
		return ""
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, b.cfg.Package, "JSONSchema")
	entry := b.docs.Lookup(obj)
	text := entry.Literal
	if c, ok := constantNamed(obj.Pkg(), entry.Constant); ok {
		text = c
	}
	if method, ok := obj.(*types.Func); ok && text == "" && b.cfg.Schema != nil {
		text = b.cfg.Schema(method)
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
	if at, why := within.Within(schema, &ir.Field{Type: out}); why != "" {
		b.refuse(span, "MCP418", fmt.Sprintf("is %s, whose JSONSchema%s allows what its decoder refuses: %s", who, inSchema(at), why), "state a schema that lies within what the type takes")
		return
	}
	if at := remark(schema, out); at != nil {
		b.refuse(span, "MCP418", fmt.Sprintf("is %s, whose JSONSchema%s has a default, which would not be applied", who, inSchema(at.Pointer)), "remove it, or use the key default of a jsonschema tag")
		return
	}
	out.Literal = text
}

// remark finds a default in the schema of a type that is read by a generated decoder: nobody would apply it. What a
// function or a type reads itself, it can apply.
func remark(schema *jsonschema.Schema, t *ir.Type) *jsonschema.Schema {
	switch t.Pointee().Kind {
	case ir.Any, ir.Raw, ir.Custom, ir.Text:
		return nil
	}
	return schema.Default()
}
