package annotations

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/mcpgen/mcpgen/annotations/diag"
)

// meaning compares directives without their places and spelling.
var meaning = cmp.Options{cmpopts.IgnoreTypes(diag.Span{}), cmpopts.IgnoreFields(Term{}, "Raw"), cmpopts.IgnoreFields(Directive{}, "Broken")}

func TestParsePrints(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"flag", "//mcp:tool readonly", "//mcp:tool readonly"},
		{"blanks", "//mcp:tool   a=b \t c  ", "//mcp:tool a=b c"},
		{"bare words keep colons, slashes and dots", "//mcp:tool tags=mcp:tool:call,files/read,api://x/.default", "//mcp:tool tags=mcp:tool:call,files/read,api://x/.default"},
		{"blanks inside parentheses", "//mcp:tool auth=scopes( a ,b ),any(c(),d)", "//mcp:tool auth=scopes(a, b),any(c(), d)"},
		{"strings", "//mcp:tool title=\"a \\\"b\\\"\" x=`c d`", `//mcp:tool title="a \"b\"" x="c d"`},
		{"numbers and booleans", "//mcp:param n min=-1.5e3 max=10 default=true", "//mcp:param n min=-1.5e3 max=10 default=true"},
		{"paths", "//mcp:tool auth=owns($patch.owner-id)", "//mcp:tool auth=owns($patch.owner-id)"},
		{"qualified call", "//mcp:tool auth=plans.Level(5)", "//mcp:tool auth=plans.Level(5)"},
		{"description", `//mcp:scope notes:read "read notes"`, `//mcp:scope notes:read "read notes"`},
		{"not UTF-8 letters", `//mcp:scope lesen:größe`, `//mcp:scope lesen:größe`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, _ := Parse("f.go", diag.Pos{Line: 1, Column: 1}, tt.in)
			if diff := cmp.Diff(tt.want, d.String()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			again, _ := Parse("f.go", diag.Pos{Line: 1, Column: 1}, d.String())
			if diff := cmp.Diff(d, again, meaning); diff != "" {
				t.Errorf("printed directive means something else -first +second:\n%s", diff)
			}
		})
	}
}

func TestParseKinds(t *testing.T) {
	d, found := Parse("f.go", diag.Pos{Line: 1, Column: 1}, "//mcp:param p enum=a,1,-0.5,01,1.2.3,true,\"true\",1e9,-")
	if len(found) > 0 {
		t.Fatal(found)
	}
	var kinds []TermKind
	for _, v := range d.Args[1].Value {
		kinds = append(kinds, v.Kind)
	}
	want := []TermKind{Bare, Number, Number, Bare, Bare, Bool, String, Number, Bare}
	if diff := cmp.Diff(want, kinds); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestParseRefuses lists grammar errors with the text that is underlined.
func TestParseRefuses(t *testing.T) {
	tests := []struct{ name, in, code, at string }{
		{"unknown verb", "//mcp:tol", "MCP102", "tol"},
		{"colon ends no verb", "//mcp:tool:admin x", "MCP102", "tool:admin"},
		{"unknown key", "//mcp:tool atuh=a", "MCP103", "atuh"},
		{"keys have a case", "//mcp:tool Auth=authenticated", "MCP103", "Auth"},
		{"unknown flag", "//mcp:tool ronly", "MCP103", "ronly"},
		{"duplicate key", "//mcp:tool name=a name=b", "MCP104", "name"},
		{"duplicate flag", "//mcp:tool readonly readonly", "MCP104", "readonly"},
		{"flag with value", "//mcp:tool readonly=true", "MCP105", "readonly=true"},
		{"key without value", "//mcp:tool auth", "MCP105", "auth"},
		{"choice", "//mcp:tool deny=Hide", "MCP105", "Hide"},
		{"quoted choice", `//mcp:tool deny="hide"`, "MCP105", `"hide"`},
		{"call as text", "//mcp:tool name=f(x)", "MCP105", "f(x)"},
		{"empty text", `//mcp:tool name=""`, "MCP105", `""`},
		{"value missing", "//mcp:tool auth=", "MCP106", "="},
		{"value missing before blank", "//mcp:tool auth= a", "MCP106", "="},
		{"list goes on after a blank", "//mcp:tool tags=a, b", "MCP106", ","},
		{"open string", `//mcp:tool title="a b`, "MCP106", `"a b`},
		{"bad escape", `//mcp:tool title="\q"`, "MCP106", `"\q"`},
		{"open parenthesis", "//mcp:tool auth=scopes(a", "MCP106", "("},
		{"stray parenthesis", "//mcp:tool auth=a)", "MCP106", ")"},
		{"call without key", "//mcp:tool scopes(a)", "MCP106", "scopes"},
		{"glued", `//mcp:tool title="a"readonly`, "MCP106", "r"},
		{"dollar alone", "//mcp:tool auth=owns($)", "MCP106", "$"},
		{"no-break space", "//mcp:tool readonly\u00a0destructive", "MCP106", "\u00a0"},
		{"name missing", "//mcp:param \"text\"", "MCP108", "param"},
		{"key missing", "//mcp:restrict tag=a", "MCP108", "restrict"},
		{"too long", "//mcp:tool " + strings.Repeat("x", maxDirectiveBytes), "MCP107", "/"},
		{"too deep", "//mcp:tool auth=" + strings.Repeat("any(", 20) + strings.Repeat(")", 20), "MCP106", "any"},
		{"not UTF-8", "//mcp:tool title=\"\xff\"", "MCP107", "\xff"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, found := Parse("f.go", diag.Pos{Offset: 100, Line: 7, Column: 3}, tt.in)
			for _, d := range found {
				at := tt.in[d.Span.Start.Offset-100 : d.Span.End.Offset-100]
				if string(d.Code) == tt.code && at == tt.at && d.Span.Start.Column-3 == d.Span.Start.Offset-100 && d.Span.Start.Line == 7 {
					return
				}
				t.Logf("found %s at %q: %s", d.Code, at, d.Message)
			}
			t.Errorf("no %s at %q", tt.code, tt.at)
		})
	}
}

// TestVocabularyExamples reads every example of the table: what we teach must work.
func TestVocabularyExamples(t *testing.T) {
	for _, v := range Verbs() {
		directives := 0
		for _, line := range strings.Split(v.Example, "\n") {
			d, found := Parse("f.go", diag.Pos{Line: 1, Column: 1}, strings.TrimSpace(line))
			if len(found) > 0 {
				t.Errorf("%s: %q: %v", v.Name, line, found)
			}
			if d != nil && d.Verb.Text == v.Name {
				directives++
			}
		}
		if directives == 0 {
			t.Errorf("%s: no example of itself", v.Name)
		}
	}
	for _, term := range AuthTerms() {
		d, found := Parse("f.go", diag.Pos{Line: 1, Column: 1}, "//mcp:tool "+term.Example)
		if len(found) > 0 || !strings.HasPrefix(d.Args[0].Value[0].Text, term.Name) {
			t.Errorf("%s: example %q: %v", term.Name, term.Example, found)
		}
	}
}
