package interop

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mark3labs/mcp-go/client"
	"github.com/mark3labs/mcp-go/client/transport"
	"github.com/mark3labs/mcp-go/mcp"
)

// visitMCPGo visits with mcp-go's client.
func visitMCPGo(t testing.TB, target Target) *Report {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), visitTimeout)
	defer cancel()
	v := &mcpgoVisit{target: target, report: &Report{Outcomes: map[string]Outcome{}}, changed: map[string]bool{}, updated: map[string]bool{}}
	if err := v.run(ctx); err != nil {
		t.Fatalf("mcp-go: %v", err)
	}
	return v.report
}

type mcpgoVisit struct {
	target Target
	client *client.Client
	report *Report

	mu      sync.Mutex
	running Outcome
	token   string
	changed map[string]bool
	updated map[string]bool
}

func (v *mcpgoVisit) run(ctx context.Context) error {
	stop, err := v.connect(ctx)
	if err != nil {
		return err
	}
	err = v.useAll(ctx)
	v.awaitNews()
	stop()
	return errors.Join(err, v.client.Close())
}

// connect starts the client and has it listen.
func (v *mcpgoVisit) connect(ctx context.Context) (stop func(), err error) {
	var wire transport.Interface
	if v.target.URL != "" {
		options := []transport.StreamableHTTPCOption{
			transport.WithHTTPHeaders(map[string]string{"Authorization": "Bearer " + v.target.Token}),
		}
		if v.target.Era == Legacy {
			//lint:ignore SA1019 the older protocol is tried, too
			options = append(options, transport.WithContinuousListening())
		}
		if wire, err = transport.NewStreamableHTTP(v.target.URL, options...); err != nil {
			return nil, err
		}
	} else {
		wire = transport.NewStdioWithOptions(v.target.Command[0], nil, v.target.Command[1:], transport.WithCommandFunc(start))
	}
	a := mcpgoAnswers{v.target.Table.Answers}
	options := []client.ClientOption{client.WithElicitationHandler(a), client.WithSamplingHandler(a), client.WithRootsHandler(a)}
	if v.target.Era == Legacy {
		options = append(options, client.WithProtocolVersion(Legacy))
	}
	v.client = client.NewClient(wire, options...)
	v.client.OnNotification(v.hear)
	if err := v.client.Start(ctx); err != nil {
		return nil, err
	}
	request := mcp.InitializeRequest{}
	request.Params.ProtocolVersion, request.Params.ClientInfo = v.target.Era, mcp.Implementation{Name: "interop", Version: "1.0.0"}
	if _, err := v.client.Initialize(ctx, request); err != nil {
		return nil, err
	}
	v.report.Protocol = v.client.ProtocolVersion()
	v.report.Can = []string{"elicitation", "roots", "sampling"}
	v.report.Observes = []string{"changed", "completion", "log", "progress", "updated"}
	level := mcp.SetLevelRequest{}
	level.Params.Level = mcp.LoggingLevelDebug
	//lint:ignore SA1019 it also sets the level of each request of the newer protocol
	if err := v.client.SetLevel(ctx, level); err != nil {
		return nil, err
	}
	return v.listen(ctx)
}

func (v *mcpgoVisit) listen(ctx context.Context) (stop func(), err error) {
	if v.target.Era == Modern {
		return v.client.ListenAsync(ctx, mcp.SubscriptionFilter{
			ToolsListChanged: true, PromptsListChanged: true, ResourceSubscriptions: v.target.Table.Updated,
		}, nil)
	}
	for _, uri := range v.target.Table.Updated {
		subscribe := mcp.SubscribeRequest{}
		subscribe.Params.URI = uri
		//lint:ignore SA1019 the older protocol is tried, too
		if err := v.client.Subscribe(ctx, subscribe); err != nil {
			return nil, err
		}
	}
	return func() {}, nil
}

// hear keeps what the server tells.
func (v *mcpgoVisit) hear(n mcp.JSONRPCNotification) {
	v.mu.Lock()
	defer v.mu.Unlock()
	fields := n.Params.AdditionalFields
	switch n.Method {
	case "notifications/progress":
		if progress, ok := fields["progress"].(float64); ok && fields["progressToken"] == v.token {
			v.running.Progress = append(v.running.Progress, progress)
		}
	case "notifications/message":
		v.running.Log = append(v.running.Log, fields["data"])
	case mcp.MethodNotificationToolsListChanged:
		v.changed["tools"] = true
	case mcp.MethodNotificationPromptsListChanged:
		v.changed["prompts"] = true
	case mcp.MethodNotificationResourceUpdated:
		uri, _ := fields["uri"].(string)
		v.updated[uri] = true
	}
}

// useAll uses what is listed until nothing new appears, and then what the table knows beside it.
func (v *mcpgoVisit) useAll(ctx context.Context) error {
	for {
		before := len(v.report.Outcomes)
		keys, err := v.list(ctx)
		if err != nil {
			return err
		}
		for _, key := range keys {
			if _, done := v.report.Outcomes[key]; !done {
				v.report.Listed = append(v.report.Listed, key)
				v.use(ctx, key)
			}
		}
		if len(v.report.Outcomes) == before {
			break
		}
	}
	for key := range v.target.Table.Uses {
		kind, _, _ := strings.Cut(key, " ")
		if _, done := v.report.Outcomes[key]; !done && kind != "template" && kind != "completion" {
			v.use(ctx, key)
		}
	}
	return nil
}

// list lists everything, all pages.
func (v *mcpgoVisit) list(ctx context.Context) (keys []string, err error) {
	tools, err1 := v.client.ListTools(ctx, mcp.ListToolsRequest{})
	prompts, err2 := v.client.ListPrompts(ctx, mcp.ListPromptsRequest{})
	resources, err3 := v.client.ListResources(ctx, mcp.ListResourcesRequest{})
	templates, err4 := v.client.ListResourceTemplates(ctx, mcp.ListResourceTemplatesRequest{})
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		return nil, err
	}
	for _, tool := range tools.Tools {
		keys = append(keys, "tool "+tool.Name)
	}
	for _, prompt := range prompts.Prompts {
		keys = append(keys, "prompt "+prompt.Name)
		for _, argument := range prompt.Arguments {
			keys = append(keys, "completion "+prompt.Name+" "+argument.Name)
		}
	}
	for _, resource := range resources.Resources {
		keys = append(keys, "resource "+resource.URI)
	}
	for _, template := range templates.ResourceTemplates {
		text := template.URITemplate.Raw()
		keys = append(keys, "template "+text)
		for _, name := range variables(text) {
			keys = append(keys, "completion "+text+" "+name)
		}
	}
	return keys, nil
}

// use uses one component and waits for the notifications that should come with it: they are handled beside the answer.
func (v *mcpgoVisit) use(ctx context.Context, key string) {
	u := v.target.Table.Uses[key]
	v.mu.Lock()
	v.running, v.token = Outcome{}, key
	v.mu.Unlock()
	result, err := v.send(ctx, key, u)
	for range 40 {
		v.mu.Lock()
		complete := len(v.running.Progress) >= len(u.Progress) && len(v.running.Log) >= len(u.Log)
		v.mu.Unlock()
		if complete || err != nil {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	o := v.running
	v.running = Outcome{}
	o.Result = generic(result)
	if err != nil {
		o.Result, o.Error = nil, mcpgoFailure(err)
	}
	v.report.Outcomes[key] = o
}

func (v *mcpgoVisit) send(ctx context.Context, key string, u Use) (any, error) {
	kind, name, _ := strings.Cut(key, " ")
	switch kind {
	case "tool":
		request := mcp.CallToolRequest{}
		request.Params.Name = name
		request.Params.Meta = &mcp.Meta{ProgressToken: key}
		if u.Arguments != nil {
			request.Params.Arguments = u.Arguments
		}
		return v.client.CallTool(ctx, request)
	case "prompt":
		request := mcp.GetPromptRequest{}
		request.Params.Name = name
		if u.Arguments != nil {
			if err := json.Unmarshal(u.Arguments, &request.Params.Arguments); err != nil {
				return nil, err
			}
		}
		return v.client.GetPrompt(ctx, request)
	case "resource", "template":
		request := mcp.ReadResourceRequest{}
		request.Params.URI = name
		if kind == "template" {
			request.Params.URI = u.URI
		}
		return v.client.ReadResource(ctx, request)
	}
	of, argument, _ := strings.Cut(name, " ")
	request := mcp.CompleteRequest{}
	request.Params.Ref = mcp.PromptReference{Type: "ref/prompt", Name: of}
	if strings.Contains(of, "://") {
		request.Params.Ref = mcp.ResourceReference{Type: "ref/resource", URI: of}
	}
	request.Params.Argument.Name, request.Params.Argument.Value = argument, u.Value
	return v.client.Complete(ctx, request)
}

// awaitNews waits for what listeners are told.
func (v *mcpgoVisit) awaitNews() {
	for range 100 {
		v.mu.Lock()
		complete := len(v.changed) >= len(v.target.Table.Changed) && len(v.updated) >= len(v.target.Table.Updated)
		v.mu.Unlock()
		if complete {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.report.Changed = slices.Sorted(maps.Keys(v.changed))
	v.report.Updated = slices.Sorted(maps.Keys(v.updated))
}
