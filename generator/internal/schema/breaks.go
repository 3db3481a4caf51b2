package schema

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"unicode/utf8"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/schema/literals"
	"github.com/mcpgen/mcpgen/internal/format"
)

// breaks says which constraint of the field a JSON literal breaks; "" when none.
func breaks(f *ir.Field, literal string, isEnum bool) string {
	if literal == "" {
		return ""
	}
	c, base := &f.Constraints, f.Type.Pointee()
	if len(base.Enum) > 0 && !slices.ContainsFunc(base.Enum, func(e ir.EnumValue) bool { return e.JSON == literal }) {
		return fmt.Sprintf("is %s, which is no constant of type %s", literal, base.Go.Name)
	}
	if len(c.Enum) > 0 && !isEnum && !slices.Contains(c.Enum, literal) {
		return fmt.Sprintf("is %s, which is not in its enum", literal)
	}
	if base.Kind == ir.Integer || base.Kind == ir.Float {
		return numberBreaks(c, literal)
	}
	var s string
	if base.Kind != ir.String || json.Unmarshal([]byte(literal), &s) != nil {
		return ""
	}
	return stringBreaks(c, s)
}

func numberBreaks(c *ir.Constraints, literal string) string {
	switch {
	case c.Min != nil && literals.CompareNumbers(literal, *c.Min) < 0:
		return fmt.Sprintf("is %s, less than %s", literal, *c.Min)
	case c.Max != nil && literals.CompareNumbers(literal, *c.Max) > 0:
		return fmt.Sprintf("is %s, more than %s", literal, *c.Max)
	case c.ExclusiveMin != nil && literals.CompareNumbers(literal, *c.ExclusiveMin) <= 0:
		return fmt.Sprintf("is %s, not more than %s", literal, *c.ExclusiveMin)
	case c.ExclusiveMax != nil && literals.CompareNumbers(literal, *c.ExclusiveMax) >= 0:
		return fmt.Sprintf("is %s, not less than %s", literal, *c.ExclusiveMax)
	case c.MultipleOf != nil && !literals.IsMultiple(literal, *c.MultipleOf):
		return fmt.Sprintf("is %s, no multiple of %s", literal, *c.MultipleOf)
	}
	return ""
}

func stringBreaks(c *ir.Constraints, s string) string {
	n := utf8.RuneCountInString(s)
	switch {
	case c.MinLength != nil && n < *c.MinLength:
		return fmt.Sprintf("has %d characters, less than %d", n, *c.MinLength)
	case c.MaxLength != nil && n > *c.MaxLength:
		return fmt.Sprintf("has %d characters, more than %d", n, *c.MaxLength)
	case c.Pattern != "" && !regexp.MustCompile(c.Pattern).MatchString(s):
		return fmt.Sprintf("is %q, no match of its pattern", s)
	case c.Format != "" && !format.Valid(c.Format, s):
		return fmt.Sprintf("is %q, want %s", s, format.Want(c.Format))
	}
	return ""
}
