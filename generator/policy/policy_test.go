package policy

import (
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// req makes a requirement: a kind and its words.
func req(kind string, words ...string) Requirement {
	return Requirement{Kind: kind, Text: kind + "(" + strings.Join(words, ", ") + ")", Words: words, Phase: "list"}
}

func (r Requirement) also(scope string, by ...string) Requirement {
	r.SatisfiedBy = map[string][]string{scope: by}
	return r
}

func anyOf(list ...Requirement) Requirement { return Requirement{Kind: "any", Text: "any", Any: list} }

func tagged(r Requirement) Requirement {
	r.Source, r.Tag = "restrict", "t"
	return r
}

func custom(text string) Requirement {
	return Requirement{Kind: "check", Text: text, Check: &Check{Name: "premium"}, Phase: "list"}
}

func called(text, phase string, args ...string) Requirement {
	return Requirement{Kind: "check", Text: text, Check: &Check{Name: "premium", Args: args}, Phase: phase}
}

func claim(value string) Requirement {
	return Requirement{Kind: "claim", Words: []string{"org", "plan"}, Value: value, Text: "claim"}
}

// TestImplies: a requirement counts as kept only if a new one is surely as strong.
func TestImplies(t *testing.T) {
	tests := []struct {
		name string
		a, b Requirement
		want bool
	}{
		{"same scope", req("scopes", "a"), req("scopes", "a"), true},
		{"more scopes", req("scopes", "a", "b"), req("scopes", "a"), true},
		{"fewer scopes", req("scopes", "a"), req("scopes", "a", "b"), false},
		{"all implies one of", req("scopes", "a"), req("anyscope", "a", "b"), true},
		{"one of does not imply all", req("anyscope", "a", "b"), req("scopes", "a"), false},
		{"fewer alternatives", req("anyscope", "a"), req("anyscope", "a", "b"), true},
		{"more alternatives", req("anyscope", "a", "b", "c"), req("anyscope", "a", "b"), false},
		{"stronger scope that implied the old one", req("scopes", "w"), req("scopes", "r").also("r", "w"), true},
		{"a scope that no longer implies", req("scopes", "r"), req("scopes", "r").also("r", "w"), true},
		{"a scope that newly implies", req("scopes", "r").also("r", "w"), req("scopes", "r"), false},
		{"anything implies unrestricted", custom("premium"), req("unrestricted"), true},
		{"unrestricted implies nothing", req("unrestricted"), req("authenticated"), false},
		{"scopes imply a token", req("scopes", "a"), req("authenticated"), true},
		{"custom checks may pass without a token", custom("premium"), req("authenticated"), false},
		{"other arguments of a check", custom("level(4)"), custom("level(5)"), false},
		{"fewer hops", req("maxhops", "1"), req("maxhops", "2"), true},
		{"more hops", req("maxhops", "3"), req("maxhops", "2"), false},
		{"any with a weaker alternative", anyOf(req("scopes", "a"), req("agent")), req("scopes", "a"), false},
		{"any of stronger ones", anyOf(req("scopes", "a", "b"), req("scopes", "a")), req("scopes", "a"), true},
		{"one alternative is enough", req("agent"), anyOf(req("scopes", "a"), req("agent")), true},
		{"other value of a claim", claim(`"free"`), claim(`"paid"`), false},
		{"the same check by another import name", called("policy.Premium(5)", "list", "5"), called("pol.Premium(5)", "list", "5"), true},
		{"a constant that has come to another value", called("level(min)", "list", "1"), called("level(min)", "list", "5"), false},
		{"a constant with another name", called("level(least)", "list", "5"), called("level(min)", "list", "5"), true},
		{"a document without values", called("level(min)", "list"), called("level(min)", "list", "5"), true},
		{"a check that now waits for the call", called("level(5)", "call", "5"), called("level(5)", "list", "5"), false},
		{"a check that no longer waits", called("level(5)", "list", "5"), called("level(5)", "call", "5"), true},
		{"an unknown term of a newer version", req("biometric"), req("scopes", "a"), false},
		{"empty any", anyOf(), req("scopes", "a"), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := implies(tt.a, tt.b); got != tt.want {
				t.Errorf("implies(%s, %s) = %v", tt.a.Text, tt.b.Text, got)
			}
		})
	}
}

func component(name, deny string, requires ...Requirement) Component {
	return Component{Kind: "tool", Name: name, Deny: deny, Requires: requires}
}

func document(list ...Component) Document {
	return Document{Version: Version, Packages: []Package{{Path: "p", Components: list}}}
}

func TestCompare(t *testing.T) {
	base := component("a", "hide", req("scopes", "a"))
	tagged := base
	tagged.Tags = []string{"admin"}
	with := func(change func(*Component)) Document {
		c := component("a", "hide", req("scopes", "a"))
		change(&c)
		return document(c)
	}
	runs := func(f string) Document { return with(func(c *Component) { c.Func = f }) }
	coded := func(code string) Document {
		r := custom("premium")
		r.Check.Code = code
		return document(component("a", "hide", anyOf(r)), component("b", "hide", r))
	}
	meta := func(m map[string]json.RawMessage) Document { return with(func(c *Component) { c.Meta = m }) }
	tier := func(value string) Document { return meta(map[string]json.RawMessage{"tier": json.RawMessage(value)}) }
	implied := component("a", "hide", req("scopes", "a").also("a", "w"))
	tests := []struct {
		name     string
		old, new Document
		widens   bool
		changes  int
	}{
		{"same", document(base), document(base), false, 0},
		{"component added", document(base), document(base, component("b", "hide", req("scopes", "a"))), true, 1},
		{"component removed", document(base), document(), false, 1},
		{"requirement dropped", document(component("a", "hide", req("scopes", "a"), req("agent"))), document(base), true, 1},
		{"requirement added", document(base), document(component("a", "hide", req("scopes", "a"), req("agent"))), false, 1},
		{"requirement replaced", document(base), document(component("a", "hide", req("scopes", "b"))), true, 2},
		{"hide to challenge", document(base), document(component("a", "challenge", req("scopes", "a"))), true, 1},
		{"challenge to hide", document(component("a", "challenge", req("scopes", "a"))), document(base), false, 1},
		{"tag lost", document(tagged), document(base), true, 1},
		{"tag won", document(base), document(tagged), false, 1},
		{"a scope that implies the needed one", document(base), document(implied), true, 1},
		{"implication gone", document(implied), document(base), false, 1},
		{"alternative added to any", document(component("a", "hide", anyOf(req("scopes", "a")))),
			document(component("a", "hide", anyOf(req("scopes", "a"), req("agent")))), true, 1},
		{"alternative taken from any", document(component("a", "hide", anyOf(req("scopes", "a"), req("agent")))),
			document(component("a", "hide", anyOf(req("scopes", "a")))), false, 1},
		{"one list of scopes in two terms", document(component("a", "hide", req("scopes", "a", "b"))),
			document(component("a", "hide", req("scopes", "b"), req("scopes", "a"))), false, 0},
		{"two terms in one list, and one more", document(component("a", "hide", req("roles", "a"), req("roles", "b"))),
			document(component("a", "hide", req("roles", "a", "b", "c"))), false, 1},
		{"other code behind the name", runs("List"), runs("Purge"), true, 1},
		{"method of another type", runs("(*Service).List"), runs("(*Admin).List"), true, 1},
		{"method of a pointer now", runs("Service.List"), runs("(*Service).List"), false, 0},
		{"check with other code", coded("x"), coded("y"), true, 1},
		{"check with the same code", coded("x"), coded("x"), false, 0},
		{"check of a document without code", coded(""), coded("y"), false, 0},
		{"meta lost", tier("5"), meta(nil), true, 1},
		{"meta changed", tier("5"), tier("1"), true, 1},
		{"meta won", meta(nil), tier("5"), false, 1},
		{"meta with other blanks", tier("[1, 2]"), tier("[1,2]"), false, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Compare(tt.old, tt.new)
			if Widened(got) != tt.widens || len(got) != tt.changes {
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestAsk(t *testing.T) {
	owns := Requirement{Kind: "check", Text: "owns($id)", Check: &Check{Name: "owns"}, Phase: "call"}
	read := req("scopes", "r").also("r", "w")
	tests := []struct {
		name        string
		caller      Caller
		component   Component
		sees, calls string
		missing     []string
	}{
		{"scope there", Caller{Scopes: []string{"r"}}, component("a", "hide", read), "yes", "yes", nil},
		{"scope implied", Caller{Scopes: []string{"w"}}, component("a", "hide", read), "yes", "yes", nil},
		{"scope lacking", Caller{}, component("a", "hide", read), "no", "no", nil},
		{"challenge", Caller{}, component("a", "challenge", read, req("scopes", "x")), "yes", "challenge", []string{"r", "x"}},
		{"no challenge without a token", Caller{NoToken: true}, component("a", "challenge", read), "no", "no", nil},
		{"no challenge when more than scopes is lacking", Caller{}, component("a", "challenge", read, req("agent")), "no", "no", nil},
		{"challenge only if the check passes", Caller{}, component("a", "challenge", read, custom("premium")), "depends", "challenge", []string{"r"}},
		{"argument checks count as passed in lists", Caller{}, component("a", "hide", owns), "yes", "depends", nil},
		{"argument checks do not hide a challenge", Caller{}, component("a", "challenge", read, owns), "yes", "challenge", []string{"r"}},
		{"any, best alternative", Caller{Agent: true}, component("a", "hide", anyOf(read, req("agent"))), "yes", "yes", nil},
		{"any, first alternative is named", Caller{}, component("a", "challenge", anyOf(read, req("scopes", "x"))), "yes", "challenge", []string{"r"}},
		{"claim", Caller{Claims: map[string]any{"org": map[string]any{"plan": "paid"}}}, component("a", "hide", claim(`"paid"`)), "yes", "yes", nil},
		{"other claim", Caller{Claims: map[string]any{"org": "x"}}, component("a", "hide", claim(`"paid"`)), "no", "no", nil},
		{"unknown term of a newer version", Caller{}, component("a", "hide", req("biometric")), "depends", "depends", nil},
		{"hops", Caller{Hops: 3}, component("a", "hide", req("maxhops", "2")), "no", "no", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := document(tt.component).Ask(tt.caller)[0]
			if a.Sees.String() != tt.sees || a.calls() != tt.calls || !cmp.Equal(a.Missing, tt.missing) {
				t.Errorf("sees %s, calls %s, missing %v; %s", a.Sees, a.calls(), a.Missing, a.because())
			}
		})
	}
}

// TestRequirementsNameImplications: whoever reads the table learns of every scope that opens a component, also where it
// stands inside any(…).
func TestRequirementsNameImplications(t *testing.T) {
	write := req("scopes", "w").also("w", "root")
	for want, r := range map[string]Requirement{
		"scopes(w) (also root)":               write,
		"scopes(w, x) (w also root)":          req("scopes", "w", "x").also("w", "root"),
		"any (w also root)":                   anyOf(req("agent"), anyOf(write, req("anyscope", "w", "x").also("w", "root"))),
		"any (w also root; x also y) [tag t]": tagged(anyOf(write, req("scopes", "x").also("x", "y"))),
	} {
		if got := component("a", "hide", r).Requirements(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// TestTablesShowSourceAsItIs: what stands in a comment can neither forge a row of a table nor steer the terminal or the
// page that shows it.
func TestTablesShowSourceAsItIs(t *testing.T) {
	evil := "x\n  tool purge   scopes(admin)\x1b[2K\u202e|<b>"
	d := Document{Packages: []Package{{Path: "p" + evil, Scopes: []Scope{{Name: "a", Description: evil}}, Components: []Component{{
		Kind: "tool", Name: "a", Tags: []string{evil}, Deny: "hide",
		Requires: []Requirement{{Kind: "check", Text: "owns", Source: "restrict", Tag: evil, Check: &Check{Name: "owns", Description: evil}}},
	}}}}}
	changes := Compare(Document{}, d)
	tests := []struct {
		name  string
		write func(io.Writer) error
		lines int
	}{
		{"text", d.Text, 10},
		{"markdown", d.Markdown, 5},
		{"answers", func(w io.Writer) error { return Answers(w, d.Ask(Caller{})) }, 4},
		{"changes", func(w io.Writer) error { return Changes(w, changes) }, 1},
		{"changes in markdown", func(w io.Writer) error { return ChangesMarkdown(w, changes) }, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var b strings.Builder
			if err := tt.write(&b); err != nil {
				t.Fatal(err)
			}
			if got := b.String(); strings.Count(got, "\n") != tt.lines || strings.ContainsAny(got, "\x1b\u202e") ||
				strings.Contains(tt.name, "markdown") && strings.Contains(got, "<b>") && !strings.Contains(got, "\\<b") {
				t.Errorf("%d lines:\n%q", strings.Count(got, "\n"), got)
			}
		})
	}
}

func TestParseRefusesOtherVersions(t *testing.T) {
	for _, text := range []string{`{}`, `{"version":2}`, `[]`, `x`} {
		if d, err := Parse([]byte(text)); err == nil || d.Packages != nil {
			t.Errorf("Parse(%s) = %v", text, d)
		}
	}
}
