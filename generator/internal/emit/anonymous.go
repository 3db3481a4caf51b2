package emit

import (
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// alias returns the name under which the generated file knows an anonymous struct: an alias, so that it is the user's type
// and not another one.
func (e *emitter) alias(g ir.GoType) string {
	if name, ok := e.aliases[g.Struct]; ok {
		return name
	}
	name := e.names.global(lowerFirst(g.Name), lowerFirst(g.Name)+"Struct")
	e.aliases[g.Struct] = name
	fields := make([]jen.Code, len(g.Struct.Fields))
	for i, f := range g.Struct.Fields {
		field := new(jen.Statement)
		if f.Name != "" {
			field.Id(f.Name)
		}
		field.Add(e.expression(f.Type))
		if f.Tag != "" {
			field.Op(tag(f.Tag))
		}
		fields[i] = field
	}
	e.aliasDefs = append(e.aliasDefs, jen.Id(name).Op("=").Struct(fields...))
	return name
}

const aliasComment = "Structs that have no name where they are declared."

// declareAliases declares the names of anonymous structs, in the order of their first use.
func (e *emitter) declareAliases() {
	if len(e.aliasDefs) == 0 {
		return
	}
	e.comment(aliasComment)
	e.file.Type().Defs(e.aliasDefs...).Line()
}

// expression writes a type expression that was taken apart.
func (e *emitter) expression(pieces []ir.Piece) *jen.Statement {
	out := new(jen.Statement)
	for _, p := range pieces {
		switch {
		case p.ImportPath != "":
			e.importOnce(p.ImportPath, p.PackageName)
			out.Qual(p.ImportPath, p.Text)
			continue
		case p.Predeclared:
			e.goTypes[p.Text] = true
		case p.Own:
			e.ownTypes[p.Text] = true
		}
		if inner, err := strconv.Unquote(p.Text); err == nil { // of a struct inside
			p.Text = tag(inner)
		}
		out.Op(p.Text)
	}
	return out
}

// tag writes a struct tag.
func tag(text string) string {
	if strconv.CanBackquote(text) {
		return "`" + text + "`"
	}
	return strconv.Quote(text)
}
