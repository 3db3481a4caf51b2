package literals

import (
	"maps"
	"math"
	"math/big"
	"slices"
	"strconv"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// NumberLiteral checks a number for a type and returns it as JSON; or why it cannot be.
func NumberLiteral(t *ir.Type, text string) (literal, why string) {
	if !DecimalToken.MatchString(text) {
		return "", "is no JSON number"
	}
	if t.Kind == ir.Float {
		n, err := strconv.ParseFloat(text, t.Bits)
		if err != nil {
			return "", "is out of the range of " + GoName(t)
		}
		if exactly, _ := new(big.Rat).SetString(text); exactly.Cmp(shortest(n, t.Bits)) != 0 {
			return "", "has more digits than " + GoName(t) + " holds"
		}
		return text, ""
	}
	n, ok := new(big.Int).SetString(text, 10)
	if !ok {
		return "", "is no integer"
	}
	low, high := IntegerRange(t)
	if n.Cmp(low) < 0 || n.Cmp(high) > 0 {
		return "", "is out of the range of " + GoName(t) + ", " + low.String() + " to " + high.String()
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

// IntegerRange is the range of an integer type.
func IntegerRange(t *ir.Type) (low, high *big.Int) {
	one := big.NewInt(1)
	if t.Unsigned {
		high = new(big.Int).Lsh(one, uint(t.Bits))
		return new(big.Int), high.Sub(high, one)
	}
	high = new(big.Int).Lsh(one, uint(t.Bits-1))
	low = new(big.Int).Neg(high)
	return low, new(big.Int).Sub(high, one)
}

// CompareNumbers compares two JSON numbers exactly.
func CompareNumbers(x, y string) int {
	a, _ := new(big.Rat).SetString(x)
	b, _ := new(big.Rat).SetString(y)
	return a.Cmp(b)
}

// GoName is the Go name of a basic type.
func GoName(t *ir.Type) string {
	if t.Go.Name != "" {
		return t.Go.Name
	}
	return KindNoun(t)
}

// KindNoun names a type in a message.
func KindNoun(t *ir.Type) string {
	return map[ir.TypeKind]string{
		ir.String: "a string", ir.Integer: "an integer", ir.Float: "a number", ir.Boolean: "a boolean",
		ir.Slice: "a slice", ir.Map: "a map", ir.Object: "a struct", ir.Pointer: "a pointer", ir.Time: "a time",
		ir.Bytes: "a []byte", ir.Array: "an array", ir.Any: "any value", ir.Raw: "any JSON", ir.Number: "a json.Number",
		ir.Text: "a string of a type's own form", ir.Custom: "of a type's own form", ir.Duration: "a duration", ir.URL: "a URL",
		ir.BigInt: "an integer of any size",
	}[t.Kind]
}

// ValueLiteral turns the text of a directive or tag into JSON: what travels as a string needs no quotes, nor does a number
// or a boolean; everything else is JSON already. It says why a text cannot be a scalar of the type.
func ValueLiteral(t *ir.Type, text string) (literal, why string) {
	if t.Literal != "" {
		return compactJSON(text), ""
	}
	switch t.Kind {
	case ir.String, ir.Time, ir.Duration, ir.URL, ir.Bytes, ir.Text:
		return QuoteJSON(text), ""
	case ir.Boolean:
		if text != "true" && text != "false" {
			return "", "is neither true nor false"
		}
		return text, ""
	case ir.Integer, ir.Float:
		return NumberLiteral(t, text)
	}
	return compactJSON(text), ""
}

// Narrow says why a constant of a type does not compile everywhere; "" when it does. An int has 32 bits on some systems.
func Narrow(t *ir.Type, literal string) (why string) {
	bits := 32
	if !t.Unsigned {
		bits = 31
	}
	n, ok := new(big.Int).SetString(literal, 10)
	if t.Kind != ir.Integer || !t.Native || !ok || n.BitLen() <= bits {
		return ""
	}
	return "is more than " + GoName(t) + " holds on systems of 32 bits: take an int64"
}

// FormOf is a sample of how a type is written in JSON.
func FormOf(t *ir.Type) string {
	switch t.Kind {
	case ir.Map, ir.Object:
		return `{"name":…}`
	case ir.Slice, ir.Array:
		return `[…,…]`
	}
	return "…"
}

// IsMultiple reports whether x is a multiple of y, exactly.
func IsMultiple(x, y string) bool {
	a, _ := new(big.Rat).SetString(x)
	b, _ := new(big.Rat).SetString(y)
	return a.Quo(a, b).IsInt()
}

// SortedKeys are the keys of a map, sorted.
func SortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
