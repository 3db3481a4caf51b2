package emit

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// goType writes a type expression.
func (e *emitter) goType(t *ir.Type) *jen.Statement {
	if t.Go.Name != "" {
		return e.named(t.Go)
	}
	switch t.Kind {
	case ir.Pointer:
		return jen.Op("*").Add(e.goType(t.Elem))
	case ir.Slice:
		return jen.Index().Add(e.goType(t.Elem))
	case ir.Array:
		return jen.Index(jen.Lit(t.Len)).Add(e.goType(t.Elem))
	case ir.Map:
		return jen.Map(e.goType(t.Key)).Add(e.goType(t.Elem))
	case ir.Bytes:
		if t.Elem != nil {
			return jen.Index().Add(e.goType(t.Elem))
		}
		return jen.Index().Byte()
	}
	return jen.Any()
}

func (e *emitter) named(g ir.GoType) *jen.Statement {
	if g.Struct != nil {
		return jen.Id(e.alias(g))
	}
	s := jen.Id(g.Name)
	if g.Predeclared {
		e.goTypes[g.Name] = true
	} else if g.ImportPath == "" {
		e.ownTypes[g.Name] = true
	}
	if g.ImportPath != "" {
		e.importOnce(g.ImportPath, g.PackageName)
		s = jen.Qual(g.ImportPath, g.Name)
	}
	if len(g.Args) == 0 {
		return s
	}
	args := make([]jen.Code, len(g.Args))
	for i, arg := range g.Args {
		args[i] = e.goType(arg)
	}
	return s.Types(args...)
}

// importOnce settles the name of an import at its first use.
func (e *emitter) importOnce(path, name string) {
	if !e.imported[path] {
		e.imported[path] = true
		e.importName(path, name)
	}
}

// typeName is the name that functions of a type are made from: Page[Note] gives PageNote.
func typeName(t *ir.Type) string {
	name := upperFirst(t.Go.Name)
	if name == "" {
		switch t.Kind {
		case ir.Pointer, ir.Array:
			return typeName(t.Elem)
		case ir.Slice:
			return typeName(t.Elem) + "s"
		case ir.Map:
			return "MapOf" + typeName(t.Elem)
		case ir.Bytes:
			return "Bytes"
		}
		return "Any"
	}
	for _, arg := range t.Go.Args {
		name += typeName(arg)
	}
	return strings.ReplaceAll(name, ".", "")
}

// queue are the types that need a function of their own, in the order in which they are met.
type queue struct {
	prefix string
	names  map[*ir.Type]string
	types  []*ir.Type
	done   int
}

// function returns the name of a type's function and sees to it that it will be written.
func (q *queue) function(n names, t *ir.Type) string {
	if t.Same != nil {
		t = t.Same
	}
	if name, ok := q.names[t]; ok {
		return name
	}
	if q.names == nil {
		q.names = map[*ir.Type]string{}
	}
	name := n.global(q.prefix+typeName(t), q.prefix+upperFirst(t.Go.PackageName)+typeName(t))
	q.names[t] = name
	q.types = append(q.types, t)
	return name
}

// next returns the next type whose function is to be written; nil when there is none left for now.
func (q *queue) next() *ir.Type {
	if q.done == len(q.types) {
		return nil
	}
	q.done++
	return q.types[q.done-1]
}

// hasFunction reports whether values of the type are read and written by a function of their own.
func hasFunction(t *ir.Type) bool {
	return t.Kind == ir.Object || t.Recursive || len(t.Enum) > 0 || isNamedAny(t) || t.Literal != ""
}

// isNamedAny reports whether t is a named empty interface, which the functions of codec for any do not take.
func isNamedAny(t *ir.Type) bool { return t.Kind == ir.Any && t.Go.Name != "" }

// asAny converts a pointer to a named empty interface.
func asAny(target *jen.Statement) *jen.Statement { return jen.Parens(jen.Op("*").Any()).Call(target) }
