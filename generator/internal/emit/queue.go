package emit

import (
	"strings"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

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
