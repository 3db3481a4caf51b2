package within

import (
	"fmt"
	"slices"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/schema/literals"
	"github.com/mcpgen/mcpgen/generator/internal/schema/render"
	"github.com/mcpgen/mcpgen/internal/decimal"
	"github.com/mcpgen/mcpgen/internal/jsonschema"
)

// has reports whether one of the schemas says so.
func has(s []*jsonschema.Schema, says func(*jsonschema.Schema) bool) bool {
	return slices.ContainsFunc(s, says)
}

// numberWithin compares bounds.
func numberWithin(s []*jsonschema.Schema, t *ir.Type, c ir.Constraints) string {
	if len(t.Enum) > 0 || len(c.Enum) > 0 {
		return "numbers that are none of the type's constants; an enum can say which are"
	}
	low, high := "", ""
	switch {
	case t.Kind == ir.Float && t.Bits == 32:
		low, high = "-"+render.MaxFloat32, render.MaxFloat32
	case t.Kind == ir.Integer:
		least, most := literals.IntegerRange(t)
		if t.Unsigned || t.Bits < 64 {
			low = least.String()
		}
		if t.Bits < 64 {
			high = most.String()
		}
	}
	for _, bound := range []struct {
		text      string
		exclusive bool
	}{{low, false}, {orEmpty(c.Min), false}, {orEmpty(c.ExclusiveMin), true}} {
		if bound.text != "" && !has(s, func(s *jsonschema.Schema) bool { return atLeast(s, bound.text, bound.exclusive) }) {
			return "numbers below " + bound.text
		}
	}
	for _, bound := range []struct {
		text      string
		exclusive bool
	}{{high, false}, {orEmpty(c.Max), false}, {orEmpty(c.ExclusiveMax), true}} {
		if bound.text != "" && !has(s, func(s *jsonschema.Schema) bool { return atMost(s, bound.text, bound.exclusive) }) {
			return "numbers above " + bound.text
		}
	}
	if m := c.MultipleOf; m != nil && !has(s, func(s *jsonschema.Schema) bool {
		return s.MultipleOf != nil && s.MultipleOf.MultipleOf(decimal.Parse([]byte(*m)))
	}) {
		return "numbers that are no multiples of " + *m
	}
	return ""
}

func orEmpty(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

// atLeast reports whether a schema allows nothing below a bound.
func atLeast(s *jsonschema.Schema, bound string, exclusive bool) bool {
	b := decimal.Parse([]byte(bound))
	return s.ExclusiveMinimum != nil && s.ExclusiveMinimum.Compare(b) >= 0 ||
		s.Minimum != nil && (s.Minimum.Compare(b) > 0 || !exclusive && s.Minimum.Compare(b) == 0)
}

func atMost(s *jsonschema.Schema, bound string, exclusive bool) bool {
	b := decimal.Parse([]byte(bound))
	return s.ExclusiveMaximum != nil && s.ExclusiveMaximum.Compare(b) <= 0 ||
		s.Maximum != nil && (s.Maximum.Compare(b) < 0 || !exclusive && s.Maximum.Compare(b) == 0)
}

// stringWithin compares what a string may be.
func stringWithin(s []*jsonschema.Schema, t *ir.Type, c ir.Constraints) string {
	if len(t.Enum) > 0 || len(c.Enum) > 0 {
		return "strings that are none of the type's values; an enum can say which are"
	}
	pattern, format := c.Pattern, c.Format
	switch t.Kind {
	case ir.Time:
		format = "date-time"
	case ir.URL:
		format = "uri"
	case ir.Duration:
		pattern = render.DurationText
	case ir.Bytes:
		if !has(s, func(s *jsonschema.Schema) bool { return s.ContentEncoding == "base64" }) {
			return `strings that are no base64; "contentEncoding":"base64" refuses them`
		}
	}
	if format != "" && !has(s, func(s *jsonschema.Schema) bool { return s.Format == format }) {
		return fmt.Sprintf(`strings of other formats; "format":%q refuses them`, format)
	}
	if c.MinLength != nil && !has(s, func(s *jsonschema.Schema) bool { return s.MinLength != nil && *s.MinLength >= *c.MinLength }) {
		return fmt.Sprintf("strings of fewer than %d characters", *c.MinLength)
	}
	if c.MaxLength != nil && !has(s, func(s *jsonschema.Schema) bool { return s.MaxLength != nil && *s.MaxLength <= *c.MaxLength }) {
		return fmt.Sprintf("strings of more than %d characters", *c.MaxLength)
	}
	return patternWithin(s, pattern)
}

// patternWithin asks for the same pattern: which others are narrower is not looked into.
func patternWithin(s []*jsonschema.Schema, pattern string) string {
	if pattern == "" || has(s, func(s *jsonschema.Schema) bool { return s.Pattern != nil && s.Pattern.String() == pattern }) {
		return ""
	}
	return "strings that do not match; the pattern " + pattern + " refuses them"
}

// quotedWithin compares with a number or boolean inside a string.
func quotedWithin(s []*jsonschema.Schema, t *ir.Type) string {
	if why := typesWithin(s, jsonschema.String); why != "" {
		return why
	}
	switch {
	case t.Kind == ir.Boolean:
		return `strings other than "true" and "false"`
	case t.Kind == ir.Float:
		return patternWithin(s, render.NumberText)
	case t.Unsigned:
		return patternWithin(s, render.UnsignedText)
	}
	return patternWithin(s, render.IntegerText)
}
