package corpus_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// maker makes JSON texts that are nearly valid for a schema.
type maker struct {
	r     *rand.Rand
	root  map[string]any
	out   []byte
	depth int
}

// make_ makes one text. Every so often something in it is wrong.
func make_(r *rand.Rand, schema any) []byte {
	m := &maker{r: r}
	m.root = schema.(map[string]any)
	m.value(m.root)
	if r.IntN(20) == 0 {
		m.damage()
	}
	return m.out
}

// damage changes the bytes: the text may be no JSON any more, or repeat a member.
func (m *maker) damage() {
	if len(m.out) == 0 {
		return
	}
	at := m.r.IntN(len(m.out))
	switch m.r.IntN(4) {
	case 0:
		m.out = slices.Delete(m.out, at, at+1)
	case 1:
		m.out[at] = `{}[]",:0-.eEtfn \u`[m.r.IntN(18)]
	case 2:
		m.out = slices.Insert(m.out, at, `{}[]",:0-.eEtfn \u`[m.r.IntN(18)])
	case 3:
		end := at + m.r.IntN(len(m.out)-at)
		m.out = slices.Insert(m.out, end, slices.Clone(m.out[at:end])...)
	}
}

func (m *maker) write(s string) { m.out = append(m.out, s...) }

// pick returns one of the choices.
func pick[T any](r *rand.Rand, choices ...T) T { return choices[r.IntN(len(choices))] }

func (m *maker) value(schema map[string]any) {
	m.depth++
	defer func() { m.depth-- }()
	if ref, ok := schema["$ref"].(string); ok {
		m.value(m.lookup(ref))
		return
	}
	if m.r.IntN(40) == 0 {
		m.write(pick(m.r, odd...))
		return
	}
	if enum, ok := schema["enum"].([]any); ok && m.r.IntN(10) > 0 {
		text, _ := json.Marshal(pick(m.r, enum...))
		m.write(string(text))
		return
	}
	if value, ok := schema["const"]; ok && m.r.IntN(10) > 0 {
		text, _ := json.Marshal(value)
		m.write(string(text))
		return
	}
	for _, alternatives := range []string{"anyOf", "oneOf", "allOf"} {
		if list, ok := schema[alternatives].([]any); ok && schema["type"] == nil {
			m.value(pick(m.r, list...).(map[string]any))
			return
		}
	}
	kind := schema["type"]
	if list, ok := kind.([]any); ok {
		kind = pick(m.r, list...)
	}
	switch kind {
	case "string":
		m.text(schema)
	case "integer":
		m.write(m.integer(schema))
	case "number":
		m.write(pick(m.r, "0", "-0", "1", "-1.5", "0.1", "0.3", "0.9", "9.5", "1e3", "1E-2", "100", "1e10", "12345678901234567890", "0.30000000000000004", "9007199254740993", "3.5e38", "1e400", "-1e-400", "3", "0.25", "5e-324"))
	case "boolean":
		m.write(pick(m.r, "true", "false"))
	case "array":
		m.array(schema)
	case "object":
		m.object(schema)
	default:
		m.write(pick(m.r, odd...))
	}
}

// lookup follows a reference.
func (m *maker) lookup(ref string) map[string]any {
	var at any = m.root
	for step := range strings.SplitSeq(strings.TrimPrefix(strings.TrimPrefix(ref, "#"), "/"), "/") {
		if list, ok := at.([]any); ok {
			i, _ := strconv.Atoi(step)
			at = list[i]
		} else {
			at = at.(map[string]any)[step]
		}
	}
	return at.(map[string]any)
}

// odd are values that fit few types.
var odd = []string{
	"null", "true", "0", "-1", "1.5", `""`, `"x"`, "[]", "{}", "[null]", `{"":0}`, "1.0", "1e2", "10e-1", "1e19", "99999999999999999999",
	"-9223372036854775808", "9223372036854775808", "18446744073709551615", "18446744073709551616", `"\ud83d\ude00"`, `"\u0000"`, `"é\n"`,
	`[1,"a",[2.5,{"k":null}]]`, `{"a":{"b":[]},"c":1}`, "1e-1", "128", "255", "256", "-129", "65536", "4294967296", `"1"`, `"true"`,
}

func (m *maker) integer(schema map[string]any) string {
	if low, ok := schema["minimum"].(json.Number); ok && m.r.IntN(4) == 0 {
		return pick(m.r, string(low), near(low, -1), near(low, 1))
	}
	if high, ok := schema["maximum"].(json.Number); ok && m.r.IntN(4) == 0 {
		return pick(m.r, string(high), near(high, -1), near(high, 1))
	}
	return pick(m.r, "0", "-0", "1", "2", "3", "4", "5", "6", "10", "-1", "-5", "-6", "7", "100", "1.0", "2e0", "30e-1", "1.5", "127", "200", "-128", "1e2", "9007199254740993", "9223372036854775807", "-9223372036854775808", "9223372036854775808", strconv.FormatInt(m.r.Int64(), 10))
}

func near(n json.Number, by int64) string {
	i, err := n.Int64()
	if err != nil {
		return string(n)
	}
	return strconv.FormatInt(i+by, 10)
}

// samples are texts for each format, good and bad.
var samples = map[string][]string{
	"date-time": {"2026-01-02T03:04:05Z", "2026-01-02T03:04:05.123456789+01:00", "2026-13-02T03:04:05Z", "2026-01-02", "2026-02-29T00:00:00Z", "2024-02-29T23:59:59-00:00", "2026-01-02 03:04:05Z"},
	"date":      {"2026-01-02", "2024-02-29", "2026-02-29", "2026-1-2", ""},
	"time":      {"03:04:05Z", "03:04:05+01:00", "03:04:05", "24:00:00Z", "03:04:05.5Z"},
	"email":     {"ada@example.com", "ada", "ada@", "Ada <ada@example.com>", "a.b+c@x.org"},
	"hostname":  {"example.com", "-a.com", "a_b.com", "localhost", "a..b", ""},
	"ipv4":      {"192.0.2.1", "256.1.1.1", "1.2.3", "01.2.3.4", "::1"},
	"ipv6":      {"::1", "2001:db8::1", "fe80::1%eth0", "1.2.3.4", ":::"},
	"uri":       {"https://example.com/a?b=c#d", "urn:isbn:1", "/relative", "http://a b", "mailto:x@y.z", ""},
	"uuid":      {"123e4567-e89b-12d3-a456-426614174000", "123E4567-E89B-12D3-A456-426614174000", "123e4567e89b12d3a456426614174000", ""},
}

func (m *maker) text(schema map[string]any) {
	choices := []string{"", "x", "abc", "hello world", "é", "日本語", "a-b", "A", "1", "-5", "007", "true", "1.5", "1e3", "AQI=", "AQI", "1h30m", "-1.5s", "1h", "250ms", "ab\\\"\n", "\u2028", "😀", "red", "green", "#ff8000", "#FF8000", "192.0.2.1", "::1", "10.0.0.0/8", "0123456789abcdef0123456789abcdef", "127", "255", "256"}
	if format, ok := schema["format"].(string); ok && m.r.IntN(8) > 0 {
		choices = samples[format]
	}
	if schema["contentEncoding"] != nil && m.r.IntN(4) > 0 {
		choices = []string{"", "AQI=", "AQIDBA==", "AQI", "A===", "AQI=\n", "_-8=", "/+8="}
	}
	s := pick(m.r, choices...)
	if high, ok := schema["maxLength"].(json.Number); ok && m.r.IntN(2) == 0 {
		n, _ := high.Int64()
		s = strings.Repeat(pick(m.r, "a", "é", "😀"), max(0, int(n)+m.r.IntN(3)-1))
	}
	text, _ := json.Marshal(s)
	m.write(string(text))
}

func (m *maker) array(schema map[string]any) {
	items, _ := schema["items"].(map[string]any)
	n := m.r.IntN(4)
	if m.depth > 8 {
		n = 0
	}
	if low, ok := schema["minItems"].(json.Number); ok && m.r.IntN(6) > 0 {
		i, _ := low.Int64()
		n = int(i)
	}
	prefix, _ := schema["prefixItems"].([]any)
	last, end := 0, 0 // of the element before
	m.write("[")
	for i := range n {
		items := items
		if i < len(prefix) {
			items = prefix[i].(map[string]any)
		}
		if i > 0 {
			m.write(pick(m.r, ",", ",", ",", " , "))
		}
		if schema["uniqueItems"] == true && i > 0 && m.r.IntN(6) == 0 {
			m.write(m.again(m.out[last:end]))
			continue
		}
		last = len(m.out)
		m.value(items)
		end = len(m.out)
	}
	m.write("]")
}

// again is a value once more, spelt otherwise: equal to it, or nearly so.
func (m *maker) again(raw []byte) string {
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		return string(raw)
	}
	return m.respell(v)
}

func (m *maker) respell(v any) string {
	var parts []string
	switch v := v.(type) {
	case json.Number:
		s := string(v)
		if strings.ContainsAny(s, ".eE") {
			return pick(m.r, s, s, s+"0")
		}
		return pick(m.r, s, s+".0", s+"e0", s+"0e-1", s+".00e+0", "-"+strings.TrimPrefix(s, "-"), s+".5")
	case string:
		text, _ := json.Marshal(v)
		return pick(m.r, string(text), strings.Replace(string(text), "a", `\u0061`, 1), strings.Replace(string(text), "/", `\/`, 1))
	case []any:
		for _, e := range v {
			parts = append(parts, m.respell(e))
		}
		return "[" + strings.Join(parts, " ,") + "]"
	case map[string]any:
		for name, e := range v {
			parts = append(parts, m.respell(name)+" : "+m.respell(e))
		}
		slices.Sort(parts) // the order of a map is none
		m.r.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
		return "{" + strings.Join(parts, ",") + "}"
	}
	text, _ := json.Marshal(v)
	return string(text)
}

func (m *maker) object(schema map[string]any) {
	m.write(pick(m.r, "{", "{", "{ "))
	first := true
	member := func(name string, value map[string]any) {
		if !first {
			m.write(",")
		}
		first = false
		text, _ := json.Marshal(name)
		m.write(string(text) + ":")
		m.value(value)
	}
	properties, _ := schema["properties"].(map[string]any)
	names := make([]string, 0, len(properties))
	for name := range properties {
		names = append(names, name)
	}
	slices.Sort(names)
	m.r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	required, _ := schema["required"].([]any)
	for _, name := range names {
		isRequired := slices.Contains(required, any(name))
		if isRequired && m.r.IntN(60) == 0 || !isRequired && (m.r.IntN(2) == 0 || m.depth > 8) {
			continue
		}
		member(name, properties[name].(map[string]any))
	}
	if m.r.IntN(40) == 0 {
		member(pick(m.r, "extra", "V", "ID", "", "é"), map[string]any{})
	}
	if more, ok := schema["additionalProperties"].(map[string]any); ok && m.depth < 9 {
		m.entries(schema, more, member)
	}
	m.write("}")
}

// entries makes the members of a map.
func (m *maker) entries(schema, value map[string]any, member func(string, map[string]any)) {
	names := []string{"a", "b", "x1", "xy", "a/b", "é", "", "left", "right", "red", "192.0.2.1", "::1", "0123456789abcdef0123456789abcdef"}
	if p, ok := schema["propertyNames"].(map[string]any); ok {
		if enum, ok := p["enum"].([]any); ok {
			names = nil
			for _, e := range enum {
				names = append(names, e.(string))
			}
			names = append(names, "other")
		} else if p["pattern"] != nil {
			names = []string{"0", "1", "-1", "127", "128", "300", "007", "x", "-0", "18446744073709551615"}
		}
	}
	m.r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	for _, name := range names[:m.r.IntN(4)] {
		member(name, value)
	}
}
