package mcpruntime_test

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/audit"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/codec"
)

// moodySink writes, fails, panics, or waits until it is let go.
type moodySink struct {
	mood    atomic.Value // string
	events  atomic.Int32
	release chan struct{}
}

func (s *moodySink) Record(context.Context, audit.Event) error {
	switch s.mood.Load() {
	case "fails":
		return errors.New("disk full")
	case "panics":
		panic("disk full")
	case "waits":
		<-s.release
	}
	s.events.Add(1)
	return nil
}

// TestAuditOnEveryPath: where an event is due and cannot be written, the answer is 503 whatever the decision was, and no function
// runs; while it is being written, none runs either.
func TestAuditOnEveryPath(t *testing.T) {
	var ran atomic.Int32
	type none = struct{}
	run := func(context.Context, *none) (string, error) { ran.Add(1); return "content", nil }
	suggest := func(context.Context, string) ([]string, error) { ran.Add(1); return []string{"x"}, nil }
	var components []mcpruntime.Component
	for name, policy := range map[string]mcpruntime.Policy{
		"allow": open, "hidden": mcpruntime.HideUnless(check.Scopes("never")), "ask": mcpruntime.ChallengeUnless(check.Scopes("more")),
		"told": mcpruntime.ChallengeUnless(check.Func(func(context.Context, *check.Request) error { return check.Deny("no") })),
	} {
		components = append(components,
			mcpruntime.Tool(mcpruntime.ToolSpec{Name: name, InputSchema: textSchema}, policy, codec.ReadNothing, run, mcpruntime.Text()),
			mcpruntime.Prompt(mcpruntime.PromptSpec{
				Name: name, Arguments: []mcpruntime.PromptArgument{{Name: "who"}}, Completions: map[string]mcpruntime.Completion{"who": suggest},
			}, policy, codec.ReadNothing, run, mcpruntime.PromptText()),
			mcpruntime.Resource(mcpruntime.ResourceSpec{URI: "data://" + name, Name: name}, policy, codec.ReadNothing, run, mcpruntime.ResourceText()))
	}
	sink := &moodySink{release: make(chan struct{})}
	s := serve(t, func(c *mcpruntime.Config) { c.Audit = leakcheck.Sink(sink) }, components...)
	type request struct{ method, target, params string }
	requests := []request{
		{"tools/list", "", ""}, {"prompts/list", "", ""}, {"resources/list", "", ""}, {"resources/templates/list", "", ""},
	}
	for _, name := range []string{"allow", "hidden", "ask", "told", "absent"} {
		requests = append(requests,
			request{"tools/call", name, `"name":"` + name + `"`},
			request{"tools/call", name, `"name":"` + name + `","arguments":{"wrong":1}`},
			request{"prompts/get", name, `"name":"` + name + `"`},
			request{"resources/read", "data://" + name, `"uri":"data://` + name + `"`},
			request{"completion/complete", "", `"ref":{"type":"ref/prompt","name":"` + name + `"},"argument":{"name":"who","value":""}`})
	}
	only := map[era][]request{
		legacy: {{"resources/subscribe", "", `"uri":"data://allow"`}, {"resources/subscribe", "", `"uri":"data://hidden"`},
			{"resources/unsubscribe", "", `"uri":"data://allow"`}},
		modern: {{"subscriptions/listen", "", `"notifications":{"toolsListChanged":true}`}},
	}
	for _, e := range eras {
		for _, r := range append(requests, only[e]...) {
			for _, token := range []string{"scopes:", "revoked", "noagent", "down", ""} {
				header, body := s.request(e, "scopes:", r.method, r.target, r.params)
				for _, mood := range []string{"fails", "panics"} {
					sink.mood.Store(mood)
					if a := s.do("POST", token, header, body); a.status != 503 || !strings.Contains(a.body, "temporarily_unavailable") || a.header.Get("Retry-After") == "" ||
						strings.Contains(a.String(), "disk") || a.header.Get("Www-Authenticate") != "" {
						t.Errorf("%s %s %s, token %q, sink %s: %s", e, r.method, r.params, token, mood, a)
					}
				}
			}
		}
	}
	if ran.Load() > 0 || sink.events.Load() > 0 {
		t.Errorf("%d functions ran, %d events were written", ran.Load(), sink.events.Load())
	}

	sink.mood.Store("waits")
	answers := make(chan answer, 8)
	for _, r := range []request{requests[4], {"completion/complete", "", `"ref":{"type":"ref/prompt","name":"allow"},"argument":{"name":"who","value":""}`}} {
		for _, e := range eras {
			header, body := s.request(e, "scopes:", r.method, r.target, r.params)
			go func() { answers <- s.do("POST", "scopes:", header, body) }()
		}
	}
	time.Sleep(200 * time.Millisecond)
	if ran.Load() > 0 || len(answers) > 0 {
		t.Errorf("%d functions ran and %d answers came before their event was written", ran.Load(), len(answers))
	}
	close(sink.release)
	for range 4 {
		if a := <-answers; a.status != 200 {
			t.Errorf("after the event: %s", a)
		}
	}
	if ran.Load() != 4 || sink.events.Load() != 4 {
		t.Errorf("%d functions ran, %d events were written, want 4", ran.Load(), sink.events.Load())
	}
}
