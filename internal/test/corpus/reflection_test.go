package corpus_test

import (
	"encoding/json"
	"strings"
	"testing"
)

// These are the types that libraries which reflect get wrong: jsonschema-go, invopop and mcp-go, as they were tried.

func TestBytesAreABase64StringNotAnArray(t *testing.T) {
	has(t, "basic.Bytes", `"v":{"type":"string","contentEncoding":"base64"}`)
}

// TestSlicesOfNamedBytesAreBase64 as encoding/json writes them, but not arrays of them, nor elements that write themselves.
func TestSlicesOfNamedBytesAreBase64(t *testing.T) {
	has(t, "slices.Octets", `"v":{"type":"string","contentEncoding":"base64"}`)
	has(t, "slices.Hash", `"v":{"type":"array","items":{"type":"integer","minimum":0,"maximum":255},"minItems":4,"maxItems":4}`)
	values := map[string]string{
		"slices.Octets":      `{"v":"AQL+"}`,
		"slices.OctetPairs":  `{"v":[[1,2],[3,255]]}`,
		"slices.OctetFields": `{"v":{"a":"","b":"/+8=","c":["AQ==",""],"d":{"x":"AQI="},"e":["AA==","AQ=="],"f":"AwQ=","g":"","h":"//79"}}`,
		"slices.Signs":       `{"v":["a","b"]}`,
		"slices.Hash":        `{"v":[0,1,2,255]}`,
		"unusual.ByteOf":     `{"v":"AQID"}`,
	}
	for _, s := range subjects(t) {
		raw, ok := values[s.Name]
		if !ok {
			continue
		}
		delete(values, s.Name)
		v, problems := s.Decode([]byte(raw))
		if problems != nil {
			t.Fatalf("%s: %v", s.Name, problems)
		}
		want, err := json.Marshal(v)
		if err != nil || string(want) != raw {
			t.Fatalf("%s: encoding/json writes %s, %v", s.Name, want, err)
		}
		if got, err := s.Encode(v); err != nil || string(got) != raw {
			t.Errorf("%s: wrote %s, %v, want %s", s.Name, got, err, raw)
		}
	}
	if len(values) > 0 {
		t.Errorf("not in the corpus: %v", values)
	}
}

func TestRawMessageIsAnythingNotAnArray(t *testing.T) {
	has(t, "free.RawStruct", `"r":{}`)
}

func TestTimeIsADateTime(t *testing.T) {
	has(t, "times.When", `"t":{"type":"string","format":"date-time"}`)
}

func TestSlicesAreArraysNotArraysOrNull(t *testing.T) {
	has(t, "slices.Ints", `"v":{"type":"array","items":{"type":"integer"}}`)
	for _, s := range subjects(t) {
		if strings.Contains(s.Input, `"null"`) && !strings.HasPrefix(s.Name, "stated.") {
			t.Errorf("%s: input allows null: %s", s.Name, s.Input)
		}
	}
}

func TestTheOptionStringIsAString(t *testing.T) {
	has(t, "quoted.Quoted", `"i":{"type":"string","pattern":"^-?(0|[1-9][0-9]*)$"}`)
}

func TestMapsMayHaveIntegerKeys(t *testing.T) {
	has(t, "maps.MapIntKey", `"v":{"type":"object","propertyNames":{"pattern":"^-?(0|[1-9][0-9]*)$"},"additionalProperties":{"type":"string"}}`)
}

func TestOmitzeroIsOptional(t *testing.T) {
	for _, s := range subjects(t) {
		if s.Name == "structs.OmitZero" && strings.Contains(s.Input, `"required":["a"`) {
			t.Errorf("omitzero members are required: %s", s.Input)
		}
	}
}

func TestURLIsAURIString(t *testing.T) {
	has(t, "text.Link", `"u":{"type":"string","format":"uri"}`)
}

func TestRecursiveTypesHaveASchema(t *testing.T) {
	has(t, "recursive.Tree", `"items":{"$ref":"#/$defs/Tree"}`)
}

// has checks that the input schema of a type contains text.
func has(t *testing.T, name, text string) {
	t.Helper()
	for _, s := range subjects(t) {
		if s.Name == name {
			if !strings.Contains(s.Input, text) {
				t.Errorf("%s: got %s, want %s in it", name, s.Input, text)
			}
			return
		}
	}
	t.Errorf("no type %s", name)
}
