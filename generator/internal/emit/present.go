package emit

import (
	"fmt"

	"github.com/dave/jennifer/jen"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// When a member is written: what omitempty and omitzero ask of each kind.

// present is the condition under which a member is written; nil for always.
func (e *emitter) present(f *ir.Field, v string) *jen.Statement {
	var conditions []*jen.Statement
	for i, pointer := range f.Pointers {
		if pointer {
			conditions = append(conditions, selector(v, f.Path[:i+1]).Op("!=").Nil())
		}
	}
	target := selector(v, f.Path)
	if f.OmitEmpty {
		conditions = append(conditions, notEmpty(f.Type, target))
	}
	if f.OmitZero {
		conditions = append(conditions, e.notZero(f.Type, target))
	}
	var all *jen.Statement
	for _, c := range conditions {
		switch {
		case c == nil:
		case all == nil:
			all = c
		case fmt.Sprintf("%#v", all) == fmt.Sprintf("%#v", c):
		default:
			all = all.Op("&&").Add(c)
		}
	}
	return all
}

// notEmpty is what omitempty asks; nil for a type that is never empty.
func notEmpty(t *ir.Type, target *jen.Statement) *jen.Statement {
	switch t.Kind {
	case ir.String, ir.Number:
		return jen.Add(target).Op("!=").Lit("")
	case ir.Integer, ir.Float:
		return jen.Add(target).Op("!=").Lit(0)
	case ir.Boolean:
		return jen.Add(target)
	case ir.Pointer, ir.Any:
		return jen.Add(target).Op("!=").Nil()
	case ir.Slice, ir.Map, ir.Bytes, ir.Raw:
		return jen.Len(target).Op("!=").Lit(0)
	case ir.Array:
		if t.Len == 0 {
			return jen.False()
		}
	case ir.Text, ir.Duration, ir.Custom:
		return notEmptyText(t, target)
	}
	return nil
}

// notEmptyText asks what the type is underneath: encoding/json looks at the Go kind.
func notEmptyText(t *ir.Type, target *jen.Statement) *jen.Statement {
	switch t.Empty {
	case ir.EmptyLength:
		return jen.Len(target).Op("!=").Lit(0)
	case ir.EmptyNumber:
		return jen.Add(target).Op("!=").Lit(0)
	case ir.EmptyNil:
		return jen.Add(target).Op("!=").Nil()
	case ir.EmptyFalse:
		return jen.Bool().Call(target)
	}
	return nil
}

// notZero is what omitzero asks.
func (e *emitter) notZero(t *ir.Type, target *jen.Statement) *jen.Statement {
	switch {
	case t.IsZero:
		return jen.Op("!").Add(target).Dot("IsZero").Call()
	case t.Kind == ir.Slice, t.Kind == ir.Map, t.Kind == ir.Bytes, t.Kind == ir.Raw:
		return jen.Add(target).Op("!=").Nil()
	case t.Kind == ir.Object, t.Kind == ir.Array, t.Kind == ir.URL,
		(t.Kind == ir.Text || t.Kind == ir.Custom) && t.Empty == ir.EmptyNever:
		return jen.Add(target).Op("!=").Parens(e.goType(t).Values())
	}
	return notEmpty(t, target)
}
