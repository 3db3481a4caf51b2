package resolve

import (
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// scopes reads the scope directives: names, duplicates, implications.
func (r *resolver) scopes() {
	v := vocabulary{declared: map[string]diag.Span{}, implies: map[string][]string{}}
	directives := r.directives("scope")
	for _, d := range directives {
		name := d.Name()
		if name.Text == "" || !r.validScope(name) {
			continue
		}
		if first, again := v.declared[name.Text]; again {
			r.reportRelated("MCP307", name.Span, first, "first declared here", "", "scope %q is declared twice", name.Text)
			continue
		}
		v.names = append(v.names, name.Text)
		v.declared[name.Text] = name.Span
	}
	r.vocabulary = v
	for _, d := range directives {
		for _, to := range d.List("implies") {
			if r.knownScope(to) {
				v.implies[d.Name().Text] = append(v.implies[d.Name().Text], to.Text)
			}
		}
		r.out.Scopes = append(r.out.Scopes, ir.Scope{
			Name: d.Name().Text, Description: d.Description(), Implies: v.implies[d.Name().Text], Declared: d.Name().Span,
		})
	}
	r.cycles(directives)
}

// cycles reports scopes that imply themselves.
func (r *resolver) cycles(directives []annotations.Found) {
	for _, d := range directives {
		for _, to := range d.List("implies") {
			if to.Text == d.Name().Text || slices.Contains(r.vocabulary.reach(to.Text), d.Name().Text) {
				r.report("MCP308", to.Span, "let the wider scope imply the narrower one, and not the reverse",
					"scope %q implies itself through %q", d.Name().Text, to.Text)
			}
		}
	}
}

// reach lists what a scope implies, transitively.
func (v vocabulary) reach(scope string) []string {
	seen := map[string]bool{scope: true}
	var list []string
	todo := []string{scope}
	for len(todo) > 0 {
		next := todo[0]
		todo = todo[1:]
		for _, to := range v.implies[next] {
			if !seen[to] {
				seen[to] = true
				list = append(list, to)
				todo = append(todo, to)
			}
		}
	}
	return list
}

// impliedBy lists the other scopes whose holders have this one too, sorted.
func (v vocabulary) impliedBy(scope string) []string {
	var list []string
	for _, other := range v.names {
		if other != scope && slices.Contains(v.reach(other), scope) {
			list = append(list, other)
		}
	}
	slices.Sort(list)
	return list
}

// knownScope checks a scope that is named somewhere against the vocabulary.
func (r *resolver) knownScope(w annotations.Word) bool {
	if !r.validScope(w) {
		return false
	}
	if len(r.vocabulary.names) == 0 {
		return true
	}
	if _, ok := r.vocabulary.declared[w.Text]; ok {
		return true
	}
	hint := "declare it: //mcp:scope " + w.Text
	if near := annotations.Nearest(w.Text, r.vocabulary.names); near != "" {
		r.reportRelated("MCP306", w.Span, r.vocabulary.declared[near], "declared here", "did you mean "+near+"?",
			"scope %q is not declared", w.Text)
		last := &r.found[len(r.found)-1]
		last.Fixes = []diag.Fix{{Message: "write " + near, Edits: []diag.Edit{{Span: w.Span, New: near}}}}
		return false
	}
	r.report("MCP306", w.Span, hint, "scope %q is not declared", w.Text)
	return false
}

// validScope checks the characters of a scope (RFC 6749, section 3.3): printable ASCII without blank, quote and
// backslash.
func (r *resolver) validScope(w annotations.Word) bool {
	bad := strings.IndexFunc(w.Text, func(c rune) bool { return c <= ' ' || c > '~' || c == '"' || c == '\\' })
	if bad >= 0 || w.Text == "" {
		r.report("MCP305", w.Span, "a scope is printable ASCII without blanks, quotes and backslashes (RFC 6749)",
			"%q is no scope", w.Text)
		return false
	}
	return true
}
