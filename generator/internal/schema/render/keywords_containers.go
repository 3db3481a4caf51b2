package render

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/schema/literals"
)

// The keywords of slices, arrays, maps and structs.

func (r *renderer) array(t *ir.Type, a annotations) {
	r.member("type", `"array"`)
	r.describe(a.description)
	r.member("items", "")
	r.below("items", func() { r.schema(t.Elem, annotations{}) })
	switch {
	case t.Kind == ir.Array:
		r.member("minItems", strconv.Itoa(t.Len))
		r.member("maxItems", strconv.Itoa(t.Len))
	case r.mode == Input:
		r.length("minItems", a.constraints.MinItems)
		r.length("maxItems", a.constraints.MaxItems)
		if a.constraints.UniqueItems {
			r.member("uniqueItems", "true")
		}
	}
}

func (r *renderer) mapOf(t *ir.Type, a annotations) {
	r.member("type", `"object"`)
	r.describe(a.description)
	switch {
	case t.Key.Kind == ir.Integer && t.Key.Unsigned:
		r.member("propertyNames", fmt.Sprintf(`{"pattern":%s}`, literals.QuoteJSON(UnsignedText)))
	case t.Key.Kind == ir.Integer:
		r.member("propertyNames", fmt.Sprintf(`{"pattern":%s}`, literals.QuoteJSON(IntegerText)))
	case len(t.Key.Enum) > 0 && r.mode == Input:
		r.WriteString(`,"propertyNames":{`)
		r.enum(t.Key, ir.Constraints{})
		r.WriteByte('}')
	}
	r.member("additionalProperties", "")
	r.below("additionalProperties", func() { r.schema(t.Elem, annotations{}) })
}

func (r *renderer) object(t *ir.Type, a annotations) {
	r.member("type", `"object"`)
	r.describe(a.description)
	r.member("properties", "{")
	var required []string
	for i, f := range t.Fields {
		r.comma(i)
		r.WriteString(literals.QuoteJSON(f.JSON) + ":")
		r.below("properties", func() { r.below(f.JSON, func() { r.field(f) }) })
		if r.mode == Input && f.Required || r.mode == Output && f.Always {
			required = append(required, literals.QuoteJSON(f.JSON))
		}
	}
	r.WriteByte('}')
	if len(required) > 0 {
		r.member("required", "["+strings.Join(required, ",")+"]")
	}
	r.member("additionalProperties", "false")
}

// field writes the schema of a member. A nil pointer that is left out is never null.
func (r *renderer) field(f ir.Field) {
	t := f.Type
	if t.Kind == ir.Pointer && (f.OmitEmpty || f.OmitZero) {
		t = t.Elem
	}
	r.schema(t, annotations{description: f.Description, constraints: f.Constraints, quoted: f.Quoted})
}
