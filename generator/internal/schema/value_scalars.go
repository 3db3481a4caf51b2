package schema

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/schema/literals"
	"github.com/mcpgen/mcpgen/generator/internal/schema/render"
	"github.com/mcpgen/mcpgen/internal/format"
)

// Whether a single value of a default or an example fits its type.

// scalarMisfit holds a string, number or boolean against its type and constraints.
func scalarMisfit(t *ir.Type, c ir.Constraints, v literals.Value) string {
	switch t.Kind {
	case ir.Boolean:
		if _, ok := v.(bool); !ok {
			return "is " + kindOf(v) + ", want true or false"
		}
	case ir.Integer, ir.Float, ir.Number, ir.BigInt:
		n, ok := v.(json.Number)
		if !ok {
			return "is " + kindOf(v) + ", want a number"
		}
		return numberMisfit(t, c, n.String())
	default:
		s, ok := v.(string)
		if !ok {
			return "is " + kindOf(v) + ", want a string"
		}
		return textMisfit(t, c, s)
	}
	return ""
}

func numberMisfit(t *ir.Type, c ir.Constraints, n string) string {
	switch t.Kind {
	case ir.Number:
		return ""
	case ir.BigInt:
		if !regexp.MustCompile(render.IntegerText).MatchString(n) || len(n) > 4096 {
			return "is no integer of at most 4096 digits"
		}
		return ""
	}
	literal, why := literals.NumberLiteral(t, n)
	if t.Kind == ir.Integer {
		literal, why = n, integerMisfit(t, n)
	}
	if why != "" {
		return "is " + n + ", which " + why
	}
	return breaks(&ir.Field{Type: t, Constraints: c}, literal, false)
}

// integerMisfit says why digits are no integer of the type; "" when they are.
func integerMisfit(t *ir.Type, digits string) (why string) {
	var err error
	if t.Unsigned {
		_, err = strconv.ParseUint(digits, 10, t.Bits)
	} else {
		_, err = strconv.ParseInt(digits, 10, t.Bits)
	}
	if err != nil {
		low, high := literals.IntegerRange(t)
		return "is no integer from " + low.String() + " to " + high.String()
	}
	return ""
}

// quotedMisfit holds what stands for a field with the json option "string" against its type.
func quotedMisfit(t *ir.Type, v literals.Value) string {
	s, ok := v.(string)
	if !ok {
		return "is " + kindOf(v) + ", want a string"
	}
	if t.Kind == ir.Boolean && (s == "true" || s == "false") {
		return ""
	}
	if t.Kind == ir.Boolean || !literals.DecimalToken.MatchString(s) {
		return fmt.Sprintf("is %q, want a plain number or boolean inside the string", s)
	}
	return numberMisfit(t, ir.Constraints{}, s)
}

func textMisfit(t *ir.Type, c ir.Constraints, s string) string {
	switch t.Kind {
	case ir.String:
		return breaks(&ir.Field{Type: t, Constraints: c}, literals.QuoteJSON(s), false)
	case ir.Time:
		if !format.Valid("date-time", s) {
			return fmt.Sprintf("is %q, want %s", s, format.Want("date-time"))
		}
	case ir.URL:
		if !format.Valid("uri", s) {
			return fmt.Sprintf("is %q, want %s", s, format.Want("uri"))
		}
	case ir.Bytes:
		if _, err := base64.StdEncoding.Strict().DecodeString(s); err != nil || strings.ContainsAny(s, "\r\n") {
			return fmt.Sprintf("is %q, want standard base64 with padding", s)
		}
	case ir.Duration:
		if _, err := time.ParseDuration(s); err != nil || !durationForm.MatchString(s) {
			return fmt.Sprintf("is %q, want a duration like 1h30m or 250ms", s)
		}
	}
	return ""
}

var durationForm = regexp.MustCompile(render.DurationText)

// kindOf names the type of a value in a message.
func kindOf(v literals.Value) string {
	switch v.(type) {
	case nil:
		return "null"
	case bool:
		return "a boolean"
	case json.Number:
		return "a number"
	case string:
		return "a string"
	case []literals.Value:
		return "an array"
	}
	return "an object"
}
