package main

import (
	"context"
	"encoding/json"
	"errors"
	"regexp"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// step is the use of one component.
type step struct {
	key  string
	call func(use) (any, error)
}

var variable = regexp.MustCompile(`\{(\w+)\}`)

// list lists everything, all pages.
func (v *visit) list(ctx context.Context) ([]step, error) {
	var steps []step
	for t, err := range v.session.Tools(ctx, nil) {
		if err != nil {
			return nil, err
		}
		steps = append(steps, v.tool(ctx, t.Name))
	}
	for p, err := range v.session.Prompts(ctx, nil) {
		if err != nil {
			return nil, err
		}
		steps = append(steps, v.prompt(ctx, p.Name))
		for _, a := range p.Arguments {
			steps = append(steps, v.completion(ctx, &mcp.CompleteReference{Type: "ref/prompt", Name: p.Name}, p.Name, a.Name))
		}
	}
	for r, err := range v.session.Resources(ctx, nil) {
		if err != nil {
			return nil, err
		}
		steps = append(steps, v.resource(ctx, "resource "+r.URI, r.URI))
	}
	for t, err := range v.session.ResourceTemplates(ctx, nil) {
		if err != nil {
			return nil, err
		}
		steps = append(steps, v.resource(ctx, "template "+t.URITemplate, ""))
		for _, name := range variable.FindAllStringSubmatch(t.URITemplate, -1) {
			ref := &mcp.CompleteReference{Type: "ref/resource", URI: t.URITemplate}
			steps = append(steps, v.completion(ctx, ref, t.URITemplate, name[1]))
		}
	}
	return steps, nil
}

// hidden is the use of a component that was not listed.
func (v *visit) hidden(ctx context.Context, key string) (step, bool) {
	kind, name, _ := strings.Cut(key, " ")
	switch kind {
	case "tool":
		return v.tool(ctx, name), true
	case "prompt":
		return v.prompt(ctx, name), true
	case "resource":
		return v.resource(ctx, key, name), true
	}
	return step{}, false
}

func (v *visit) tool(ctx context.Context, name string) step {
	return step{"tool " + name, func(u use) (any, error) {
		params := &mcp.CallToolParams{Name: name}
		if u.Arguments != nil {
			params.Arguments = u.Arguments
		}
		params.SetProgressToken("tool " + name)
		result, err := v.session.CallTool(ctx, params)
		var own *jsonrpc.Error
		if errors.As(err, &own) && own.Code == mcp.CodeHeaderMismatch {
			// The list that says which arguments travel in headers was forgotten when tools changed: list, try again.
			if _, err := v.session.ListTools(ctx, nil); err != nil {
				return nil, err
			}
			return v.session.CallTool(ctx, params)
		}
		return result, err
	}}
}

func (v *visit) prompt(ctx context.Context, name string) step {
	return step{"prompt " + name, func(u use) (any, error) {
		params := &mcp.GetPromptParams{Name: name}
		if u.Arguments != nil {
			if err := json.Unmarshal(u.Arguments, &params.Arguments); err != nil {
				return nil, err
			}
		}
		return v.session.GetPrompt(ctx, params)
	}}
}

func (v *visit) resource(ctx context.Context, key, uri string) step {
	return step{key, func(u use) (any, error) {
		if uri == "" {
			uri = u.URI
		}
		return v.session.ReadResource(ctx, &mcp.ReadResourceParams{URI: uri})
	}}
}

func (v *visit) completion(ctx context.Context, ref *mcp.CompleteReference, of, argument string) step {
	return step{"completion " + of + " " + argument, func(u use) (any, error) {
		return v.session.Complete(ctx, &mcp.CompleteParams{
			Ref: ref, Argument: mcp.CompleteParamsArgument{Name: argument, Value: u.Value},
		})
	}}
}
