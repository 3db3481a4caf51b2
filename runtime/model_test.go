package mcpruntime_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/codec"
	"github.com/mcpgen/mcpgen/runtime/principal"
)

// The model below says what should happen in the words of docs/authorization.md, without any of the guard's code: sets
// of strings and a list of rules, written to be read and not to be fast.

// term is one requirement, for the model (kind and words) and for the server (check).
type term struct {
	kind  string // all, any, tag, pass, opaque, deny, error, panic, anon
	words []string
	// caller says whether the term looks at the caller only: that decides where the server layer evaluates it.
	caller bool
	check  check.Check
}

func all(words ...string) term { return term{"all", words, true, check.Scopes(words...)} }
func one(words ...string) term { return term{"any", words, true, check.AnyScope(words...)} }
func tag(words ...string) term { return term{"tag", words, false, check.RestrictTag("t", words...)} }

var (
	anybody = term{"pass", nil, true, check.Unrestricted()}
	signed  = term{"pass", nil, true, check.Authenticated()}
	opaque  = term{"opaque", nil, false, check.Bool("opaque", func(*check.Request) bool { return false })}
	passing = term{"pass", nil, false, check.Bool("passing", func(*check.Request) bool { return true })}
	failing = term{"opaque", nil, false, check.Named("failing", func(context.Context, *check.Request) error { return errors.New("detail") })}
	panics  = term{"opaque", nil, false, check.Bool("panics", func(*check.Request) bool { panic("detail") })}
	denies  = term{"deny", []string{"ask me first"}, false, check.Named("denies", func(context.Context, *check.Request) error {
		return check.Deny("ask me first")
	})}
	banned = term{"opaque", nil, true, check.Caller("banned", func(context.Context, *principal.Principal) (bool, error) { return false, nil })}
	told   = term{"deny", []string{"account closed"}, true, check.Caller("told", func(context.Context, *principal.Principal) (bool, error) {
		return false, check.Deny("account closed")
	})}
)

// want is an outcome on the wire.
type want struct {
	outcome string // allow, missing, challenge, denied
	scopes  []string
	text    string
	listed  bool
}

// lacks returns the scopes that a term of scopes is short of.
func (r term) lacks(held []string, tagged bool) []string {
	var missing []string
	for _, w := range r.words {
		if !slices.Contains(held, w) {
			missing = append(missing, w)
		}
	}
	switch {
	case r.kind == "tag" && !tagged, r.kind == "pass":
		return nil
	case r.kind == "any" && len(missing) < len(r.words):
		return nil
	case r.kind == "any":
		return missing[:1]
	case r.kind == "all", r.kind == "tag":
		return missing
	}
	return nil
}

// verdict is what a list of terms says: the first refusal that scopes cannot cure, and all scopes that are missing.
func verdict(terms []term, held []string, tagged bool) (refusal *term, missing []string) {
	for i, r := range terms {
		if r.kind == "opaque" || r.kind == "deny" {
			return &terms[i], nil
		}
		missing = append(missing, r.lacks(held, tagged)...)
	}
	return nil, missing
}

// model is the order of one decision, as package guard's documentation tells it.
func model(held []string, layer, own []term, challenge, exists, tagged bool) want {
	var callerPart, componentPart []term
	for _, r := range layer {
		if r.caller {
			callerPart = append(callerPart, r)
		} else {
			componentPart = append(componentPart, r)
		}
	}
	refused := func(r *term) want { return want{outcome: "denied", text: strings.Join(r.words, "")} }
	// Step 2.
	refusal, missing := verdict(callerPart, held, false)
	if refusal != nil {
		return refused(refusal)
	}
	hidden := want{outcome: "missing"}
	if len(missing) > 0 {
		hidden = want{outcome: "challenge", scopes: missing}
	}
	// Step 3.
	if !exists {
		return hidden
	}
	// Step 4.
	refusal, short := verdict(own, held, tagged)
	if refusal != nil && challenge && refusal.kind == "deny" {
		return refused(refusal)
	}
	if refusal != nil || len(short) > 0 && !challenge {
		return hidden
	}
	missing = append(missing, short...)
	// Step 5.
	refusal, short = verdict(componentPart, held, tagged)
	if refusal != nil {
		return refused(refusal)
	}
	missing = append(missing, short...)
	if len(missing) > 0 {
		return want{outcome: "challenge", scopes: missing, listed: challenge}
	}
	return want{outcome: "allow", listed: true}
}

// policies are the own policies of the table.
var policies = []struct {
	name      string
	terms     []term
	challenge bool
	tagged    bool
}{
	{"open", []term{anybody}, false, false},
	{"opentagged", []term{anybody}, false, true},
	{"signed", []term{signed, passing}, true, false},
	{"hide", []term{all("a", "b")}, false, false},
	{"ask", []term{all("a", "b"), one("c", "d")}, true, false},
	{"asktagged", []term{all("a")}, true, true},
	{"opaque", []term{all("a"), opaque}, true, false},
	{"failing", []term{failing, all("a")}, true, false},
	{"panics", []term{panics}, true, true},
	{"denies", []term{all("a"), denies}, true, false},
	{"denieshidden", []term{denies}, false, false},
	{"taggedhidden", []term{all("z")}, false, true},
}

// layers are the server layers of the table.
var layers = map[string][]term{
	"none":    nil,
	"scope":   {all("api")},
	"tag":     {tag("admin")},
	"both":    {all("api"), one("x", "y"), tag("admin", "super")},
	"opaque":  {all("api"), opaque},
	"denies":  {denies, tag("admin")},
	"banned":  {banned, all("api")},
	"told":    {told},
	"passing": {passing, tag("admin")},
}

var callers = [][]string{{}, {"a"}, {"a", "b", "d"}, {"api", "x"}, {"a", "b", "c", "api", "y", "admin", "super"}, {"admin", "b"}}

// path is one way to name a component.
type path struct {
	name, method string
	params       func(component string) (target, params string)
	eras         []era
	list, member string // where it would be listed
	listed       func(component string) string
}

func quoted(s string) string { b, _ := json.Marshal(s); return string(b) }

var paths = []path{
	{"call", "tools/call", func(c string) (string, string) { return c, `"name":` + quoted(c) + `,"arguments":{"text":"x"}` },
		eras, "tools/list", "tools", func(c string) string { return `"name":` + quoted(c) }},
	{"get", "prompts/get", func(c string) (string, string) { return c, `"name":` + quoted(c) + `,"arguments":{"who":"x"}` },
		eras, "prompts/list", "prompts", func(c string) string { return `"name":` + quoted(c) }},
	{"read", "resources/read", func(c string) (string, string) { return "data://" + c, `"uri":"data://` + c + `"` },
		eras, "resources/list", "resources", func(c string) string { return `"uri":"data://` + c + `"` }},
	{"readtemplate", "resources/read", func(c string) (string, string) { return "item://" + c + "/7", `"uri":"item://` + c + `/7"` },
		eras, "resources/templates/list", "resourceTemplates", func(c string) string { return `"uriTemplate":"item://` + c + `/{id}"` }},
	{"complete", "completion/complete", func(c string) (string, string) {
		return "", `"ref":{"type":"ref/prompt","name":` + quoted(c) + `},"argument":{"name":"who","value":"x"}`
	}, eras, "", "", nil},
	{"completetemplate", "completion/complete", func(c string) (string, string) {
		return "", `"ref":{"type":"ref/resource","uri":"item://` + c + `/{id}"},"argument":{"name":"id","value":"x"}`
	}, eras, "", "", nil},
	{"subscribe", "resources/subscribe", func(c string) (string, string) { return "", `"uri":"data://` + c + `"` },
		[]era{legacy}, "", "", nil},
	{"subscribetemplate", "resources/subscribe", func(c string) (string, string) { return "", `"uri":"item://` + c + `/7"` },
		[]era{legacy}, "", "", nil},
	{"unsubscribe", "resources/unsubscribe", func(c string) (string, string) { return "", `"uri":"data://` + c + `"` },
		[]era{legacy}, "", "", nil},
}

// everyKind registers the policy on a tool, a prompt, a resource and a template.
func everyKind(name string, policy mcpruntime.Policy, tags ...string) []mcpruntime.Component {
	type none struct{}
	suggest := func(context.Context, string) ([]string, error) { return []string{"secret-value"}, nil }
	read := func(context.Context, *none) (string, error) { return "content", nil }
	return []mcpruntime.Component{
		tool(name, policy, tags...),
		mcpruntime.Prompt(mcpruntime.PromptSpec{
			Name: name, Tags: tags, Arguments: []mcpruntime.PromptArgument{{Name: "who", Required: true}},
			Completions: map[string]mcpruntime.Completion{"who": suggest},
		}, policy, decodeNone[none]("who"), read, mcpruntime.PromptText()),
		mcpruntime.Resource(mcpruntime.ResourceSpec{URI: "data://" + name, Name: name, Tags: tags}, policy, decodeNone[none](), read,
			mcpruntime.ResourceText()),
		mcpruntime.Resource(mcpruntime.ResourceSpec{
			URI: "item://" + name + "/{id}", Name: name, Tags: tags, Completions: map[string]mcpruntime.Completion{"id": suggest},
		}, policy, decodeNone[none]("id"), read, mcpruntime.ResourceText()),
	}
}

// decodeNone reads the required strings of the names, and keeps none.
func decodeNone[T any](names ...string) func(*codec.Decoder, *T) {
	members := codec.Required(names...)
	return func(d *codec.Decoder, _ *T) {
		for o := d.Object(&members); o.Next(); {
			var text string
			codec.ReadString(d, &text)
		}
	}
}

func checksOf(terms []term) []check.Check {
	var list []check.Check
	for _, r := range terms {
		list = append(list, r.check)
	}
	return list
}

// TestModel holds the server against the model: caller × component × layer × era × path, and every list.
func TestModel(t *testing.T) {
	rows := 0
	for layerName, layer := range layers {
		var components []mcpruntime.Component
		for _, p := range policies {
			policy := mcpruntime.HideUnless(checksOf(p.terms)...)
			if p.challenge {
				policy = mcpruntime.ChallengeUnless(checksOf(p.terms)...)
			}
			var tags []string
			if p.tagged {
				tags = []string{"t"}
			}
			components = append(components, everyKind(p.name, policy, tags...)...)
		}
		s := serve(t, func(c *mcpruntime.Config) { c.Checks = checksOf(layer) }, components...)
		for _, held := range callers {
			token := "scopes:" + strings.Join(held, "+")
			lists := map[string]string{}
			for i, p := range append(slices.Clone(policies), policies[0]) {
				exists := i < len(policies) // the last row is a name that does not exist
				name := p.name
				if !exists {
					name = "absent"
				}
				expected := model(held, layer, p.terms, p.challenge, exists, p.tagged)
				for _, path := range paths {
					for _, e := range path.eras {
						rows++
						label := fmt.Sprintf("%s/%v/%s/%s/%s", layerName, held, name, path.name, e)
						target, params := path.params(name)
						header, body := s.request(e, token, path.method, target, params)
						compare(t, label, s.do("POST", token, header, body), expected, held)
						if path.list == "" {
							continue
						}
						key := path.list + string(e)
						if lists[key] == "" {
							header, body := s.request(e, token, path.list, "", "")
							lists[key] = s.do("POST", token, header, body).body
						}
						if got := strings.Contains(lists[key], path.listed(name)); got != expected.listed {
							t.Errorf("%s: listed %v, want %v\n%s", label, got, expected.listed, lists[key])
						}
					}
				}
			}
		}
	}
	t.Logf("%d rows", rows)
	if rows < 400 {
		t.Errorf("only %d rows", rows)
	}
}

func compare(t *testing.T, label string, a answer, w want, held []string) {
	t.Helper()
	compareBody(t, label, a, w)
	_, list, _ := strings.Cut(a.header.Get("Www-Authenticate"), `scope="`)
	list, _, _ = strings.Cut(list, `"`)
	named := slices.Sorted(slices.Values(strings.Fields(list)))
	var wanted []string
	if w.outcome == "challenge" {
		wanted = slices.Compact(slices.Sorted(slices.Values(append(slices.Clone(held), w.scopes...))))
	}
	if !slices.Equal(named, wanted) {
		t.Errorf("%s: challenge names %v, want %v", label, named, wanted)
	}
}

// compareBody compares what every transport carries.
func compareBody(t *testing.T, label string, a answer, w want) {
	t.Helper()
	got := outcomeOf(a)
	if a.status == 200 && !strings.Contains(a.body, `"error"`) {
		got = "allow"
	}
	if got != w.outcome {
		t.Errorf("%s: outcome %s, want %s\n%s", label, got, w.outcome, a)
		return
	}
	var body struct {
		Error struct {
			Data struct {
				Description string   `json:"error_description"`
				Missing     []string `json:"missing_scopes"`
			}
		}
	}
	_ = json.Unmarshal([]byte(a.body), &body)
	if w.text != "" && body.Error.Data.Description != w.text {
		t.Errorf("%s: text %q, want %q", label, body.Error.Data.Description, w.text)
	}
	missing, wanted := slices.Sorted(slices.Values(body.Error.Data.Missing)), slices.Compact(slices.Sorted(slices.Values(w.scopes)))
	if !slices.Equal(missing, wanted) {
		t.Errorf("%s: missing scopes %v, want %v", label, missing, wanted)
	}
	if strings.Contains(a.body, "detail") {
		t.Errorf("%s: the text of a failed check reached the caller: %s", label, a)
	}
}
