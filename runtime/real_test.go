package mcpruntime_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"context"

	"github.com/google/go-cmp/cmp"
	"github.com/mark3labs/mcp-go/client"
	"github.com/mark3labs/mcp-go/mcp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/devissuer"
	"github.com/mcpgen/mcpgen/runtime/runtimetest"
	"github.com/mcpgen/mcpgen/testdata/real/borrowed"
	"github.com/mcpgen/mcpgen/testdata/real/borrowed/other"
	"github.com/mcpgen/mcpgen/testdata/real/named"
	"github.com/mcpgen/mcpgen/testdata/real/parameters"
	"github.com/mcpgen/mcpgen/testdata/real/results"
	"github.com/mcpgen/mcpgen/testdata/real/streams"
)

var updateReal = flag.Bool("update", false, "write testdata/real/calls.txt again")

// TestReal: signatures as public services have them do their work when a real client calls, and what they return is what
// their output schemas promise.
func TestReal(t *testing.T) {
	site := runtimetest.Start(t, runtimetest.Options{Config: func(c *mcpruntime.Config) {
		c.MaxItems, c.MaxReadBytes, c.Audit = 5, 20, leakcheck.Sink(c.Audit)
	}},
		new(parameters.Service).RegisterMCP, parameters.RegisterMCP, new(results.Client).RegisterMCP, new(streams.Store).RegisterMCP,
		new(borrowed.Queries).RegisterMCP, (&borrowed.GitHub{Repositories: &other.Repositories{}}).RegisterMCP, named.RegisterMCP,
		(&borrowed.Deep{GitHub: borrowed.GitHub{Repositories: &other.Repositories{}}}).RegisterMCP,
		func(s *mcpruntime.Server) error { return borrowed.RegisterNotesMCP(s, notes{}) },
		func(s *mcpruntime.Server) error { return borrowed.RegisterHandlerMCP(s, notes{}) },
	)
	c := site.MCPClient(leakcheck.Secret(site.Token(devissuer.Claims{Subject: "ann"})), runtimetest.Stateless)
	schemas := outputSchemas(t, c)
	file := "../testdata/real/calls.txt"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	used := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\n")
		if strings.HasPrefix(line, "\t") {
			continue
		}
		got.WriteString(line + "\n")
		kind, rest, isCall := strings.Cut(line, " ")
		if line == "" || kind == "#" || !isCall {
			continue
		}
		name, arguments, _ := strings.Cut(rest, " ")
		used[kind+" "+name] = true
		answer := realCall(t, c, kind, name, arguments, schemas)
		got.WriteString("\t" + strings.ReplaceAll(answer, "\n", "\n\t") + "\n")
	}
	for name := range schemas {
		if !used["tool "+name] {
			t.Errorf("tool %s is never called", name)
		}
	}
	if n := len(used); n < 80 {
		t.Errorf("%d components, want 80 or more", n)
	}
	if *updateReal {
		if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(string(text), got.String()); diff != "" && !*updateReal {
		t.Errorf("answers differ (run go test ./runtime -run TestReal -update and read the diff) -want +got:\n%s", diff)
	}
}

// realCall calls one component and writes its answer on a line.
func realCall(t *testing.T, c *client.Client, kind, name, arguments string, schemas map[string]*jsonschema.Schema) string {
	var in map[string]any
	if arguments != "" {
		if err := json.Unmarshal([]byte(arguments), &in); err != nil {
			t.Fatalf("%s: %v", arguments, err)
		}
	}
	switch kind {
	case "tool":
		var request mcp.CallToolRequest
		request.Params.Name, request.Params.Arguments = name, in
		result, err := c.CallTool(t.Context(), request)
		if err != nil {
			return "failure: " + err.Error()
		}
		return toolAnswer(t, name, result, schemas[name])
	case "resource":
		var request mcp.ReadResourceRequest
		request.Params.URI = name
		result, err := c.ReadResource(t.Context(), request)
		if err != nil {
			return "failure: " + err.Error()
		}
		return compactJSON(t, result.Contents)
	case "prompt":
		var request mcp.GetPromptRequest
		request.Params.Name, request.Params.Arguments = name, map[string]string{}
		for key, value := range in {
			request.Params.Arguments[key] = fmt.Sprint(value)
		}
		result, err := c.GetPrompt(t.Context(), request)
		if err != nil {
			return "failure: " + err.Error()
		}
		return compactJSON(t, result.Messages)
	}
	t.Fatalf("what is a %s?", kind)
	return ""
}

func toolAnswer(t *testing.T, name string, result *mcp.CallToolResult, schema *jsonschema.Schema) string {
	if result.IsError {
		text, _ := result.Content[0].(mcp.TextContent)
		return "error: " + text.Text
	}
	if result.StructuredContent == nil {
		content := compactJSON(t, result.Content)
		if at := strings.Index(content, "urn:mcp:result:"); at >= 0 {
			content = content[:at+len("urn:mcp:result:")] + "…" + content[at+len("urn:mcp:result:")+26:]
		}
		return content
	}
	structured := compactJSON(t, result.StructuredContent)
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(structured))
	if err != nil {
		t.Fatal(err)
	}
	if schema == nil {
		t.Errorf("%s: structured content without an output schema", name)
	} else if err := schema.Validate(value); err != nil {
		t.Errorf("%s: %s is not what the output schema says: %v", name, structured, err)
	}
	return structured
}

// outputSchemas are the output schemas of all tools; nil for one that has none.
func outputSchemas(t *testing.T, c *client.Client) map[string]*jsonschema.Schema {
	list, err := c.ListTools(t.Context(), mcp.ListToolsRequest{})
	if err != nil {
		t.Fatal(err)
	}
	schemas := map[string]*jsonschema.Schema{}
	for _, tool := range list.Tools {
		schemas[tool.Name] = nil
		raw := compactJSON(t, tool)
		var parts struct{ OutputSchema any }
		if err := json.Unmarshal([]byte(raw), &parts); err != nil {
			t.Fatal(err)
		}
		if parts.OutputSchema == nil {
			continue
		}
		compiler := jsonschema.NewCompiler()
		if err := compiler.AddResource(tool.Name, parts.OutputSchema); err != nil {
			t.Fatal(err)
		}
		if schemas[tool.Name], err = compiler.Compile(tool.Name); err != nil {
			t.Fatal(err)
		}
	}
	return schemas
}

func compactJSON(t *testing.T, v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// notes implements the interfaces of package borrowed.
type notes struct{}

func (notes) Note(_ context.Context, id string) (string, error) { return "note " + id, nil }

func (notes) Add(context.Context, string) (string, int, error) { return "a", 1, nil }

func (notes) Read(id string) (string, bool) { return "note " + id, id == "a" }

func (notes) Review(_ context.Context, id string) (string, error) { return "review " + id, nil }

func (notes) IDs(context.Context, string) ([]string, error) { return []string{"a"}, nil }

func (notes) Close() error { return nil }

func (notes) Handle(_ context.Context, o *other.Options) (*other.Repository, error) {
	name := fmt.Sprint("page ", o.Page)
	return &other.Repository{Name: &name}, nil
}
