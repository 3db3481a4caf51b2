package within

import (
	"fmt"
	"strings"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/schema/render"
	"github.com/mcpgen/mcpgen/internal/jsonschema"
)

// Within shows that every value which a stated schema accepts is one that the decoder of a field's type reads. Where that
// cannot be shown it says why, with the place in the schema: it errs on the side of refusing.
func Within(s *jsonschema.Schema, f *ir.Field) (at, why string) {
	return (&inclusion{open: map[pair]bool{}}).field(s, f)
}

// inclusion is the walk over schema and type.
type inclusion struct {
	open map[pair]bool // being shown: meeting one again is recursion, one level further down in the value
}

type pair struct {
	s *jsonschema.Schema
	t *ir.Type
	f *ir.Field // when it has more to say than its type
}

// field compares a schema with the type of a member and its constraints.
func (w *inclusion) field(s *jsonschema.Schema, f *ir.Field) (at, why string) {
	if s == nil {
		s = &jsonschema.Schema{}
	}
	key := pair{s: s, t: f.Type}
	if f.Quoted || !f.Constraints.IsPlain() {
		key.f = f
	}
	if s.Never || w.open[key] {
		return "", ""
	}
	w.open[key] = true
	defer delete(w.open, key)
	conjuncts := all(s)
	for _, c := range conjuncts {
		if c.Enum != nil {
			return w.values(c, f)
		}
	}
	inner := ""
	for _, c := range conjuncts {
		for _, alternatives := range [][]*jsonschema.Schema{c.AnyOf, c.OneOf} {
			if alternatives == nil {
				continue
			}
			if at, inner = w.each(alternatives, f); inner == "" {
				return "", ""
			}
		}
	}
	if place, own := w.kind(conjuncts, f); inner == "" || own == "" {
		at, why = place, own
	} else {
		why = inner
	}
	if at == "" {
		at = s.Pointer
	}
	return at, why
}

// each is empty if all alternatives are within the type.
func (w *inclusion) each(alternatives []*jsonschema.Schema, f *ir.Field) (at, why string) {
	for _, a := range alternatives {
		if at, why := w.field(a, f); why != "" {
			return at, why
		}
	}
	return "", ""
}

// all are the schemas that a value has to obey besides s, and s.
func all(s *jsonschema.Schema) []*jsonschema.Schema {
	list := []*jsonschema.Schema{s}
	for i := 0; i < len(list); i++ {
		if list[i].Ref != nil {
			list = append(list, list[i].Ref)
		}
		list = append(list, list[i].AllOf...)
	}
	return list
}

// values compares the listed values with the type: they are held against the type's own schema.
func (w *inclusion) values(s *jsonschema.Schema, f *ir.Field) (at, why string) {
	alone := *f
	alone.JSON, alone.Required, alone.Constraints.Default = "v", true, ""
	text, err := render.Render(&ir.Type{Kind: ir.Object, Fields: []ir.Field{alone}}, render.Input)
	if err != nil {
		return s.Pointer, err.Error()
	}
	own, problems := jsonschema.Compile(text)
	if len(problems) > 0 {
		return s.Pointer, "cannot be compared with its values"
	}
	for _, v := range s.Enum {
		if found := own.Check([]byte(`{"v":` + v.Text + `}`)); len(found) > 0 {
			return s.Pointer, fmt.Sprintf("the value %s (%s)", v.Text, strings.TrimSpace(strings.TrimPrefix(found[0].Pointer, "/v")+" "+found[0].Message))
		}
	}
	return "", ""
}

// kind compares by the kind of the type.
func (w *inclusion) kind(s []*jsonschema.Schema, f *ir.Field) (at, why string) {
	t := f.Type
	for t.Kind == ir.Pointer {
		t = t.Elem
	}
	if t.Literal != "" {
		return "", sameText(s, t)
	}
	if f.Quoted {
		return "", quotedWithin(s, t)
	}
	if isUnbound(t) {
		return "", ""
	}
	if why = typesWithin(s, jsonTypes[t.Kind]); why != "" {
		return "", why
	}
	switch t.Kind {
	case ir.Integer, ir.Float:
		return "", numberWithin(s, t, f.Constraints)
	case ir.Slice, ir.Array:
		return w.array(s, t, f.Constraints)
	case ir.Map:
		return w.mapOf(s, t)
	case ir.Object:
		return w.object(s, t)
	}
	return "", stringWithin(s, t, f.Constraints)
}

// isUnbound reports whether a type takes any value, or decides itself.
func isUnbound(t *ir.Type) bool { return t.Kind == ir.Any || t.Kind == ir.Raw || t.Kind == ir.Custom }

// jsonTypes are what the kinds read.
var jsonTypes = map[ir.TypeKind]jsonschema.Types{
	ir.String: jsonschema.String, ir.Text: jsonschema.String, ir.Time: jsonschema.String, ir.Bytes: jsonschema.String,
	ir.Duration: jsonschema.String, ir.URL: jsonschema.String, ir.Integer: jsonschema.Integer, ir.BigInt: jsonschema.Integer,
	ir.Float: jsonschema.NumberType | jsonschema.Integer, ir.Number: jsonschema.NumberType | jsonschema.Integer,
	ir.Boolean: jsonschema.Boolean, ir.Slice: jsonschema.Array, ir.Array: jsonschema.Array, ir.Map: jsonschema.Object,
	ir.Object: jsonschema.Object,
}

// typesWithin compares the JSON types.
func typesWithin(s []*jsonschema.Schema, want jsonschema.Types) string {
	for _, c := range s {
		if c.Types != 0 && c.Types&^want == 0 {
			return ""
		}
	}
	got := "values of any type"
	for _, c := range s {
		if c.Types != 0 {
			got = c.Types.String()
		}
	}
	return fmt.Sprintf("%s, while the type reads %s", got, want)
}

// sameText compares with a type that states a schema itself: nothing but the same schema is known to be within it.
func sameText(s []*jsonschema.Schema, t *ir.Type) string {
	for _, c := range s {
		if own, _ := jsonschema.Compile(t.Literal); own != nil && own.Equal(c) {
			return ""
		}
	}
	return fmt.Sprintf("%s states a schema of its own, which is not repeated here", t.Go.Name)
}
