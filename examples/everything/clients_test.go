package main

import (
	"context"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/mark3labs/mcp-go/mcp"

	"github.com/mcpgen/mcpgen/examples/everything/fixtures"
	"github.com/mcpgen/mcpgen/internal/leakcheck"
	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/devissuer"
	"github.com/mcpgen/mcpgen/runtime/runtimetest"
)

// TestTypeScriptClients lists and calls everything with the official clients, as they come.
func TestTypeScriptClients(t *testing.T) {
	script, err := filepath.Abs(filepath.Join("..", "..", "testdata", "npm", "everything.mjs"))
	must(t, err)
	s := start(t, false)
	for _, client := range []string{"sdk", "client"} {
		t.Run(client, func(t *testing.T) {
			npm(t, "@modelcontextprotocol/"+client)
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			out, err := leakcheck.Output(exec.CommandContext(ctx, npm(t, ".bin/node"), script, client, s.direct, s.token(t)))
			if err != nil || !strings.Contains(string(out), "2 resources") && !strings.Contains(string(out), "3 resources") {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

// TestInspector lists and calls with the Inspector's command line.
func TestInspector(t *testing.T) {
	npm(t, "@modelcontextprotocol/inspector")
	s := start(t, false)
	for _, row := range []struct {
		args []string
		want string
	}{
		{[]string{"--method", "tools/list"}, "test_simple_text"},
		{[]string{"--method", "tools/call", "--tool-name", "test_simple_text"}, "This is a simple text response"},
		{[]string{"--method", "prompts/list"}, "test_simple_prompt"},
		{[]string{"--method", "resources/read", "--uri", "test://static-text"}, "static text resource"},
	} {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		args := append([]string{npm(t, ".bin/mcp-inspector"), "--cli", s.direct, "--transport", "http",
			"--header", "Authorization: Bearer " + s.token(t)}, row.args...)
		out, err := leakcheck.Output(exec.CommandContext(ctx, npm(t, ".bin/node"), args...))
		cancel()
		if err != nil || !strings.Contains(string(out), row.want) || strings.Contains(string(out), `"purge"`) {
			t.Errorf("%v: %v\n%s", row.args, err, out)
		}
	}
}

// TestMCPGoClient lists and calls with mcp-go's client, in both eras.
func TestMCPGoClient(t *testing.T) {
	site := runtimetest.Start(t, runtimetest.Options{Config: func(c *mcpruntime.Config) { c.Audit = leakcheck.Sink(c.Audit) }},
		new(fixtures.Service).Register)
	token := leakcheck.Secret(site.Token(devissuer.Claims{Scopes: []string{"everything:use"}}))
	for _, sessions := range []bool{true, false} {
		c := site.MCPClient(token, sessions)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		tools, err := c.ListTools(ctx, mcp.ListToolsRequest{})
		must(t, err)
		for _, tool := range tools.Tools {
			if tool.Name == "purge" {
				t.Error("a hidden tool is listed")
			}
		}
		call := mcp.CallToolRequest{}
		call.Params.Name = "test_multiple_content_types"
		result, err := c.CallTool(ctx, call)
		must(t, err)
		if len(result.Content) != 3 {
			t.Errorf("%+v", result)
		}
		get := mcp.GetPromptRequest{}
		get.Params.Name = "test_prompt_with_image"
		prompt, err := c.GetPrompt(ctx, get)
		must(t, err)
		if len(prompt.Messages) != 2 {
			t.Errorf("%+v", prompt)
		}
		read := mcp.ReadResourceRequest{}
		read.Params.URI = "test://static-binary"
		content, err := c.ReadResource(ctx, read)
		must(t, err)
		if len(content.Contents) != 1 {
			t.Errorf("%+v", content)
		}
	}
}
