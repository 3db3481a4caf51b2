package jsonschema

import (
	"slices"
)

// Keywords whose values are schemas, or are about the names of members.

func (k *keyword) words(v []byte) {
	if v[0] != '"' {
		k.want(v, "a string")
	}
}

func (k *keyword) names(at string, v []byte) []string {
	names := []string{}
	if v[0] != '[' {
		k.problem(at, "is %s, want an array of names", noun(v))
		return names
	}
	elements(v, func(i int, element []byte) bool {
		if element[0] != '"' {
			k.problem(indexed(at, i), "is %s, want a name", noun(element))
			return true
		}
		if slices.Contains(names, text(element)) {
			k.problem(indexed(at, i), "is %s, which is given twice", element)
		}
		names = append(names, text(element))
		return true
	})
	return names
}

func (k *keyword) dependentRequired(v []byte) {
	if v[0] != '{' {
		k.want(v, "an object")
		return
	}
	members(v, func(name string, value []byte) bool {
		k.s.DependentRequired = append(k.s.DependentRequired, Dependency{name, k.names(k.at+"/"+escape(name), value)})
		return true
	})
}

// one reads a keyword whose value is a schema.
func one(target func(*Schema) **Schema) func(*keyword, []byte) {
	return func(k *keyword, v []byte) { *target(k.s) = k.schema(v, k.at, k.depth+1) }
}

// list reads a keyword whose value is an array of schemas.
func list(target func(*Schema) *[]*Schema) func(*keyword, []byte) {
	return func(k *keyword, v []byte) {
		if v[0] != '[' || count(v) == 0 {
			k.want(v, "an array of schemas")
			return
		}
		elements(v, func(i int, element []byte) bool {
			*target(k.s) = append(*target(k.s), k.schema(element, indexed(k.at, i), k.depth+1))
			return true
		})
	}
}

// schemas reads an object of schemas by name.
func (k *keyword) schemas(v []byte) []Property {
	if v[0] != '{' {
		k.want(v, "an object of schemas")
		return nil
	}
	var all []Property
	members(v, func(name string, value []byte) bool {
		at := k.at + "/" + escape(name)
		if slices.ContainsFunc(all, func(p Property) bool { return p.Name == name }) {
			k.problem(at, "is given more than once")
			return true
		}
		all = append(all, Property{name, k.schema(value, at, k.depth+1)})
		return true
	})
	return all
}

func (k *keyword) patternProperties(v []byte) {
	for _, p := range k.schemas(v) {
		if e := k.compile(p.Name); e != nil {
			k.s.PatternProperties = append(k.s.PatternProperties, PatternProperty{e, p.Schema})
		}
	}
}
