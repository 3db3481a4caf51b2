package protocol_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/mcpgen/mcpgen/runtime/check"
)

// call is a use of a tool.
type call struct {
	arguments, header object
	failing           bool // it answers with an error that a model can read
}

// calls are the uses of every tool of the examples. A tool that is not here is called without arguments.
var calls = map[string]call{
	"search_notes":             {arguments: object{"phrase": "", "limit": 3}},
	"add_note":                 {arguments: object{"title": "milk", "text": "buy some", "priority": "high"}},
	"run_tool":                 {arguments: object{"payload": "p"}},
	"update_record":            {arguments: object{"id": "7", "data": "d"}},
	"read_record":              {arguments: object{"id": "7"}},
	"purge":                    {failing: true},
	"test_sampling":            {arguments: object{"prompt": "capital of France?"}},
	"test_elicitation":         {arguments: object{"message": "who are you?"}},
	"test_error_handling":      {failing: true},
	"test_x_mcp_header":        {arguments: object{"region": "us"}, header: object{"Mcp-Param-Region": "us"}},
	"json_schema_2020_12_tool": {arguments: object{"name": "n", "contactMethod": "phone", "phone": "1"}},
}

// TestEveryResultOfTheExamples calls every tool of every example in both eras, answers what it asks, and holds the result
// against the protocol's schema and against the output schema that the tool lists; its text says the same.
func TestEveryResultOfTheExamples(t *testing.T) {
	unused := map[string]bool{}
	for name := range calls {
		unused[name] = true
	}
	called, structured := 0, 0
	for _, version := range []string{sessions, stateless} {
		s := load(t, version)
		for _, site := range examples(t) {
			t.Run(version+"/"+site.name, func(t *testing.T) {
				running, token := site.start(t)
				c := connect(t, s, running.URL, token)
				tools := map[string]object{}
				for _, tool := range c.ask("tools/list", nil, nil)["result"].(object)["tools"].([]any) {
					tools[tool.(object)["name"].(string)] = tool.(object)
				}
				for _, d := range running.Decisions(t.Context(), nil) {
					if d.Kind != check.Tool {
						continue
					}
					delete(unused, d.Name)
					use := calls[d.Name]
					called++
					if c.call(tools[d.Name], d.Name, use) {
						structured++
					}
				}
			})
		}
	}
	if structured == 0 {
		t.Error("no tool has structured content")
	}
	for name := range unused {
		t.Errorf("no example has a tool %s", name)
	}
	t.Logf("%d calls, %d with structured content", called, structured)
}

// TestPromptsAndResources uses the rest of what the examples serve, in both eras.
func TestPromptsAndResources(t *testing.T) {
	prompts, resources := 0, 0
	for _, version := range []string{sessions, stateless} {
		s := load(t, version)
		for _, site := range examples(t) {
			running, token := site.start(t)
			c := connect(t, s, running.URL, token)
			for _, d := range running.Decisions(t.Context(), nil) {
				switch d.Kind {
				case check.Prompt:
					prompts++
					s.check(t, d.Name, "GetPromptResult", c.use("prompts/get", object{"name": d.Name, "arguments": promptArguments[d.Name]}, nil))
				case check.Resource:
					resources++
					uri := strings.NewReplacer("{id}", "7").Replace(d.Name)
					s.check(t, d.Name, "ReadResourceResult", c.use("resources/read", object{"uri": uri}, nil))
				}
			}
		}
	}
	if prompts == 0 || resources == 0 {
		t.Errorf("%d prompts, %d resources", prompts, resources)
	}
}

// promptArguments are what prompts take; one that is not here takes nothing.
var promptArguments = map[string]object{
	"test_prompt_with_arguments":         {"arg1": "one", "arg2": "two"},
	"test_prompt_with_embedded_resource": {"resourceUri": "test://x"},
}

// call uses a tool and reports whether its result is structured.
func (c *client) call(tool object, name string, use call) bool {
	c.t.Helper()
	params := object{"name": name}
	if use.arguments != nil {
		compileInput(c.t, tool, use.arguments)
		params["arguments"] = use.arguments
	}
	result := c.use("tools/call", params, use.header)
	c.schemas.check(c.t, name, "CallToolResult", result)
	if isError, _ := result["isError"].(bool); isError != use.failing {
		c.t.Errorf("%s: isError is %v\n%s", name, isError, jsonOf(result))
		return false
	}
	schema, promised := tool["outputSchema"]
	value, given := result["structuredContent"]
	switch {
	case use.failing:
		return false
	case given != promised:
		c.t.Errorf("%s: output schema %v, structured content %v", name, promised, given)
	case given:
		if err := compileSchema(c.t, name, schema).Validate(value); err != nil {
			c.t.Errorf("%s: %v\n%s", name, err, jsonOf(value))
		}
		c.sameAsText(name, value, result["content"].([]any))
	}
	return given
}

// compileInput makes sure that the arguments are what the tool says it takes.
func compileInput(t *testing.T, tool object, arguments object) {
	t.Helper()
	raw, err := json.Marshal(arguments)
	must(t, err)
	if err := compileSchema(t, tool["name"], tool["inputSchema"]).Validate(parse(t, raw)); err != nil {
		t.Errorf("%v: %v", tool["name"], err)
	}
}

// sameAsText checks that the text is the structured content: its JSON, or that of what {"result": …} wraps, a string
// without quotes.
func (c *client) sameAsText(name string, value any, content []any) {
	c.t.Helper()
	if len(content) != 1 {
		c.t.Errorf("%s: %d parts of content, want one", name, len(content))
		return
	}
	said, _ := content[0].(object)["text"].(string)
	if wrapped, ok := value.(object); ok && len(wrapped) == 1 && wrapped["result"] != nil {
		value = wrapped["result"]
	}
	if value == said {
		return
	}
	if !json.Valid([]byte(said)) || !reflect.DeepEqual(parse(c.t, []byte(said)), value) {
		c.t.Errorf("%s: the text is %s, the structured content %s", name, said, jsonOf(value))
	}
}
