package main

import (
	"context"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// options answer whatever a server asks, and keep what it tells.
func (v *visit) options() *mcp.ClientOptions {
	return &mcp.ClientOptions{
		ElicitationHandler: v.elicit,
		CreateMessageHandler: func(context.Context, *mcp.CreateMessageRequest) (*mcp.CreateMessageResult, error) {
			return &mcp.CreateMessageResult{
				Role: "assistant", Model: "interop", StopReason: "endTurn", Content: &mcp.TextContent{Text: v.target.Table.Answers.Sampling},
			}, nil
		},
		ProgressNotificationHandler: func(_ context.Context, r *mcp.ProgressNotificationClientRequest) {
			v.mu.Lock()
			defer v.mu.Unlock()
			if r.Params.ProgressToken == v.token {
				v.running.Progress = append(v.running.Progress, r.Params.Progress)
			}
		},
		LoggingMessageHandler: func(_ context.Context, r *mcp.LoggingMessageRequest) {
			v.mu.Lock()
			defer v.mu.Unlock()
			v.running.Log = append(v.running.Log, r.Params.Data)
		},
		ToolListChangedHandler:   func(context.Context, *mcp.ToolListChangedRequest) { v.news(v.changed, "tools") },
		PromptListChangedHandler: func(context.Context, *mcp.PromptListChangedRequest) { v.news(v.changed, "prompts") },
		ResourceUpdatedHandler: func(_ context.Context, r *mcp.ResourceUpdatedNotificationRequest) {
			v.news(v.updated, r.Params.URI)
		},
	}
}

func (v *visit) news(of map[string]bool, what string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	of[what] = true
}

// elicit fills in the fields of a form that the table has answers to.
func (v *visit) elicit(_ context.Context, r *mcp.ElicitRequest) (*mcp.ElicitResult, error) {
	content := map[string]any{}
	schema, _ := r.Params.RequestedSchema.(map[string]any)
	fields, _ := schema["properties"].(map[string]any)
	for name := range fields {
		if answer, ok := v.target.Table.Answers.Elicitation[name]; ok {
			content[name] = answer
		}
	}
	return &mcp.ElicitResult{Action: "accept", Content: content}, nil
}
