package jsonschema

import (
	"net/url"
	"strings"
)

// reference keeps where a $ref leads, which [compiler.resolve] looks up when all has been read.
func (k *keyword) reference(v []byte) {
	if v[0] != '"' {
		k.want(v, "a string")
		return
	}
	pointer, ok := strings.CutPrefix(text(v), "#")
	if !ok || pointer != "" && pointer[0] != '/' {
		k.problem(k.at, "is %s, want a place in this schema, as #/$defs/NAME: other documents are not fetched", v)
		return
	}
	k.s.ref = "#" + pointer
}

// resolve finds the schemas that references lead to.
func (c *compiler) resolve() {
	for _, s := range c.order {
		if s.ref == "" {
			continue
		}
		pointer, err := url.PathUnescape(s.ref[1:])
		if s.Ref = c.byPointer[pointer]; err != nil || s.Ref == nil {
			c.problem(s.Pointer+"/$ref", "is %q, where no schema stands", s.ref)
		}
	}
}

// loops finds schemas that are to be checked against a value before they have been checked against it.
func (c *compiler) loops() {
	state := map[*Schema]int{} // 1: being walked, 2: done
	var walk func(s *Schema) bool
	walk = func(s *Schema) bool {
		if s == nil || state[s] == 2 {
			return true
		}
		if state[s] == 1 {
			return false
		}
		state[s] = 1
		for _, inner := range s.sameValue() {
			if !walk(inner) {
				return false
			}
		}
		state[s] = 2
		return true
	}
	for _, s := range c.order {
		if !walk(s) {
			c.problem(s.Pointer, "refers to itself for the same value, without end")
			return
		}
	}
}

// sameValue are the subschemas that look at the same value as s.
func (s *Schema) sameValue() []*Schema {
	all := []*Schema{s.Ref, s.Not, s.If, s.Then, s.Else}
	all = append(append(append(all, s.AllOf...), s.AnyOf...), s.OneOf...)
	for _, d := range s.DependentSchemas {
		all = append(all, d.Schema)
	}
	return all
}

// Default finds a schema with a default, s or one in it; nil when there is none.
func (s *Schema) Default() *Schema {
	return s.find(map[*Schema]bool{}, func(s *Schema) bool { return s.HasDefault })
}

// find returns the first schema, s or one in it, of which is holds.
func (s *Schema) find(seen map[*Schema]bool, is func(*Schema) bool) *Schema {
	if s == nil || seen[s] {
		return nil
	}
	seen[s] = true
	if is(s) {
		return s
	}
	for _, inner := range append(s.sameValue(), s.otherValues()...) {
		if found := inner.find(seen, is); found != nil {
			return found
		}
	}
	return nil
}

// otherValues are the subschemas that look at parts of the value that s looks at.
func (s *Schema) otherValues() []*Schema {
	all := append([]*Schema{s.Items, s.Contains, s.AdditionalProperties, s.PropertyNames}, s.PrefixItems...)
	for _, p := range s.Properties {
		all = append(all, p.Schema)
	}
	for _, p := range s.PatternProperties {
		all = append(all, p.Schema)
	}
	return all
}
