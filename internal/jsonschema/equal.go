package jsonschema

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/internal/decimal"
)

// canonical returns one text for all spellings of a value: two values are equal as JSON Schema means it if their
// canonical texts are.
func canonical(v []byte) string {
	var out strings.Builder
	writeCanonical(&out, trim(v))
	return out.String()
}

func writeCanonical(out *strings.Builder, v []byte) {
	switch v[0] {
	case '{':
		type member struct{ name, value string }
		var list []member
		members(v, func(name string, value []byte) bool {
			list = append(list, member{name, canonical(value)})
			return true
		})
		slices.SortFunc(list, func(a, b member) int { return strings.Compare(a.name, b.name) })
		out.WriteByte('{')
		for _, m := range list {
			writeString(out, m.name)
			out.WriteString(":" + m.value + ",")
		}
		out.WriteByte('}')
	case '[':
		out.WriteByte('[')
		elements(v, func(_ int, element []byte) bool {
			writeCanonical(out, element)
			out.WriteByte(',')
			return true
		})
		out.WriteByte(']')
	case '"':
		writeString(out, text(v))
	case 't', 'f', 'n':
		out.Write(v)
	default:
		out.Write(decimal.AppendCanonical(nil, v))
	}
}

func writeString(out *strings.Builder, s string) {
	b, _ := json.Marshal(s) // a string always marshals
	out.Write(b)
}

// ValueOf returns a valid JSON value as it stands in an enum.
func ValueOf(v []byte) Value { return Value{string(v), canonical(v)} }

// Equal reports whether two schemas were stated by equal values.
func (s *Schema) Equal(t *Schema) bool { return s.source == t.source }
