package protocol_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/mcpgen/mcpgen/internal/test/interop"
)

// The eras of the protocol: with sessions, and stateless.
const (
	sessions  = "2025-11-25"
	stateless = "2026-07-28"
)

// schemas are the definitions of one version of the protocol.
type schemas struct {
	compiler *jsonschema.Compiler
	version  string
}

func load(t testing.TB, version string) *schemas {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "..", "..", "testdata", "protocol", version+".json"))
	must(t, err)
	s := &schemas{jsonschema.NewCompiler(), version}
	s.compiler.AssertFormat()
	document := parse(t, raw)
	if version == sessions {
		// schema.ts says number for the default of a number, the schema made of it integer; 2026-07-28 has it right.
		number := document.(object)["$defs"].(object)["NumberSchema"].(object)["properties"].(object)
		number["default"] = object{"type": "number"}
	}
	must(t, s.compiler.AddResource(version, document))
	return s
}

// check validates a value as one of the protocol's definitions.
func (s *schemas) check(t testing.TB, what, definition string, value any) {
	t.Helper()
	compiled, err := s.compiler.Compile(s.version + "#/$defs/" + definition)
	must(t, err)
	if err := compiled.Validate(value); err != nil {
		t.Errorf("%s: no %s of %s: %v\n%s", what, definition, s.version, err, jsonOf(value))
	}
}

// TestSchemasAreTheSuites compares testdata/protocol with what the conformance suite carries.
func TestSchemasAreTheSuites(t *testing.T) {
	interop.NPM(t, "@modelcontextprotocol/conformance")
	node := interop.NPM(t, ".bin/node")
	for _, version := range []string{sessions, stateless} {
		have, err := os.ReadFile(filepath.Join("..", "..", "..", "testdata", "protocol", version+".json"))
		must(t, err)
		npm := filepath.Join("..", "..", "..", "testdata", "npm")
		want, err := exec.CommandContext(t.Context(), node, filepath.Join(npm, "protocol.mjs"), version).Output()
		must(t, err)
		if !bytes.Equal(have, want) {
			t.Errorf("testdata/protocol/%s.json is not the suite's; its README says how to write it", version)
		}
	}
}

// TestSchemasRefuse makes sure that a definition that is none is noticed, or the other tests would show nothing.
func TestSchemasRefuse(t *testing.T) {
	for _, version := range []string{sessions, stateless} {
		s := load(t, version)
		for definition, wrong := range map[string]string{
			"Tool":                  `{"name":"x","inputSchema":{"type":"array"}}`,
			"ListToolsResult":       `{"tools":[{"name":"x"}],"resultType":"complete","cacheScope":"private","ttlMs":0}`,
			"Resource":              `{"name":"x"}`,
			"Prompt":                `{"name":"x","arguments":[{}]}`,
			"CallToolResult":        `{"content":[{"type":"text"}],"resultType":"complete"}`,
			"JSONRPCResultResponse": `{"jsonrpc":"1.0","id":1,"result":{}}`,
		} {
			compiled, err := s.compiler.Compile(version + "#/$defs/" + definition)
			must(t, err)
			if compiled.Validate(parse(t, []byte(wrong))) == nil {
				t.Errorf("%s takes %s for a %s", version, wrong, definition)
			}
		}
	}
}

func parse(t testing.TB, raw []byte) any {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatalf("%v in %s", err, raw)
	}
	return value
}

func jsonOf(value any) string {
	raw, _ := json.Marshal(value) // it came from JSON
	return string(raw)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
