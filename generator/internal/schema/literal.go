package schema

import (
	"bytes"
	"encoding/json"
	"maps"
	"math"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

var decimalToken = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?$`)

// numberLiteral checks a number for a type and returns it as JSON; or why it cannot be.
func numberLiteral(t *ir.Type, text string) (literal, why string) {
	if !decimalToken.MatchString(text) {
		return "", "is no JSON number"
	}
	if t.Kind == ir.Float {
		n, err := strconv.ParseFloat(text, t.Bits)
		if err != nil {
			return "", "is out of the range of " + goName(t)
		}
		if exactly, _ := new(big.Rat).SetString(text); exactly.Cmp(shortest(n, t.Bits)) != 0 {
			return "", "has more digits than " + goName(t) + " holds"
		}
		return text, ""
	}
	n, ok := new(big.Int).SetString(text, 10)
	if !ok {
		return "", "is no integer"
	}
	low, high := integerRange(t)
	if n.Cmp(low) < 0 || n.Cmp(high) > 0 {
		return "", "is out of the range of " + goName(t) + ", " + low.String() + " to " + high.String()
	}
	if n.Cmp(big.NewInt(math.MaxInt64)) > 0 {
		return "", "is beyond 9223372036854775807, the largest bound that can be checked"
	}
	return n.String(), ""
}

// shortest is the decimal that n is written as.
func shortest(n float64, bits int) *big.Rat {
	r, _ := new(big.Rat).SetString(strconv.FormatFloat(n, 'g', -1, bits))
	return r
}

// integerRange is the range of an integer type.
func integerRange(t *ir.Type) (low, high *big.Int) {
	one := big.NewInt(1)
	if t.Unsigned {
		high = new(big.Int).Lsh(one, uint(t.Bits))
		return new(big.Int), high.Sub(high, one)
	}
	high = new(big.Int).Lsh(one, uint(t.Bits-1))
	low = new(big.Int).Neg(high)
	return low, new(big.Int).Sub(high, one)
}

// compareNumbers compares two JSON numbers exactly.
func compareNumbers(x, y string) int {
	a, _ := new(big.Rat).SetString(x)
	b, _ := new(big.Rat).SetString(y)
	return a.Cmp(b)
}

// goName is the Go name of a basic type.
func goName(t *ir.Type) string {
	if t.Go.Name != "" {
		return t.Go.Name
	}
	return kindNoun(t)
}

// kindNoun names a type in a message.
func kindNoun(t *ir.Type) string {
	return map[ir.TypeKind]string{
		ir.String: "a string", ir.Integer: "an integer", ir.Float: "a number", ir.Boolean: "a boolean",
		ir.Slice: "a slice", ir.Map: "a map", ir.Object: "a struct", ir.Pointer: "a pointer", ir.Time: "a time",
		ir.Bytes: "a []byte", ir.Array: "an array", ir.Any: "any value", ir.Raw: "any JSON", ir.Number: "a json.Number",
		ir.Text: "a string of a type's own form", ir.Custom: "of a type's own form", ir.Duration: "a duration", ir.URL: "a URL",
		ir.BigInt: "an integer of any size",
	}[t.Kind]
}

// quoteJSON is s as a JSON string, without HTML escapes.
func quoteJSON(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' || r == '"' || r == '\\' }) {
		return `"` + s + `"` // as nearly all names are
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // a string always encodes
	return strings.TrimSuffix(out.String(), "\n")
}

// valueLiteral turns the text of a directive or tag into JSON: what travels as a string needs no quotes, nor does a number
// or a boolean; everything else is JSON already. It says why a text cannot be a scalar of the type.
func valueLiteral(t *ir.Type, text string) (literal, why string) {
	if t.Literal != "" {
		return compactJSON(text), ""
	}
	switch t.Kind {
	case ir.String, ir.Time, ir.Duration, ir.URL, ir.Bytes, ir.Text:
		return quoteJSON(text), ""
	case ir.Boolean:
		if text != "true" && text != "false" {
			return "", "is neither true nor false"
		}
		return text, ""
	case ir.Integer, ir.Float:
		return numberLiteral(t, text)
	}
	return compactJSON(text), ""
}

// formOf is a sample of how a type is written in JSON.
func formOf(t *ir.Type) string {
	switch t.Kind {
	case ir.Map, ir.Object:
		return `{"name":…}`
	case ir.Slice, ir.Array:
		return `[…,…]`
	}
	return "…"
}

// isMultiple reports whether x is a multiple of y, exactly.
func isMultiple(x, y string) bool {
	a, _ := new(big.Rat).SetString(x)
	b, _ := new(big.Rat).SetString(y)
	return a.Quo(a, b).IsInt()
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
