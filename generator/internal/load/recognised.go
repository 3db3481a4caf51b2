package load

// Recognised reports whether a package is known by its path and not loaded, so that not all it declares is seen. None of
// them declares a check of an annotated package.
func Recognised(path string) bool { return stubs[path] != "" }

// stubs are sources with the same names and signatures as the packages they replace, as far as signatures of annotated
// functions and of checks can mention them. Loading mcp-go itself costs seconds on a cold cache.
var stubs = map[string]string{
	RuntimePath: `package mcpruntime
type Server struct{ _ int }
const GenVersion1 = 1
`,
	RuntimePath + "/codec": `package codec
type Duration int64
func (d Duration) String() string
`,
	PrincipalPath: `package principal
type Principal struct{ _ int }
`,
	CheckPath: `package check
import (
	"context"
	"github.com/mcpgen/mcpgen/runtime/principal"
)
type Check interface{ Check(ctx context.Context, r *Request) error }
type Func func(ctx context.Context, r *Request) error
func (f Func) Check(ctx context.Context, r *Request) error
type Phase uint8
type Kind uint8
type Component struct {
	Kind Kind
	Name, URI, Title string
	Tags []string
	Meta map[string]any
}
type Request struct {
	Principal *principal.Principal
	Component Component
	Phase Phase
}
type ScopeCheck struct{ _ int }
func (c *ScopeCheck) Check(ctx context.Context, r *Request) error
func (c *ScopeCheck) ImpliedBy(scope string, by ...string) *ScopeCheck
func Scopes(all ...string) *ScopeCheck
func AnyScope(one ...string) *ScopeCheck
func Authenticated() Check
func Unrestricted() Check
func Agent() Check
func Delegated() Check
func Targets(uris ...string) Check
func Chain(applications ...string) Check
func MaxHops(n int64) Check
func Subject(kind string) Check
func RestrictTag(tag string, scopes ...string) Check
func All(checks ...Check) Check
func Any(checks ...Check) Check
func Run(ctx context.Context, checks []Check, r *Request) error
func Deny(message string) error
`,
	MCPPath: `package mcp
type CallToolRequest struct{ _ int }
type CallToolResult struct{ _ int }
type GetPromptRequest struct{ _ int }
type GetPromptResult struct{ _ int }
type ReadResourceRequest struct{ _ int }
type ReadResourceResult struct{ _ int }
type CompleteRequest struct{ _ int }
type CompleteResult struct{ _ int }
type InputRequiredResult struct{ _ int }
type Content interface{ isContent() }
type TextContent struct{ _ int }
type ImageContent struct{ _ int }
type AudioContent struct{ _ int }
type ResourceLink struct{ _ int }
type EmbeddedResource struct{ _ int }
type ToolUseContent struct{ _ int }
type ToolResultContent struct{ _ int }
func (TextContent) isContent()
func (ImageContent) isContent()
func (AudioContent) isContent()
func (ResourceLink) isContent()
func (EmbeddedResource) isContent()
type ResourceContents interface{ isResourceContents() }
type TextResourceContents struct{ _ int }
type BlobResourceContents struct{ _ int }
func (TextResourceContents) isResourceContents()
func (BlobResourceContents) isResourceContents()
type Role string
type PromptMessage struct{ _ int }
`,
}

// Import paths that are recognised instead of loaded.
const (
	RuntimePath   = "github.com/mcpgen/mcpgen/runtime"
	CheckPath     = RuntimePath + "/check"
	PrincipalPath = RuntimePath + "/principal"
	MCPPath       = "github.com/mark3labs/mcp-go/mcp"
)
