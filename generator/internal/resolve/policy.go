package resolve

import (
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/internal/nearest"
)

// packageDirectives reads //mcp:package and //mcp:restrict.
func (r *resolver) packageDirectives() {
	for i, d := range r.directives("package") {
		if i > 0 {
			r.reportRelated("MCP109", d.Verb.Span, r.directives("package")[0].Verb.Span, "first directive here", "",
				"second directive mcp:package in this package")
			continue
		}
		r.defaults.terms = r.auth(d, ir.SourcePackage, "", nil)
		r.defaults.challenge = d.Text("deny").Text == "challenge"
		r.defaults.prefix = d.Text("prefix").Text
		if d.Text("pointers").Text == "required" {
			r.defaults.pointersRequired = true
			r.types.RequirePointers()
		}
		for _, a := range d.Args {
			if a.Key.Text == "strict" {
				r.defaults.strict = a.Key.Span
			}
		}
	}
	for _, d := range r.directives("restrict") {
		tag := d.Text("tag")
		r.restricts = append(r.restricts, restrict{tag, r.auth(d, ir.SourceRestrict, tag.Text, nil)})
	}
}

// auth resolves auth= of a directive; nil when it is not written. args are what $ may name; nil in package and restrict.
func (r *resolver) auth(d annotations.Found, source ir.Source, tag string, args *arguments) []ir.Term {
	arg, ok := d.Get("auth")
	if !ok {
		return nil
	}
	terms := r.terms(arg.Value, scope{found: d, args: args})
	if len(terms) < len(arg.Value) && len(r.found) == 0 && !r.pkg.Faulty && !r.pkg.Invalid && len(r.pkg.Lost) == 0 {
		panic("a requirement of auth= was dropped without a finding: " + d.String()) // the one thing that must not happen
	}
	for i := range terms {
		terms[i].Source, terms[i].Tag = source, tag
		if terms[i].Op == ir.OpUnrestricted && len(arg.Value) > 1 {
			r.report("MCP309", terms[i].Declared, "leave unrestricted out: all terms must hold",
				"unrestricted beside other terms has no effect")
		}
	}
	return terms
}

// policy is the effective policy of a component: its own terms, the package's, and those of every restrict that
// matches one of its tags.
func (r *resolver) policy(d annotations.Found, tags []string, args *arguments) ir.Policy {
	p := ir.Policy{Challenge: r.defaults.challenge, Terms: r.auth(d, ir.SourceOwn, "", args)}
	if deny := d.Text("deny"); deny.Text != "" {
		p.Challenge = deny.Text == "challenge"
	}
	if _, own := d.Get("auth"); !own && !d.Broken && r.defaults.strict.File != "" {
		r.reportRelated("MCP315", d.Verb.Span, r.defaults.strict, "strict is written here",
			"write auth=…; auth=unrestricted if everybody may use it", "mcp:%s without auth= in a strict package", d.Verb.Text)
	}
	p.Terms = append(p.Terms, r.defaults.terms...)
	for _, rule := range r.restricts {
		if slices.Contains(tags, rule.tag.Text) {
			p.Terms = append(p.Terms, rule.terms...)
		}
	}
	p.Terms = withoutRepeats(p.Terms)
	if len(p.Terms) == 0 {
		p.Terms = []ir.Term{{Op: ir.OpUnrestricted, Text: "unrestricted", Source: ir.SourceDefault, Declared: d.Verb.Span}}
	}
	return p
}

// withoutRepeats drops a term that an earlier one repeats, and unrestricted beside terms that restrict.
func withoutRepeats(terms []ir.Term) []ir.Term {
	var list []ir.Term
	seen := map[string]bool{}
	restricted := slices.ContainsFunc(terms, func(t ir.Term) bool { return t.Op != ir.OpUnrestricted })
	for _, t := range terms {
		id := identity(t)
		if seen[id] || restricted && t.Op == ir.OpUnrestricted {
			continue
		}
		seen[id] = true
		list = append(list, t)
	}
	return list
}

// identity tells terms apart that read alike: in another file pkg.Name may be a function of another package, for each
// directive is read with the imports of its own file.
func identity(t ir.Term) string {
	id := t.Text
	if t.Check != nil {
		id += " " + t.Check.ImportPath
	}
	for _, alternative := range t.Terms {
		id += " (" + identity(alternative) + ")"
	}
	return id
}

// tags reads tags= and holds each tag against those that a restrict names: a tag that is nearly one of them is most
// likely a slip that would take the restriction away.
func (r *resolver) tags(d annotations.Found) (tags []string, spans []diag.Span) {
	var restricted []string
	at := map[string]diag.Span{}
	for _, rule := range r.restricts {
		restricted = append(restricted, rule.tag.Text)
		at[rule.tag.Text] = rule.tag.Span
	}
	for _, w := range d.List("tags") {
		if slices.Contains(tags, w.Text) {
			r.report("MCP104", w.Span, "", "tag %q is written twice", w.Text)
			continue
		}
		tags, spans = append(tags, w.Text), append(spans, w.Span)
		r.used[w.Text] = true
		if slices.Contains(restricted, w.Text) {
			continue
		}
		for _, tag := range restricted {
			if nearest.Distance(alike(tag), alike(w.Text)) <= 1 {
				r.reportRelated("MCP313", w.Span, at[tag], "restricted here",
					"did you mean "+tag+"? If not, choose a tag that differs more, or restrict it too", "tag %q is almost the restricted tag %q", w.Text, tag)
			}
		}
	}
	return tags, spans
}

// alike is what a reader takes a tag for.
func alike(tag string) string { return strings.ReplaceAll(annotations.Skeleton(tag), " ", "") }

// unusedRestricts reports a restrict whose tag no component has: it restricts nothing.
func (r *resolver) unusedRestricts() {
	var tags []string
	for tag := range r.used {
		tags = append(tags, tag)
	}
	slices.Sort(tags)
	broken := r.pkg.Faulty
	for _, rule := range r.restricts {
		if rule.tag.Text == "" || r.used[rule.tag.Text] || broken {
			continue
		}
		hint := "tag a component with it, or remove the directive"
		if near := annotations.Nearest(rule.tag.Text, tags); near != "" {
			hint = "did you mean " + near + "?"
		}
		r.report("MCP312", rule.tag.Span, hint, "no component has the tag %q, so this restricts nothing", rule.tag.Text)
	}
}
