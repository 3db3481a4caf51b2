package render

import (
	"slices"
	"strconv"
	"strings"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/schema/literals"
)

// integerText is how an integer is written inside a string: as a map key, or with the json option "string".
const (
	IntegerText  = `^-?(0|[1-9][0-9]*)$`
	UnsignedText = `^(0|[1-9][0-9]*)$`
	NumberText   = `^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$`
	DurationText = `^-?([0-9]+(\.[0-9]+)?(ns|us|ms|s|m|h))+$`
	MaxFloat32   = "3.4028235e+38"
)

// keywords writes the keywords of a type, without braces.
func (r *renderer) keywords(t *ir.Type, a annotations) {
	if a.quoted {
		r.quotedKeywords(t, a)
		return
	}
	switch t.Kind {
	case ir.String:
		r.plain("string", t, a)
		r.stringRules(t, a.constraints)
	case ir.Integer:
		r.plain("integer", t, a)
		r.integerRules(t, a.constraints)
	case ir.Float:
		r.plain("number", t, a)
		r.floatRules(t, a.constraints)
	case ir.Boolean:
		r.plain("boolean", t, a)
	case ir.Number:
		r.plain("number", t, a)
	case ir.BigInt:
		r.plain("integer", t, a)
	case ir.Time:
		r.plain("string", t, a)
		r.member("format", `"date-time"`)
	case ir.Bytes:
		r.plain("string", t, a)
		r.member("contentEncoding", `"base64"`)
	case ir.Text:
		r.plain("string", t, a)
	case ir.Duration:
		r.plain("string", t, a)
		r.member("pattern", literals.QuoteJSON(DurationText))
	case ir.URL:
		r.plain("string", t, a)
		if r.mode == Input {
			r.member("format", `"uri"`)
		}
	case ir.Any, ir.Raw:
		r.describe(a.description)
	case ir.Slice, ir.Array:
		r.array(t, a)
	case ir.Map:
		r.mapOf(t, a)
	case ir.Object:
		r.object(t, a)
	}
	r.extras(a)
}

// plain writes the type and the description.
func (r *renderer) plain(name string, t *ir.Type, a annotations) {
	if a.nullable {
		r.member("type", `["`+name+`","null"]`)
	} else {
		r.member("type", `"`+name+`"`)
	}
	r.describe(withValues(a.description, t, a.constraints.Enum))
}

// withValues adds to a description what the constants of an enumeration mean: all of them, or those in only.
func withValues(description string, t *ir.Type, only []string) string {
	var lines []string
	said := false
	for _, e := range t.Enum {
		if len(only) > 0 && !slices.Contains(only, e.JSON) {
			continue
		}
		line := "- " + strings.Trim(e.JSON, `"`)
		switch {
		case e.Description != "":
			line += ": " + e.Description
			said = true
		case t.Kind == ir.Integer && e.Name != "":
			line += ": " + e.Name
			said = true
		}
		lines = append(lines, line)
	}
	if !said {
		return description
	}
	return strings.TrimSpace(description + "\n" + strings.Join(lines, "\n"))
}

func (r *renderer) stringRules(t *ir.Type, c ir.Constraints) {
	if r.mode == Output {
		return
	}
	r.enum(t, c)
	r.length("minLength", c.MinLength)
	r.length("maxLength", c.MaxLength)
	if c.Pattern != "" {
		r.member("pattern", literals.QuoteJSON(c.Pattern))
	}
	if c.Format != "" {
		r.member("format", literals.QuoteJSON(c.Format))
	}
}

func (r *renderer) integerRules(t *ir.Type, c ir.Constraints) {
	if r.mode == Input && (len(t.Enum) > 0 || len(c.Enum) > 0) {
		r.enum(t, c)
		return
	}
	low, high := literals.IntegerRange(t)
	least, most := "", ""
	if t.Unsigned || t.Bits < 64 {
		least = low.String()
	}
	if t.Bits < 64 {
		most = high.String()
	}
	r.numberRules(c, least, most)
}

func (r *renderer) floatRules(t *ir.Type, c ir.Constraints) {
	if t.Bits == 32 {
		r.numberRules(c, "-"+MaxFloat32, MaxFloat32)
		return
	}
	r.numberRules(c, "", "")
}

// numberRules writes the bounds: those of the field, else those of the Go type.
func (r *renderer) numberRules(c ir.Constraints, least, most string) {
	if r.mode == Output {
		c = ir.Constraints{}
	}
	if c.ExclusiveMin != nil {
		least = "" // it is within the range of the type
	}
	if c.ExclusiveMax != nil {
		most = ""
	}
	r.bound("minimum", c.Min, least)
	r.bound("maximum", c.Max, most)
	r.bound("exclusiveMinimum", c.ExclusiveMin, "")
	r.bound("exclusiveMaximum", c.ExclusiveMax, "")
	r.bound("multipleOf", c.MultipleOf, "")
}

func (r *renderer) bound(name string, value *string, otherwise string) {
	if value != nil {
		otherwise = *value
	}
	if otherwise != "" {
		r.member(name, otherwise)
	}
}

func (r *renderer) length(name string, n *int) {
	if n != nil {
		r.member(name, strconv.Itoa(*n))
	}
}

// enum writes the valid values: those of the field, else the constants of the type.
func (r *renderer) enum(t *ir.Type, c ir.Constraints) {
	literals := c.Enum
	if len(literals) == 0 {
		for _, e := range t.Enum {
			literals = append(literals, e.JSON)
		}
	}
	if len(literals) > 0 {
		r.member("enum", "["+strings.Join(literals, ",")+"]")
	}
}

// quotedKeywords describe a number or boolean inside a string.
func (r *renderer) quotedKeywords(t *ir.Type, a annotations) {
	r.plain("string", t, a)
	switch {
	case t.Kind == ir.Boolean && a.nullable:
		r.member("enum", `["true","false",null]`)
	case t.Kind == ir.Boolean:
		r.member("enum", `["true","false"]`)
	case t.Kind == ir.Float:
		r.member("pattern", literals.QuoteJSON(NumberText))
	case t.Unsigned:
		r.member("pattern", literals.QuoteJSON(UnsignedText))
	default:
		r.member("pattern", literals.QuoteJSON(IntegerText))
	}
	r.extras(a)
}
