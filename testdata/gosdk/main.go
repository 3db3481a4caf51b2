// Gosdk lists and calls everything that a server serves, with the client of github.com/modelcontextprotocol/go-sdk. It
// reads a target on standard input and writes a report; package internal/test/interop says what is in them. It is a module of
// its own, so that nobody who uses mcpgen gets this dependency.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"sync"
	"time"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// target says whom to call, and what with.
type target struct {
	URL, Token string
	Command    []string
	Era        string
	Table      struct {
		Answers struct {
			Elicitation map[string]any
			Sampling    string
			Roots       []*mcp.Root
		}
		Uses    map[string]use
		Changed []string
		Updated []string
	}
}

// use is how to call one component.
type use struct {
	Arguments json.RawMessage
	URI       string
	Value     string
	Progress  []float64
	Log       []any
}

// outcome is what came of one use.
type outcome struct {
	Result   any       `json:"result,omitempty"`
	Error    *failure  `json:"error,omitempty"`
	Progress []float64 `json:"progress,omitempty"`
	Log      []any     `json:"log,omitempty"`
}

type failure struct {
	Code    int64  `json:"code,omitempty"`
	Message string `json:"message"`
}

// report is what the client saw.
type report struct {
	Protocol string              `json:"protocol"`
	Listed   []string            `json:"listed"`
	Outcomes map[string]*outcome `json:"outcomes"`
	Changed  []string            `json:"changed"`
	Updated  []string            `json:"updated"`
	Observes []string            `json:"observes"`
	Can      []string            `json:"can"`
}

// visit is one run of the client.
type visit struct {
	target  target
	session *mcp.ClientSession
	report  report

	mu      sync.Mutex
	running *outcome
	token   string
	changed map[string]bool
	updated map[string]bool
}

func main() {
	v := &visit{changed: map[string]bool{}, updated: map[string]bool{}}
	v.report.Outcomes = map[string]*outcome{}
	err := json.NewDecoder(os.Stdin).Decode(&v.target)
	if err == nil {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		err = v.run(ctx)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "gosdk:", err)
		os.Exit(1)
	}
}

func (v *visit) run(ctx context.Context) error {
	client := mcp.NewClient(&mcp.Implementation{Name: "interop", Version: "1.0.0"}, v.options())
	client.AddRoots(v.target.Table.Answers.Roots...)
	session, err := client.Connect(ctx, v.transport(), &mcp.ClientSessionOptions{ProtocolVersion: v.target.Era})
	if err != nil {
		return fmt.Errorf("connecting: %w", err)
	}
	v.session = session
	v.report.Protocol = session.InitializeResult().ProtocolVersion
	v.report.Can = []string{"elicitation", "roots", "sampling"}
	v.report.Observes = []string{"changed", "completion", "progress"}
	for _, uri := range v.target.Table.Updated {
		v.report.Observes = append(v.report.Observes, "updated")
		if err := session.Subscribe(ctx, &mcp.SubscribeParams{URI: uri}); err != nil {
			return fmt.Errorf("subscribing: %w", err)
		}
	}
	if v.legacy() { // the stateless protocol asks for a level in every request, which this client does not
		v.report.Observes = append(v.report.Observes, "log")
		if err := session.SetLoggingLevel(ctx, &mcp.SetLoggingLevelParams{Level: "debug"}); err != nil {
			return fmt.Errorf("setting the log level: %w", err)
		}
	}
	if err := v.callAll(ctx); err != nil {
		return err
	}
	v.awaitNews()
	if err := session.Close(); err != nil {
		return fmt.Errorf("closing: %w", err)
	}
	return json.NewEncoder(os.Stdout).Encode(v.report)
}

func (v *visit) legacy() bool { return v.report.Protocol < "2026-07-28" }

func (v *visit) transport() mcp.Transport {
	if v.target.URL != "" {
		return &mcp.StreamableClientTransport{Endpoint: v.target.URL, HTTPClient: &http.Client{Transport: bearer(v.target.Token)}}
	}
	command := exec.Command(v.target.Command[0], v.target.Command[1:]...)
	command.Stderr = os.Stderr
	return &mcp.CommandTransport{Command: command}
}

// bearer adds a token to every request.
type bearer string

func (b bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	if b != "" {
		r = r.Clone(r.Context())
		r.Header.Set("Authorization", "Bearer "+string(b))
	}
	return http.DefaultTransport.RoundTrip(r)
}

// callAll uses what is listed until nothing new appears, and then what the table knows beside it, which must be missing.
func (v *visit) callAll(ctx context.Context) error {
	for {
		steps, err := v.list(ctx)
		if err != nil {
			return err
		}
		before := len(v.report.Outcomes)
		for _, s := range steps {
			if v.report.Outcomes[s.key] == nil {
				v.report.Listed = append(v.report.Listed, s.key)
				v.use(s)
			}
		}
		if len(v.report.Outcomes) == before {
			break
		}
	}
	for key := range v.target.Table.Uses {
		if s, ok := v.hidden(ctx, key); ok && v.report.Outcomes[key] == nil {
			v.use(s)
		}
	}
	return nil
}

// use runs one step and waits for the notifications that should come with it.
func (v *visit) use(s step) {
	want := v.target.Table.Uses[s.key]
	o := &outcome{}
	v.mu.Lock()
	v.running, v.token = o, s.key
	v.mu.Unlock()
	result, err := s.call(want)
	for range 40 { // notifications are handled beside the answer
		v.mu.Lock()
		complete := len(o.Progress) >= len(want.Progress) && (!v.legacy() || len(o.Log) >= len(want.Log))
		v.mu.Unlock()
		if complete || err != nil {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.running = &outcome{}
	if o.Result = result; err != nil {
		o.Result, o.Error = nil, &failure{Message: err.Error()}
		var own *jsonrpc.Error
		if errors.As(err, &own) {
			o.Error.Code = own.Code
		}
	}
	v.report.Outcomes[s.key] = o
}

// awaitNews waits for what listeners are told.
func (v *visit) awaitNews() {
	for range 100 {
		v.mu.Lock()
		complete := len(v.updated) >= len(v.target.Table.Updated) && len(v.changed) >= len(v.target.Table.Changed)
		v.mu.Unlock()
		if complete {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	for kind := range v.changed {
		v.report.Changed = append(v.report.Changed, kind)
	}
	for uri := range v.updated {
		v.report.Updated = append(v.report.Updated, uri)
	}
}
