package jsonschema_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	validator "github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/mcpgen/mcpgen/internal/jsonschema"
)

var executions = flag.Int("executions", 20_000, "values to try in TestDifferential")
var seed = flag.Uint64("seed", 1, "seed of TestDifferential")

// TestDifferential makes schemas of all keywords and values for them: this package and an independent validator must
// accept and refuse alike, also when the schema stands inside of another one.
func TestDifferential(t *testing.T) {
	r := rand.New(rand.NewPCG(*seed, 0))
	accepted, schemas := 0, 0
	for n := 0; n < *executions; {
		text := schemaText(r, 3)
		text = strings.TrimSuffix(text, "}") + comma(text) + `"$defs":{"a b":` + schemaText(r, 1) + `,"c/d":` + schemaText(r, 1) + `}}`
		mine, problems := jsonschema.Compile(text)
		if len(problems) > 0 {
			if !strings.Contains(problems[0].Message, "without end") {
				t.Fatalf("%s: %v", text, problems)
			}
			continue
		}
		schemas++
		theirs := compile(t, text)
		embedded := compile(t, `{"properties":{"x/y":{"items":`+jsonschema.Embed(text, "/properties/x~1y/items")+`}}}`)
		for range 20 {
			n++
			raw := valueText(r, 3)
			value, err := validator.UnmarshalJSON(strings.NewReader(raw))
			if err != nil {
				t.Fatalf("%s: %v", raw, err)
			}
			found := mine.Check([]byte(raw))
			want := theirs.Validate(value)
			if (want == nil) != (found == nil) {
				t.Fatalf("schema %s\nvalue  %s\nfound  %v\nwant   %v", text, raw, found, want)
			}
			if inside := embedded.Validate(map[string]any{"x/y": []any{value}}); (want == nil) != (inside == nil) {
				t.Fatalf("schema %s\nvalue  %s\nembedded: %v\nwant     %v", text, raw, inside, want)
			}
			if found == nil {
				accepted++
			}
		}
	}
	t.Logf("%d values for %d schemas, %d accepted", *executions, schemas, accepted)
}

func comma(text string) string {
	if text == "{}" || text == "{" {
		return ""
	}
	return ","
}

func compile(t *testing.T, text string) *validator.Schema {
	t.Helper()
	doc, err := validator.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	c := validator.NewCompiler()
	c.DefaultDraft(validator.Draft2020)
	c.AssertFormat()
	c.AssertContent()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return s
}

func pick(r *rand.Rand, list ...string) string { return list[r.IntN(len(list))] }

// schemaText makes an object schema.
func schemaText(r *rand.Rand, depth int) string {
	var parts []string
	used := map[string]bool{}
	add := func(name, value string) {
		if !used[name] {
			used[name] = true
			parts = append(parts, fmt.Sprintf("%q:%s", name, value))
		}
	}
	sub := func() string {
		if depth == 0 {
			return pick(r, "true", "false", "{}", `{"type":"string"}`, `{"type":"integer"}`, `{"const":1}`)
		}
		return pick(r, "true", schemaText(r, depth-1), schemaText(r, depth-1), schemaText(r, depth-1))
	}
	small := func() string { return pick(r, "0", "1", "2", "3") }
	for range r.IntN(4) {
		switch r.IntN(30) {
		case 0, 1, 2:
			add("type", pick(r, `"string"`, `"integer"`, `"number"`, `"boolean"`, `"null"`, `"array"`, `"object"`, `["string","null"]`, `["integer","object"]`))
		case 3:
			if !used["const"] {
				add("enum", pick(r, `[1,"a",null]`, `[1.0,[1],{"a":1}]`, `["é","x"]`))
			}
		case 4:
			if !used["enum"] {
				add("const", pick(r, "1", "1e0", `"a"`, `{"b":2,"a":1.0}`, "[]"))
			}
		case 5:
			add(pick(r, "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), pick(r, "0", "1", "-1.5", "1e2", "3"))
		case 6:
			add("multipleOf", pick(r, "1", "2", "0.1", "0.5", "1e1"))
		case 7:
			add(pick(r, "minLength", "maxLength"), small())
		case 8:
			add("pattern", pick(r, `"^a"`, `"b$"`, `"[0-9]+"`, `"^é"`))
		case 9:
			add("format", pick(r, `"date-time"`, `"date"`, `"uuid"`, `"ipv4"`))
		case 10:
			add("contentEncoding", `"base64"`)
		case 11:
			add(pick(r, "minItems", "maxItems", "minProperties", "maxProperties"), small())
		case 12:
			add("uniqueItems", "true")
		case 13:
			add("items", sub())
		case 14:
			add("prefixItems", "["+sub()+","+sub()+"]")
		case 15:
			add("contains", sub())
			if r.IntN(2) == 0 {
				add(pick(r, "minContains", "maxContains"), small())
			}
		case 16:
			add("required", pick(r, `["a"]`, `["a","b"]`, `[]`))
		case 17, 18:
			add("properties", `{"a":`+sub()+`,"b/c":`+sub()+`}`)
		case 19:
			add("patternProperties", `{"^a":`+sub()+`}`)
		case 20:
			add("additionalProperties", sub())
		case 21:
			add("propertyNames", pick(r, `{"maxLength":1}`, `{"enum":["a","b"]}`, `{"pattern":"^a"}`))
		case 22:
			add("dependentRequired", `{"a":["b"]}`)
		case 23:
			add("dependentSchemas", `{"a":`+sub()+`}`)
		case 24, 25:
			add(pick(r, "allOf", "anyOf", "oneOf"), "["+sub()+","+sub()+"]")
		case 26:
			add("not", sub())
		case 27:
			add("if", sub())
			add("then", sub())
			if r.IntN(2) == 0 {
				add("else", sub())
			}
		case 28, 29:
			add("$ref", pick(r, `"#/$defs/a%20b"`, `"#/$defs/c~1d"`, `"#"`))
		}
	}
	return "{" + strings.Join(parts, ",") + "}"
}

// valueText makes a value.
func valueText(r *rand.Rand, depth int) string {
	n := r.IntN(10)
	if depth == 0 {
		n = r.IntN(5)
	}
	switch n {
	case 0, 1:
		return pick(r, "0", "1", "1.0", "-1.5", "2", "3", "0.3", "100", "1e2", "1.5", "-0", "12345678901234567890")
	case 2, 3:
		return pick(r, `""`, `"a"`, `"ab"`, `"é"`, `"\u00e9x"`, `"b"`, `"12"`, `"AQI="`, `"2026-01-02T03:04:05Z"`, `"2026-01-02"`, `"192.0.2.1"`, `"x\n"`, `"\ud83d\ude00"`)
	case 4:
		return pick(r, "true", "false", "null")
	case 5, 6, 7:
		var list []string
		for range r.IntN(4) {
			list = append(list, valueText(r, depth-1))
		}
		return "[" + strings.Join(list, pick(r, ",", " , ")) + "]"
	}
	seen := map[string]bool{}
	var list []string
	for range r.IntN(4) {
		name := pick(r, "a", "b", "b/c", "ab", "é", "")
		if seen[name] {
			continue
		}
		seen[name] = true
		quoted, _ := json.Marshal(name)
		list = append(list, string(quoted)+":"+valueText(r, depth-1))
	}
	return "{ " + strings.Join(list, ",") + "}"
}
