package emit

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// composite is a composite literal with one element a line.
func composite(fields []jen.Code) *jen.Statement {
	return jen.Custom(jen.Options{Open: "{", Close: "}", Separator: ",", Multi: true}, fields...)
}

func meta(entries []ir.MetaEntry) jen.Code {
	list := make([]jen.Code, len(entries))
	for i, m := range entries {
		var value any
		if json.Unmarshal([]byte(m.JSON), &value) != nil {
			value = m.JSON
		}
		list[i] = jen.Lit(m.Key).Op(":").Add(anyLiteral(value))
	}
	return jen.Map(jen.String()).Any().Add(composite(list))
}

// anyLiteral is a Go literal of what JSON was read into: a list of scalars, or a scalar.
func anyLiteral(value any) jen.Code {
	list, ok := value.([]any)
	if !ok {
		return jen.Lit(value)
	}
	return jen.Index().Any().ValuesFunc(func(g *jen.Group) {
		for _, v := range list {
			g.Add(anyLiteral(v))
		}
	})
}

// prose is a string literal with one line of text a line.
func prose(text string) jen.Code {
	var out *jen.Statement
	for line := range strings.Lines(text) {
		if out == nil {
			out = jen.Lit(line)
			continue
		}
		out = out.Op("+").Line().Lit(line)
	}
	return out
}

// schemaLiteral is a JSON Schema with one member of the object a line, so that a change shows as what it is.
func schemaLiteral(schema string) jen.Code {
	var out *jen.Statement
	for _, part := range schemaLines(schema) {
		if out == nil {
			out = raw(part)
			continue
		}
		out = out.Op("+").Line().Add(raw(part))
	}
	return out
}

// raw is a raw string literal where Go allows one on one line.
func raw(text string) *jen.Statement {
	if strings.ContainsAny(text, "`\r\n") {
		return jen.Lit(text)
	}
	return jen.Op("`" + text + "`")
}

// schemaLines splits a schema after the opening of its properties, after each of them, and before what follows them.
func schemaLines(schema string) []string {
	const opening = `"properties":{`
	start := strings.Index(schema, opening)
	if start < 0 || strings.Contains(schema[:start], `"items"`) || strings.Contains(schema[:start], `"additionalProperties"`) {
		return []string{schema}
	}
	start += len(opening)
	if schema[start] == '}' {
		return []string{schema}
	}
	parts := []string{schema[:start]}
	depth, last := 0, start
	for i := start; i < len(schema); i++ {
		switch schema[i] {
		case '"':
			for i++; schema[i] != '"'; i++ {
				if schema[i] == '\\' {
					i++
				}
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return slices.DeleteFunc(append(parts, schema[last:i], schema[i:]), func(s string) bool { return s == "" })
			}
			depth--
		case ',':
			if depth == 0 {
				parts = append(parts, schema[last:i+1])
				last = i + 1
			}
		}
	}
	return []string{schema}
}

func selector(root string, path []string) *jen.Statement {
	s := jen.Id(root)
	for _, name := range path {
		s = s.Dot(name)
	}
	return s
}

func literals(words []string) []jen.Code {
	list := make([]jen.Code, len(words))
	for i, w := range words {
		list[i] = jen.Lit(w)
	}
	return list
}

// lines is a call's argument list with one argument a line.
func lines(args []jen.Code) *jen.Statement {
	return jen.Custom(jen.Options{Open: "(", Close: ")", Separator: ",", Multi: true}, args...)
}

// escaped is a member's name as it stands between its quotes.
func escaped(name string) string {
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(name) // a string always encodes
	return strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(out.String()), `"`), `"`)
}

func base(t *ir.Type) *ir.Type {
	if t.Kind == ir.Pointer {
		return t.Elem
	}
	return t
}

// address is an expression for a pointer to x.
func address(x *jen.Statement) *jen.Statement { return jen.Op("&").Add(x) }

// sliceOf turns an expression for a pointer to an array, made by [address] or a variable, into one for a slice of it.
func sliceOf(target *jen.Statement) *jen.Statement {
	if len(*target) == 2 { // & and the array
		target = jen.Add((*target)[1])
	}
	return target.Clone().Index(jen.Empty(), jen.Empty())
}

// identity writes the fields that every kind of component has.
func (e *emitter) identity(c *ir.Component) []jen.Code {
	var fields []jen.Code
	add := func(name string, value jen.Code) { fields = append(fields, jen.Id(name).Op(":").Add(value)) }
	text := func(name, value string) {
		if value != "" {
			add(name, prose(value))
		}
	}
	text("Name", c.Name)
	text("Title", c.Title)
	text("Description", c.Description)
	if len(c.Tags) > 0 {
		add("Tags", jen.Index().String().Values(literals(c.Tags)...))
	}
	if len(c.Meta) > 0 {
		add("Meta", meta(c.Meta))
	}
	return fields
}

// completions writes the functions that complete the component's arguments.
func (e *emitter) completions(c *ir.Component, receiver string) []jen.Code {
	var list []jen.Code
	for _, other := range e.pkg.Components {
		if other.Kind != ir.Complete || other.Completes.Of != c {
			continue
		}
		f := jen.Id(other.Func.Name)
		if other.Func.Receiver != "" {
			f = jen.Id(receiver).Dot(other.Func.Name)
		}
		list = append(list, jen.Lit(other.Completes.Arg).Op(":").Add(f))
	}
	if list == nil {
		return nil
	}
	return []jen.Code{jen.Id("Completions").Op(":").Map(jen.String()).Qual(runtimePath, "Completion").Add(composite(list))}
}
