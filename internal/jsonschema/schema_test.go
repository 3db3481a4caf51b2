package jsonschema_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mcpgen/mcpgen/internal/jsonschema"
)

func TestCompileRefuses(t *testing.T) {
	for _, row := range []struct{ name, schema, want string }{
		{"no JSON", `{"type":}`, ` is not valid JSON: invalid character '}' looking for beginning of value, at byte 9`},
		{"no schema", `[1]`, ` is an array, want a schema: an object, true or false`},
		{"an unknown keyword", `{"minLenght":1}`, `/minLenght has the keyword "minLenght", which is no keyword that is enforced; did you mean "minLength"?`},
		{"an unknown type", `{"type":"int"}`, `/type is "int", want one of null, boolean, integer, number, string, array, object`},
		{"a type list with an unknown type", `{"type":["string",1]}`, `/type/1 is 1, want one of null, boolean, integer, number, string, array, object`},
		{"a keyword given twice", `{"type":"string","type":"object"}`, `/type is given more than once`},
		{"another document", `{"$ref":"https://example.com/s.json"}`, `/$ref is "https://example.com/s.json", want a place in this schema, as #/$defs/NAME: other documents are not fetched`},
		{"a relative document", `{"$ref":"other.json#/a"}`, `/$ref is "other.json#/a", want a place in this schema, as #/$defs/NAME: other documents are not fetched`},
		{"a reference to nothing", `{"$ref":"#/$defs/a"}`, `/$ref is "#/$defs/a", where no schema stands`},
		{"a reference to what is no schema", `{"$ref":"#/enum/0","enum":[{}]}`, `/$ref is "#/enum/0", where no schema stands`},
		{"a reference to itself", `{"$ref":"#"}`, ` refers to itself for the same value, without end`},
		{"a reference to itself through anyOf", `{"properties":{"a":{"anyOf":[{"$ref":"#/properties/a"}]}}}`, `/properties/a refers to itself for the same value, without end`},
		{"a base of its own", `{"$id":"https://example.com/"}`, `/$id has the keyword "$id", which would change what references mean`},
		{"an older draft", `{"definitions":{}}`, `/definitions has the keyword "definitions", which is of older drafts: use $defs`},
		{"what cannot be enforced", `{"unevaluatedProperties":false}`, `/unevaluatedProperties has the keyword "unevaluatedProperties", which is not enforced: use additionalProperties`},
		{"a format that is not checked", `{"format":"phone"}`, `/format is "phone", want a format that is checked: date, date-time, duration, email, hostname, idn-email, ipv4, ipv6, iri, iri-reference, json-pointer, regex, relative-json-pointer, time, uri, uri-reference, uri-template, uuid`},
		{"a pattern that does not compile", `{"properties":{"a/b":{"pattern":"("}}}`, "/properties/a~1b/pattern is \"(\", which does not compile: missing closing ): `(`"},
		{"a pattern of RE2 only", `{"patternProperties":{"\\A":{}}}`, `/patternProperties is "\\A", which has \A, which is not the same in ECMA-262`},
		{"a length below zero", `{"minItems":-1}`, `/minItems is -1, want a whole number that is not negative`},
		{"a bound that is no number", `{"minimum":"1"}`, `/minimum is a string, want a number`},
		{"multiples of zero", `{"multipleOf":0}`, `/multipleOf is 0, want more than 0`},
		{"then without if", `{"then":{}}`, ` has then or else without if`},
		{"an enum without values", `{"enum":[]}`, `/enum is an array, want an array of values`},
		{"a header", `{"properties":{"a":{"x-mcp-header":"A"}}}`, `/properties/a/x-mcp-header has the keyword "x-mcp-header", which is not read here: use header= of //mcp:param`},
		{"nesting without end", strings.Repeat(`{"not":`, 70) + "{}" + strings.Repeat("}", 70), strings.Repeat("/not", 65) + ` is nested deeper than 64 schemas`},
	} {
		t.Run(row.name, func(t *testing.T) {
			s, problems := jsonschema.Compile(row.schema)
			if len(problems) == 0 || s != nil {
				t.Fatalf("compiles, want %s", row.want)
			}
			if got := problems[0].Pointer + " " + problems[0].Message; got != row.want {
				t.Errorf("got  %s\nwant %s", got, row.want)
			}
		})
	}
}

func TestCompileReportsAllProblems(t *testing.T) {
	_, problems := jsonschema.Compile(`{"type":"x","properties":{"a":{"minimum":null}},"foo":1}`)
	if len(problems) != 3 {
		t.Errorf("got %v, want 3 problems", problems)
	}
}

func TestCheckSaysWhatWouldBeRight(t *testing.T) {
	for _, row := range []struct {
		name, schema, value string
		want                []string
	}{
		{"the type", `{"type":["string","null"]}`, `1`, []string{" is a number, want a string or null"}},
		{"all at once", `{"properties":{"a":{"type":"string"},"b/c":{"minimum":3}},"required":["d"]}`, `{"a":1,"b/c":2}`,
			[]string{"/a is a number, want a string", "/b~1c is 2, want at least 3", "/d is missing, but required"}},
		{"an unknown member", `{"properties":{"title":{}},"additionalProperties":false}`, `{"titel":1}`,
			[]string{`/titel is not a known member; did you mean "title"? valid members: title`}},
		{"a constant", `{"const":"a"}`, `"b"`, []string{` is "b", want "a"`}},
		{"alternatives", `{"oneOf":[{"type":"string"},{"properties":{"a":{"const":1}}}]}`, `{"a":2}`,
			[]string{" is none of what is allowed: is an object, want a string; or /a is 2, want 1"}},
		{"too many alternatives", `{"oneOf":[{"type":"string"},{"minLength":1}]}`, `"x"`, []string{" matches 2 alternatives, want exactly one of them"}},
		{"equal elements", `{"uniqueItems":true}`, `[1,{"a":1,"b":2},1.0,{"b":2,"a":1}]`,
			[]string{"/2 is equal to element 0, want elements that differ", "/3 is equal to element 1, want elements that differ"}},
		{"never", `{"items":false}`, `[1]`, []string{"/0 is not allowed here"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			s, problems := jsonschema.Compile(row.schema)
			if s == nil {
				t.Fatal(problems)
			}
			var got []string
			for _, f := range s.Check([]byte(row.value)) {
				got = append(got, f.Pointer+" "+f.Message)
			}
			if diff := cmp.Diff(row.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Alternatives within alternatives, on a value that matches none of them, take exponential time when nobody counts.
func TestCheckRefusesWhatTakesTooLong(t *testing.T) {
	s, problems := jsonschema.Compile(`{"anyOf":[{"items":{"$ref":"#"},"minItems":1},{"items":{"$ref":"#"},"maxItems":1}],"type":"array"}`)
	if s == nil {
		t.Fatal(problems)
	}
	start := time.Now()
	found := s.Check([]byte(strings.Repeat("[", 60) + "1" + strings.Repeat("]", 60)))
	if len(found) != 1 || found[0].Message != "takes too long to check against its schema" {
		t.Errorf("got %v", found)
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("took %v", took)
	}
}

// What is not known must not turn into acceptance where the schema says not.
func TestCheckRefusesWhatTakesTooLongBelowNot(t *testing.T) {
	s, problems := jsonschema.Compile(`{"not":{"$ref":"#/$defs/a"},"$defs":{"a":{"anyOf":[{"items":{"$ref":"#/$defs/a"},"minItems":1},{"items":{"$ref":"#/$defs/a"},"maxItems":1}],"type":"array"}}}`)
	if s == nil {
		t.Fatal(problems)
	}
	if s.Check([]byte(strings.Repeat("[", 60)+"1"+strings.Repeat("]", 60))) == nil {
		t.Error("accepted")
	}
}

func TestCheckReportsAtMostTwenty(t *testing.T) {
	s, _ := jsonschema.Compile(`{"items":{"type":"string"}}`)
	if n := len(s.Check([]byte("[" + strings.Repeat("1,", 100) + "1]"))); n != 20 {
		t.Errorf("got %d findings, want 20", n)
	}
}

func TestEmbedKeepsTheLetter(t *testing.T) {
	for _, row := range []struct{ name, source, place, want string }{
		{"blanks go", "{\n  \"type\": \"string\",\n  \"title\": \"a  b\"\n}", "/properties/v", `{"type":"string","title":"a  b"}`},
		{"numbers, escapes and order stay", `{"maximum":1.0e+02,"description":"\u00e9<&>","type":"number"}`, "/properties/v", `{"maximum":1.0e+02,"description":"\u00e9<&>","type":"number"}`},
		{"references are prefixed", `{"$ref":"#/$defs/a","$defs":{"a":{"items":{"$ref":"#"}}}}`, "/properties/a b~1c", `{"$ref":"#/properties/a%20b~1c/$defs/a","$defs":{"a":{"items":{"$ref":"#/properties/a%20b~1c"}}}}`},
		{"at the root they stay", `{"$ref":"#/$defs/a","$defs":{"a":{}}}`, "", `{"$ref":"#/$defs/a","$defs":{"a":{}}}`},
		{"a member of that name and values stay", `{"properties":{"$ref":{"enum":[{"$ref":"#/x"}],"default":{"$ref":"#/y"}}}}`, "/items", `{"properties":{"$ref":{"enum":[{"$ref":"#/x"}],"default":{"$ref":"#/y"}}}}`},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := jsonschema.Embed(row.source, row.place); got != row.want {
				t.Errorf("got  %s\nwant %s", got, row.want)
			}
		})
	}
}
