package interop

import (
	"context"
	"encoding/json"
	"errors"
	"os/exec"
	"regexp"

	"github.com/mark3labs/mcp-go/mcp"
)

// mcpgoAnswers answer whatever a server asks.
type mcpgoAnswers struct{ Answers }

func (a mcpgoAnswers) Elicit(_ context.Context, request mcp.ElicitationRequest) (*mcp.ElicitationResult, error) {
	result := &mcp.ElicitationResult{}
	result.Action, result.Content = mcp.ElicitationResponseActionAccept, a.fill(request.Params.RequestedSchema)
	return result, nil
}

// fill fills in the fields of a form that the table has answers to.
func (a Answers) fill(form any) map[string]any {
	var schema struct{ Properties map[string]any }
	raw, err := json.Marshal(form)
	if err != nil || json.Unmarshal(raw, &schema) != nil {
		return nil
	}
	content := map[string]any{}
	for name := range schema.Properties {
		if answer, ok := a.Elicitation[name]; ok {
			content[name] = answer
		}
	}
	return content
}

func (a mcpgoAnswers) CreateMessage(context.Context, mcp.CreateMessageRequest) (*mcp.CreateMessageResult, error) {
	return &mcp.CreateMessageResult{
		SamplingMessage: mcp.SamplingMessage{Role: mcp.RoleAssistant, Content: mcp.NewTextContent(a.Sampling)},
		Model:           "interop", StopReason: "endTurn",
	}, nil
}

func (a mcpgoAnswers) ListRoots(context.Context, mcp.ListRootsRequest) (*mcp.ListRootsResult, error) {
	result := &mcp.ListRootsResult{}
	for _, root := range a.Roots {
		result.Roots = append(result.Roots, mcp.Root{URI: root.URI, Name: root.Name})
	}
	return result, nil
}

// mcpgoFailure finds the code behind an error of mcp-go, which keeps it in the type.
func mcpgoFailure(err error) *Failure {
	f := &Failure{Message: err.Error()}
	var incapable mcp.MissingRequiredClientCapabilityError
	switch {
	case errors.Is(err, mcp.ErrInvalidParams):
		f.Code = codeMissing
	case errors.Is(err, mcp.ErrResourceNotFound):
		f.Code = codeMissingOlder
	case errors.As(err, &incapable):
		f.Code = codeIncapable
	}
	return f
}

// start starts a server with a clean environment.
func start(ctx context.Context, command string, _, args []string) (*exec.Cmd, error) {
	cmd := exec.CommandContext(ctx, command, args...)
	cmd.Env = environment()
	return cmd, nil
}

// generic is a value as encoding/json reads it without types.
func generic(value any) (plain any) {
	raw, err := json.Marshal(value)
	if err != nil {
		return err.Error()
	}
	_ = json.Unmarshal(raw, &plain)
	return plain
}

var variable = regexp.MustCompile(`\{(\w+)\}`)

// variables are the names in a URI template.
func variables(template string) (names []string) {
	for _, match := range variable.FindAllStringSubmatch(template, -1) {
		names = append(names, match[1])
	}
	return names
}
