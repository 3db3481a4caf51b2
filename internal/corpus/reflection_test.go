package corpus_test

import (
	"strings"
	"testing"
)

// These are the types that libraries which reflect get wrong: jsonschema-go, invopop and mcp-go, as they were tried.

func TestBytesAreABase64StringNotAnArray(t *testing.T) {
	has(t, "basic.Bytes", `"v":{"type":"string","contentEncoding":"base64"}`)
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
