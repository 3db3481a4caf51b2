package within

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/internal/jsonschema"
)

// How stated schemas of arrays and objects lie within slices, arrays, maps and structs.

func (w *inclusion) array(s []*jsonschema.Schema, t *ir.Type, c ir.Constraints) (at, why string) {
	least, most := t.Len, t.Len
	if t.Kind == ir.Slice {
		least, most = 0, -1
		if c.MinItems != nil {
			least = *c.MinItems
		}
		if c.MaxItems != nil {
			most = *c.MaxItems
		}
	}
	if !slices.ContainsFunc(s, func(s *jsonschema.Schema) bool { return least == 0 || s.MinItems != nil && *s.MinItems >= least }) {
		return "", fmt.Sprintf("fewer than %d elements", least)
	}
	if !slices.ContainsFunc(s, func(s *jsonschema.Schema) bool { return most < 0 || s.MaxItems != nil && *s.MaxItems <= most }) {
		return "", fmt.Sprintf("more than %d elements", most)
	}
	if c.UniqueItems && !slices.ContainsFunc(s, func(s *jsonschema.Schema) bool { return s.UniqueItems }) {
		return "", "elements that are equal"
	}
	elem := &ir.Field{Type: t.Elem}
	return first(s, func(s *jsonschema.Schema) (string, string) {
		for _, p := range s.PrefixItems {
			if at, why := w.field(p, elem); why != "" {
				return at, why
			}
		}
		if s.MaxItems != nil && *s.MaxItems <= len(s.PrefixItems) {
			return "", ""
		}
		return w.field(s.Items, elem)
	})
}

// first is empty if any of the schemas is within, else what is wrong with the one that says most.
func first(s []*jsonschema.Schema, f func(*jsonschema.Schema) (string, string)) (at, why string) {
	for i, c := range s {
		p, q := f(c)
		if q == "" {
			return "", ""
		}
		if i == 0 || p != "" && at == "" {
			at, why = p, q
		}
	}
	return at, why
}

func (w *inclusion) mapOf(s []*jsonschema.Schema, t *ir.Type) (at, why string) {
	key, elem := &ir.Field{Type: t.Key, Quoted: t.Key.Kind == ir.Integer}, &ir.Field{Type: t.Elem}
	return first(s, func(s *jsonschema.Schema) (string, string) {
		for _, p := range s.Properties {
			if at, why := w.field(p.Schema, elem); why != "" {
				return at, why
			}
		}
		for _, p := range s.PatternProperties {
			if at, why := w.field(p.Schema, elem); why != "" {
				return at, why
			}
		}
		if at, why := w.field(s.AdditionalProperties, elem); why != "" {
			return at, why
		}
		if t.Key.Kind == ir.Text || t.Key.Kind == ir.String && len(t.Key.Enum) == 0 {
			return "", ""
		}
		return w.names(s, key)
	})
}

// names compares the names of members with the keys of a map.
func (w *inclusion) names(s *jsonschema.Schema, key *ir.Field) (at, why string) {
	if s.PropertyNames != nil {
		names := *s.PropertyNames
		names.Types = jsonschema.String // what names are
		return w.field(&names, key)
	}
	if s.AdditionalProperties == nil || !s.AdditionalProperties.Never || s.PatternProperties != nil {
		return s.Pointer, "names that are no keys of the map; propertyNames can say which are"
	}
	list := &jsonschema.Schema{Pointer: s.Pointer}
	for _, p := range s.Properties {
		quoted, _ := json.Marshal(p.Name) // a string always marshals
		list.Enum = append(list.Enum, jsonschema.ValueOf(quoted))
	}
	return w.field(list, key)
}

func (w *inclusion) object(s []*jsonschema.Schema, t *ir.Type) (at, why string) {
	for _, f := range t.Fields {
		if f.Required && !slices.ContainsFunc(s, func(s *jsonschema.Schema) bool { return slices.Contains(s.Required, f.JSON) }) {
			return "", "objects without " + strconv.Quote(f.JSON)
		}
	}
	return first(s, func(s *jsonschema.Schema) (string, string) {
		if s.AdditionalProperties == nil || !s.AdditionalProperties.Never || s.PatternProperties != nil {
			return s.Pointer, `members that the type does not have; "additionalProperties":false refuses them`
		}
		for _, p := range s.Properties {
			i := slices.IndexFunc(t.Fields, func(f ir.Field) bool { return f.JSON == p.Name })
			if i < 0 && !p.Schema.Never {
				return p.Schema.Pointer, fmt.Sprintf("the member %q, which the type does not have", p.Name)
			}
			if i < 0 {
				continue
			}
			if at, why := w.field(p.Schema, &t.Fields[i]); why != "" {
				return at, why
			}
		}
		return "", ""
	})
}
