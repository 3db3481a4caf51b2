package schema

import (
	"fmt"
	"go/types"
	"strings"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// field builds one member.
func (b *Builder) field(t types.Type, c candidate, leaf *types.Var) ir.Field {
	span := b.spanOf(leaf)
	f := ir.Field{
		JSON:        c.name,
		Type:        b.typeOf(leaf.Type(), span),
		Description: b.docs.Of(leaf),
		Always:      true,
		Declared:    span,
	}
	b.selectors(&f, t, c)
	b.jsonOptions(&f, c.tag.Get("json"), span)
	optional := f.OmitEmpty || f.OmitZero
	for _, pointer := range f.Pointers {
		if pointer {
			optional, f.Always = true, false
		}
	}
	if f.OmitZero || f.OmitEmpty && canBeEmpty(f.Type) {
		f.Always = false
	}
	if _, pointer := types.Unalias(leaf.Type()).(*types.Pointer); pointer && !b.requirePointers {
		optional = true
	}
	required := b.tags(&f, c.tag, leaf)
	f.Required = (!optional || required) && f.Constraints.Default == ""
	return f
}

// selectors fills in Path: the promoted name alone where Go finds the field by it, else the whole way.
func (b *Builder) selectors(f *ir.Field, t types.Type, c candidate) {
	through := false
	for i, step := range c.path {
		pointer := false
		if i < len(c.path)-1 {
			_, pointer = types.Unalias(step.Type()).(*types.Pointer)
		}
		through = through || pointer
		f.Path = append(f.Path, step.Name())
		f.Pointers = append(f.Pointers, pointer)
	}
	if through || len(c.path) == 1 {
		return
	}
	leaf := c.path[len(c.path)-1]
	if found, _, _ := types.LookupFieldOrMethod(t, true, b.cfg.Package, leaf.Name()); found == leaf {
		f.Path, f.Pointers = []string{leaf.Name()}, []bool{false}
	}
}

// jsonOptions reads what follows the name in a json tag.
func (b *Builder) jsonOptions(f *ir.Field, tag string, span place) {
	_, options, _ := strings.Cut(tag, ",")
	for option := range strings.SplitSeq(options, ",") {
		switch option {
		case "":
		case "omitempty":
			f.OmitEmpty = true
		case "omitzero":
			f.OmitZero = true
			b.zeroTest(f.Type, span)
		case "string":
			f.Quoted = true
			if base := f.Type.Pointee(); base.Kind != ir.Integer && base.Kind != ir.Float && base.Kind != ir.Boolean || len(base.Enum) > 0 || base.Literal != "" {
				b.refuse(span, "MCP413", `has the json option "string", which applies to plain numbers and booleans only`, "remove the option")
			}
		default:
			b.refuse(span, "MCP413", fmt.Sprintf("has the json option %q, which encoding/json does not know", option), "known options: omitempty, omitzero, string")
		}
	}
}

// zeroTest checks that generated code can tell a zero value.
func (b *Builder) zeroTest(t *ir.Type, span place) {
	if (t.Kind == ir.Object || t.Kind == ir.BigInt || t.Kind == ir.Custom) && !t.IsZero && !t.Comparable || t.Kind == ir.Array && !t.Comparable {
		b.refuse(span, "MCP413", `has the json option "omitzero" on a type without == and without a method IsZero`, "add a method IsZero() bool, or use a pointer")
	}
}

// canBeEmpty reports whether omitempty ever leaves such a value out.
func canBeEmpty(t *ir.Type) bool {
	switch t.Kind {
	case ir.Object, ir.Time, ir.URL, ir.BigInt:
		return false
	case ir.Text, ir.Custom, ir.Duration:
		return t.Empty != ir.EmptyNever
	case ir.Array:
		return t.Len == 0
	}
	return true
}
