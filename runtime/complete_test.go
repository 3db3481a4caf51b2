package mcpruntime_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/codec"
)

// item is the arguments of a prompt or template that belongs to somebody.
type item struct{ Owner, Title string }

func decodeItem(required ...string) func(*codec.Decoder, *item) {
	members := codec.Optional("owner", "title")
	if len(required) > 0 {
		members = codec.Required(required...)
	}
	return func(d *codec.Decoder, in *item) {
		for o := d.Object(&members); o.Next(); {
			switch o.Name() {
			case "owner":
				codec.ReadString(d, &in.Owner)
			case "title":
				codec.ReadStringWith(d, &in.Title, codec.MaxLength(20))
			}
		}
	}
}

// owned are a prompt and a template whose owner must be the caller, and which suggest everybody's.
func owned() []mcpruntime.Component {
	owns := check.Arg("owns($owner)", func(_ context.Context, r *check.Request, in *item) error {
		switch {
		case in.Owner == "panic":
			panic("secret detail")
		case r.Principal == nil || in.Owner != r.Principal.Subject:
			return check.ErrRefused
		case in.Title == "locked":
			return check.Deny("it is locked")
		}
		return nil
	})
	read := func(context.Context, *item) (string, error) { return "content", nil }
	suggest := func(_ context.Context, text string) ([]string, error) {
		if text == "fail" {
			return nil, errors.New("bob has 7 items")
		}
		return []string{"alice", "bob", "panic"}, nil
	}
	titles := func(context.Context, string) ([]string, error) {
		return []string{"open", "locked", strings.Repeat("long", 10)}, nil
	}
	var many []string
	for i := range 1500 {
		many = append(many, fmt.Sprint(i))
	}
	policy := mcpruntime.ChallengeUnless(check.Scopes("read"), owns)
	arguments := func(titleRequired bool) []mcpruntime.PromptArgument {
		return []mcpruntime.PromptArgument{{Name: "owner", Required: true}, {Name: "title", Required: titleRequired}}
	}
	completions := map[string]mcpruntime.Completion{"owner": suggest, "title": titles}
	return []mcpruntime.Component{
		mcpruntime.Prompt(mcpruntime.PromptSpec{Name: "review", Arguments: arguments(false), Completions: completions}, policy,
			decodeItem(), read, mcpruntime.PromptText()),
		mcpruntime.Prompt(mcpruntime.PromptSpec{Name: "strict", Arguments: arguments(true), Completions: completions}, policy,
			decodeItem("owner", "title"), read, mcpruntime.PromptText()),
		mcpruntime.Prompt(mcpruntime.PromptSpec{Name: "free", Arguments: arguments(false), Completions: map[string]mcpruntime.Completion{
			"owner": suggest, "title": func(context.Context, string) ([]string, error) { return many, nil },
		}}, mcpruntime.HideUnless(check.Scopes("read")), decodeItem(), read, mcpruntime.PromptText()),
		mcpruntime.Resource(mcpruntime.ResourceSpec{
			URI: "items://{owner}", Name: "items", Completions: map[string]mcpruntime.Completion{"owner": suggest},
		}, policy, decodeItem("owner"), read, mcpruntime.ResourceText()),
	}
}

// TestCompletionSuggestsWhatCouldBeUsed: where checks look at arguments, a value is suggested only with which the caller
// could use the component, together with the other arguments that the client sent.
func TestCompletionSuggestsWhatCouldBeUsed(t *testing.T) {
	s := serve(t, nil, owned()...)
	prompt := func(name string) string { return `{"type":"ref/prompt","name":"` + name + `"}` }
	const template = `{"type":"ref/resource","uri":"items://{owner}"}`
	for _, row := range []struct {
		name, token, ref, argument, value, context, want string
	}{
		{"a prompt", "scopes:read;alice", prompt("review"), "owner", "", "", `"values":["alice"],"total":1`},
		{"another caller", "scopes:read;bob", prompt("review"), "owner", "", "", `"values":["bob"],"total":1`},
		{"a template", "scopes:read;alice", template, "owner", "", "", `"values":["alice"],"total":1`},
		{"nobody's", "scopes:read;carol", template, "owner", "", "", `"values":[],"total":0`},
		{"the owner is not known", "scopes:read;alice", prompt("review"), "title", "", "", `"values":[],"total":0`},
		{"the owner is", "scopes:read;alice", prompt("review"), "title", "", `{"arguments":{"owner":"alice"}}`, `"values":["open"],"total":1`},
		{"the owner is another", "scopes:read;alice", prompt("review"), "title", "", `{"arguments":{"owner":"bob"}}`, `"values":[],"total":0`},
		{"what is completed is not taken from there", "scopes:read;alice", prompt("review"), "owner", "",
			`{"arguments":{"owner":"bob"}}`, `"values":["alice"],"total":1`},
		{"something required is missing", "scopes:read;alice", prompt("strict"), "owner", "", "", `"values":[],"total":0`},
		{"it is not", "scopes:read;alice", prompt("strict"), "owner", "", `{"arguments":{"title":"x"}}`, `"values":["alice"],"total":1`},
		{"no checks on arguments", "scopes:read;alice", prompt("free"), "owner", "", "", `"values":["alice","bob","panic"],"total":3`},
		{"very many", "scopes:read;alice", prompt("free"), "title", "", "", `"total":1500,"hasMore":true`},
		{"the completion fails", "scopes:read;alice", template, "owner", "fail", "", `internal error`},
		{"it fails where all is open", "scopes:read;alice", prompt("free"), "owner", "fail", "", `bob has 7 items`},
		{"scopes are missing", "scopes:;alice", template, "owner", "", "", `insufficient_scope`},
		{"context is no object", "scopes:read;alice", prompt("review"), "owner", "", `[]`, `-32602`},
		{"arguments are no object", "scopes:read;alice", prompt("review"), "owner", "", `{"arguments":"x"}`, `-32602`},
		{"an argument is no string", "scopes:read;alice", prompt("review"), "owner", "", `{"arguments":{"title":{}}}`, `-32602`},
		{"an argument twice", "scopes:read;alice", prompt("review"), "owner", "", `{"arguments":{"title":"a","title":"b"}}`, `-32600`},
		{"arguments in another case", "scopes:read;alice", prompt("review"), "owner", "", `{"Arguments":{"title":"a"}}`, `-32600`},
	} {
		for _, e := range eras {
			params := `"ref":` + row.ref + `,"argument":{"name":"` + row.argument + `","value":"` + row.value + `"}`
			if row.context != "" {
				params += `,"context":` + row.context
			}
			header, body := s.request(e, row.token, "completion/complete", "", params)
			a := s.do("POST", row.token, header, body)
			if !strings.Contains(a.body, row.want) || strings.Contains(a.body, "detail") {
				t.Errorf("%s, %s: %s, want %s", row.name, e, a.body, row.want)
			}
		}
	}
}

// TestSubscriptionsObeyArgumentChecks: who may not read a URI may not subscribe to it, and hears nothing of it.
func TestSubscriptionsObeyArgumentChecks(t *testing.T) {
	s := serve(t, nil, owned()...)
	for _, row := range []struct{ token, uri, want string }{
		{"scopes:read;alice", "items://alice", "{}"},
		{"scopes:read;alice", "items://bob", "denied"},
		{"scopes:read;alice", "items://panic", "denied"},
		{"scopes:;alice", "items://alice", "challenge"},
	} {
		for _, method := range []string{"resources/subscribe", "resources/unsubscribe", "resources/subscribe"} {
			header, body := s.request(legacy, row.token, method, "", `"uri":"`+row.uri+`"`)
			a := s.do("POST", row.token, header, body)
			if got := outcomeOf(a); got != row.want && (row.want != "{}" || !strings.Contains(a.body, `"result":{}`)) {
				t.Errorf("%s %s: %s", method, row.uri, a)
			}
		}
	}
	for _, e := range eras {
		events := s.streamOf(e, "scopes:read;alice", `"notifications":{"resourceSubscriptions":["items://alice","items://bob"]}`)
		s.ResourceUpdated("items://bob")
		s.ResourceUpdated("items://alice")
		select {
		case got := <-events:
			if !strings.Contains(got, `"items://alice"`) {
				t.Errorf("%s: %s", e, got)
			}
		case <-time.After(5 * time.Second):
			t.Errorf("%s: nothing is heard", e)
		}
		if len(events) > 0 {
			t.Errorf("%s: then %s", e, <-events)
		}
	}
}

// TestCompletionReadsNoMoreThanItMust: however long the arguments that a client sends along, they are not read again for
// each of a thousand values without end.
func TestCompletionReadsNoMoreThanItMust(t *testing.T) {
	var values []string
	for i := range 1000 {
		values = append(values, fmt.Sprint(i))
	}
	var asked int
	anybody := check.Arg("any($owner)", func(context.Context, *check.Request, *item) error { asked++; return nil })
	s := serve(t, nil, mcpruntime.Prompt(mcpruntime.PromptSpec{
		Name: "review", Arguments: []mcpruntime.PromptArgument{{Name: "owner"}, {Name: "title"}},
		Completions: map[string]mcpruntime.Completion{"owner": func(context.Context, string) ([]string, error) { return values, nil }},
	}, mcpruntime.HideUnless(anybody), func(d *codec.Decoder, in *item) {
		members := codec.Optional("owner", "title")
		for o := d.Object(&members); o.Next(); {
			codec.ReadString(d, &in.Owner)
		}
	}, func(context.Context, *item) (string, error) { return "", nil }, mcpruntime.PromptText()))
	for size, most := range map[int]int{10: 1000, 3 << 20: 5} {
		asked = 0
		header, body := s.request(modern, "scopes:", "completion/complete", "", `"ref":{"type":"ref/prompt","name":"review"},`+
			`"argument":{"name":"owner","value":""},"context":{"arguments":{"title":"`+strings.Repeat("x", size)+`"}}`)
		if a := s.do("POST", "scopes:", header, body); a.status != 200 || asked != most {
			t.Errorf("with %d bytes of other arguments %d values were tried, want %d: %.300s", size, asked, most, a)
		}
	}
}
