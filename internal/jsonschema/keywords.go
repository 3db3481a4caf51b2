package jsonschema

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/mcpgen/mcpgen/internal/decimal"
	"github.com/mcpgen/mcpgen/internal/format"
)

// table returns the keywords that are enforced, and those that are only remarks.
func table() map[string]func(k *keyword, v []byte) {
	return map[string]func(k *keyword, v []byte){
		"type": (*keyword).types,
		"enum": (*keyword).enum,
		"const": func(k *keyword, v []byte) {
			if k.s.Enum == nil {
				k.s.Enum = []Value{ValueOf(v)}
				return
			}
			k.problem(k.at, "stands beside an enum, write one of the two")
		},
		"minimum":              bound(func(s *Schema) **Bound { return &s.Minimum }),
		"maximum":              bound(func(s *Schema) **Bound { return &s.Maximum }),
		"exclusiveMinimum":     bound(func(s *Schema) **Bound { return &s.ExclusiveMinimum }),
		"exclusiveMaximum":     bound(func(s *Schema) **Bound { return &s.ExclusiveMaximum }),
		"multipleOf":           (*keyword).multipleOf,
		"minLength":            length(func(s *Schema) **int { return &s.MinLength }),
		"maxLength":            length(func(s *Schema) **int { return &s.MaxLength }),
		"pattern":              func(k *keyword, v []byte) { k.s.Pattern = k.pattern(v) },
		"format":               (*keyword).format,
		"contentEncoding":      (*keyword).contentEncoding,
		"minItems":             length(func(s *Schema) **int { return &s.MinItems }),
		"maxItems":             length(func(s *Schema) **int { return &s.MaxItems }),
		"uniqueItems":          func(k *keyword, v []byte) { k.s.UniqueItems = k.boolean(v) },
		"prefixItems":          list(func(s *Schema) *[]*Schema { return &s.PrefixItems }),
		"items":                one(func(s *Schema) **Schema { return &s.Items }),
		"contains":             one(func(s *Schema) **Schema { return &s.Contains }),
		"minContains":          length(func(s *Schema) **int { return &s.MinContains }),
		"maxContains":          length(func(s *Schema) **int { return &s.MaxContains }),
		"minProperties":        length(func(s *Schema) **int { return &s.MinProperties }),
		"maxProperties":        length(func(s *Schema) **int { return &s.MaxProperties }),
		"required":             func(k *keyword, v []byte) { k.s.Required = k.names(k.at, v) },
		"dependentRequired":    (*keyword).dependentRequired,
		"dependentSchemas":     func(k *keyword, v []byte) { k.s.DependentSchemas = k.schemas(v) },
		"properties":           func(k *keyword, v []byte) { k.s.Properties = k.schemas(v) },
		"patternProperties":    (*keyword).patternProperties,
		"additionalProperties": one(func(s *Schema) **Schema { return &s.AdditionalProperties }),
		"propertyNames":        one(func(s *Schema) **Schema { return &s.PropertyNames }),
		"allOf":                list(func(s *Schema) *[]*Schema { return &s.AllOf }),
		"anyOf":                list(func(s *Schema) *[]*Schema { return &s.AnyOf }),
		"oneOf":                list(func(s *Schema) *[]*Schema { return &s.OneOf }),
		"not":                  one(func(s *Schema) **Schema { return &s.Not }),
		"if":                   one(func(s *Schema) **Schema { return &s.If }),
		"then":                 one(func(s *Schema) **Schema { return &s.Then }),
		"else":                 one(func(s *Schema) **Schema { return &s.Else }),
		"$ref":                 (*keyword).reference,
		"$defs":                func(k *keyword, v []byte) { k.schemas(v) },
		"default":              func(k *keyword, _ []byte) { k.s.HasDefault = true },
		"title":                (*keyword).words,
		"description":          (*keyword).words,
		"$comment":             (*keyword).words,
		"deprecated":           func(k *keyword, v []byte) { k.boolean(v) },
		"readOnly":             func(k *keyword, v []byte) { k.boolean(v) },
		"writeOnly":            func(k *keyword, v []byte) { k.boolean(v) },
		"examples": func(k *keyword, v []byte) {
			if v[0] != '[' {
				k.want(v, "an array")
			}
		},
	}
}

func (k *keyword) types(v []byte) {
	add := func(at string, word []byte) {
		t, ok := Types(0), false
		if word[0] == '"' {
			t, ok = typeNames[text(word)]
		}
		if !ok {
			k.problem(at, "is %s, want one of null, boolean, integer, number, string, array, object", word)
		}
		k.s.Types |= t
	}
	if v[0] != '[' {
		add(k.at, v)
		return
	}
	elements(v, func(i int, word []byte) bool { add(indexed(k.at, i), word); return true })
	if count(v) == 0 {
		k.problem(k.at, "is empty, want at least one type")
	}
}

func (k *keyword) enum(v []byte) {
	if v[0] != '[' || count(v) == 0 {
		k.want(v, "an array of values")
		return
	}
	if k.s.Enum != nil {
		k.problem(k.at, "stands beside a const, write one of the two")
	}
	elements(v, func(i int, element []byte) bool {
		value := ValueOf(element)
		if slices.ContainsFunc(k.s.Enum, value.equal) {
			k.problem(indexed(k.at, i), "is %s, which is given twice", element)
		}
		k.s.Enum = append(k.s.Enum, value)
		return true
	})
}

func (v Value) equal(w Value) bool { return v.canonical == w.canonical }

func (k *keyword) number(v []byte) *Bound {
	if noun(v) != "a number" {
		k.want(v, "a number")
		return nil
	}
	return &Bound{string(v), decimal.Parse(v)}
}

func bound(target func(*Schema) **Bound) func(*keyword, []byte) {
	return func(k *keyword, v []byte) { *target(k.s) = k.number(v) }
}

func (k *keyword) multipleOf(v []byte) {
	if k.s.MultipleOf = k.number(v); k.s.MultipleOf != nil && k.s.MultipleOf.Sign() <= 0 {
		k.problem(k.at, "is %s, want more than 0", v)
	}
}

func length(target func(*Schema) **int) func(*keyword, []byte) {
	return func(k *keyword, v []byte) {
		n, err := strconv.Atoi(string(v))
		if err != nil || n < 0 {
			k.problem(k.at, "is %s, want a whole number that is not negative", v)
			return
		}
		*target(k.s) = &n
	}
}

func (k *keyword) pattern(v []byte) *regexp.Regexp {
	if v[0] != '"' {
		k.want(v, "a string")
		return nil
	}
	return k.compile(text(v))
}

func (k *keyword) compile(expression string) *regexp.Regexp {
	if why := PatternProblem(expression); why != "" {
		k.problem(k.at, "is %s, which %s", strconv.Quote(expression), why)
		return nil
	}
	return regexp.MustCompile(expression)
}

func (k *keyword) format(v []byte) {
	if v[0] != '"' || !slices.Contains(format.Names(), text(v)) {
		k.problem(k.at, "is %s, want a format that is checked: %s", v, strings.Join(format.Names(), ", "))
		return
	}
	k.s.Format = text(v)
}

func (k *keyword) contentEncoding(v []byte) {
	if string(v) != `"base64"` {
		k.problem(k.at, `is %s, want "base64", the only one that is checked`, v)
		return
	}
	k.s.ContentEncoding = "base64"
}

func (k *keyword) boolean(v []byte) bool {
	if noun(v) != "a boolean" {
		k.want(v, "a boolean")
	}
	return v[0] == 't'
}
