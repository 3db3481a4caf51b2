package protocol_test

import (
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// lists are the methods that list, and the definitions of what they answer and of each entry.
var lists = []struct{ method, result, member, entry string }{
	{"tools/list", "ListToolsResult", "tools", "Tool"},
	{"resources/list", "ListResourcesResult", "resources", "Resource"},
	{"resources/templates/list", "ListResourceTemplatesResult", "resourceTemplates", "ResourceTemplate"},
	{"prompts/list", "ListPromptsResult", "prompts", "Prompt"},
}

// TestDefinitions lists everything that the corpus and the examples serve, in both eras: the protocol's schemas accept each
// definition, and each schema in it is one of JSON Schema 2020-12.
func TestDefinitions(t *testing.T) {
	counts := map[string]int{}
	for _, version := range []string{sessions, stateless} {
		s := load(t, version)
		for _, site := range append(corpus(t), examples(t)...) {
			t.Run(version+"/"+site.name, func(t *testing.T) {
				running, token := site.start(t)
				c := connect(t, s, running.URL, token)
				entries := 0
				for _, list := range lists {
					n := c.list(list.method, list.result, list.member, list.entry)
					counts[version+" "+list.member] += n
					entries += n
				}
				if served := len(running.Decisions(t.Context(), nil)); entries != served {
					t.Errorf("%d components, %d in lists", served, entries)
				}
			})
		}
	}
	for _, version := range []string{sessions, stateless} {
		for _, list := range lists {
			if counts[version+" "+list.member] == 0 {
				t.Errorf("%s: no %s", version, list.member)
			}
		}
	}
	t.Logf("definitions validated: %v", counts)
}

// list validates a list, all pages, and returns how many entries it has.
func (c *client) list(method, result, member, entry string) int {
	c.t.Helper()
	n, params := 0, object{}
	for {
		page, ok := c.ask(method, params, nil)["result"].(object)
		if !ok {
			c.t.Fatalf("%s: no result", method)
		}
		c.schemas.check(c.t, method, result, page)
		for _, one := range page[member].([]any) {
			n++
			definition := one.(object)
			c.schemas.check(c.t, method, entry, definition)
			for _, key := range []string{"inputSchema", "outputSchema"} {
				if schema, ok := definition[key]; ok {
					compileSchema(c.t, definition["name"], schema)
				}
			}
		}
		cursor, more := page["nextCursor"]
		if !more {
			return n
		}
		params["cursor"] = cursor
	}
}

// compileSchema makes sure that a schema is one, by the meta-schema of 2020-12.
func compileSchema(t *testing.T, name, schema any) *jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft2020)
	compiler.AssertFormat()
	compiler.AssertContent()
	must(t, compiler.AddResource("schema.json", schema))
	compiled, err := compiler.Compile("schema.json")
	if err != nil {
		t.Fatalf("%v: %v\n%s", name, err, jsonOf(schema))
	}
	return compiled
}
