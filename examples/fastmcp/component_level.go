package fastmcp

import (
	"context"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/codec"
)

// ComponentServer is the section "Component-Level Authorization": who may not use a component does not see it, and a
// direct use is answered as if it did not exist.
type ComponentServer struct{}

// WriteTool is only visible to users with the 'write' scope.
//
//mcp:tool auth=scopes(write)
func (ComponentServer) WriteTool() string { return "Written" }

// Register adds a resource and a prompt by hand to what is annotated: both take a policy as a tool does.
func (c *ComponentServer) Register(s *mcpruntime.Server) error {
	if err := c.RegisterMCP(s); err != nil {
		return err
	}
	return s.Register(
		mcpruntime.Resource( // only visible to users with the 'read' scope
			mcpruntime.ResourceSpec{URI: "secret://data", Name: "secret_data", MIMEType: "text/plain"},
			mcpruntime.HideUnless(check.Scopes("read")),
			codec.ReadNothing,
			func(context.Context, *struct{}) (string, error) { return "Secret data", nil },
			mcpruntime.ResourceText(),
		),
		mcpruntime.Prompt( // only visible to users with the 'admin' scope
			mcpruntime.PromptSpec{Name: "admin_prompt"},
			mcpruntime.HideUnless(check.Scopes("admin")),
			codec.ReadNothing,
			func(context.Context, *struct{}) (string, error) { return "Admin prompt content", nil },
			mcpruntime.PromptText(),
		),
	)
}
