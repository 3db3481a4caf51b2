package mcpruntime

import "context"

// PromptSpec is what clients are told of a prompt.
type PromptSpec struct {
	Name, Title, Description string
	Arguments                []PromptArgument
	Tags                     []string // for policies; clients do not see them
	Meta                     map[string]any
	// Completions suggest values for arguments.
	Completions map[string]Completion
}

// PromptArgument is one argument; its value is a string.
type PromptArgument struct {
	Name        string `json:"name"`
	Title       string `json:"title,omitempty"`
	Description string `json:"description,omitempty"`
	Required    bool   `json:"required,omitempty"`
}

// ResourceSpec is what clients are told of a resource, or of a template of resources.
type ResourceSpec struct {
	// URI is absolute. With variables, as in notes://{id}, it is a template (RFC 6570 level 1).
	URI                                string
	Name, Title, Description, MIMEType string
	Tags                               []string // for policies; clients do not see them
	Meta                               map[string]any
	// Completions suggest values for variables.
	Completions map[string]Completion
}

// Completion suggests values that begin with what the user typed. It runs only for callers who may use the component.
type Completion func(ctx context.Context, value string) ([]string, error)

// ToolSpec is what clients are told of a tool.
type ToolSpec struct {
	Name, Title, Description string
	Tags                     []string // for policies; clients do not see them
	Meta                     map[string]any
	// ReadOnly, Destructive, Idempotent and ClosedWorld are the protocol's hints. They promise, they do not enforce.
	ReadOnly, Destructive, Idempotent, ClosedWorld bool
	// Needs are client capabilities without which the tool cannot run: "sampling", "elicitation", "roots". A client that
	// did not declare them is refused.
	Needs []string
	// InputSchema is a JSON Schema of type object; OutputSchema may be "".
	InputSchema, OutputSchema string
}
