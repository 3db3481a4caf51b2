package resolve

import (
	"go/ast"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// components resolves every annotated function.
func (r *resolver) components() {
	for _, d := range r.pkg.Directives {
		verb, _ := annotations.VerbNamed(d.Verb.Text)
		switch {
		case verb.IsComponent():
			if c := r.component(d); c != nil {
				r.out.Components = append(r.out.Components, c)
			}
		case (verb.Name == "param" || verb.Name == "result") && !r.isComponent(d.Node):
			r.report("MCP207", d.Verb.Span, "put //mcp:tool above the function, or remove the directive",
				"mcp:%s on a function that is no tool, resource or prompt", verb.Name)
		}
	}
	r.withoutComponents()
	r.completions()
	r.unusedRestricts()
}

// withoutComponents reports directives for the components of a package that has none: their author may think that they
// reach subpackages.
func (r *resolver) withoutComponents() {
	if r.pkg.Faulty || slices.ContainsFunc(r.pkg.Directives, func(d annotations.Found) bool {
		verb, _ := annotations.VerbNamed(d.Verb.Text)
		return verb.IsComponent()
	}) {
		return
	}
	for _, d := range r.pkg.Directives {
		if d.Place == annotations.OnPackage && d.Verb.Text != "restrict" { // an unused restrict is reported anyway
			r.report("MCP322", d.Verb.Span, "move it to the package of the components: directives do not reach subpackages",
				"mcp:%s in a package without components", d.Verb.Text)
		}
	}
}

func (r *resolver) isComponent(node ast.Node) bool {
	for _, d := range r.byNode[node] {
		if verb, _ := annotations.VerbNamed(d.Verb.Text); verb.IsComponent() {
			return true
		}
	}
	return false
}

// component resolves one annotated function; nil when it could not be resolved, with findings.
func (r *resolver) component(d annotations.Found) *ir.Component {
	f := r.functionOf(d)
	if f == nil {
		return nil
	}
	c := &ir.Component{
		Kind: ir.Kind(d.Verb.Text), Title: d.Text("title").Text, Description: description(d, f.doc),
		Hints: ir.Hints{ReadOnly: d.Has("readonly"), Destructive: d.Has("destructive"),
			Idempotent: d.Has("idempotent"), ClosedWorld: d.Has("closedworld")},
		URI: d.Text("uri").Text, URISpan: d.Text("uri").Span, MIME: d.Text("mime").Text, Meta: r.meta(d),
		Declared: f.at, File: baseName(f.at),
	}
	c.Tags, c.TagSpans = r.tags(d)
	r.needs(c, d)
	r.name(c, d, f)
	if c.Hints.ReadOnly && c.Hints.Destructive {
		r.report("MCP111", flagSpan(d, "destructive"), "a tool that destroys something is not readonly", "readonly and destructive contradict each other")
	}
	args := &arguments{component: c}
	whole := r.signature(c, f, args)
	args.known = whole
	if whole && c.Kind != ir.Tool {
		whole = r.fromText(c, d, args)
	}
	c.Policy = r.policy(d, c.Tags, args)
	if !whole {
		return nil
	}
	return c
}

// name sets the component's name: name=, or the function's name in snake case.
func (r *resolver) name(c *ir.Component, d annotations.Found, f *function) {
	c.Name, c.Named = snakeCase(f.name), f.at
	hint := "give it a name with name="
	if own := d.Text("name"); own.Text != "" {
		c.Name, c.Named = own.Text, own.Span
		hint = "a name is 1 to 128 of A-Z a-z 0-9 _ - ."
	}
	c.Name = r.defaults.prefix + c.Name
	if !validName(c.Name) {
		r.report("MCP318", c.Named, hint, "%q is no name for a %s", c.Name, c.Kind)
	}
}

// flagSpan is where a flag is written.
func flagSpan(d annotations.Found, flag string) diag.Span {
	for _, a := range d.Args {
		if a.Kind == annotations.Flag && a.Key.Text == flag {
			return a.Key.Span
		}
	}
	return d.Verb.Span
}

// validName follows the rule of MCP 2025-11-25 for tool names, which is used for all components.
func validName(s string) bool {
	ok := func(c byte) bool {
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("_-.", c) >= 0
	}
	for i := range len(s) {
		if !ok(s[i]) {
			return false
		}
	}
	return len(s) > 0 && len(s) <= 128
}

// meta reads meta.KEY=VALUE.
func (r *resolver) meta(d annotations.Found) []ir.MetaEntry {
	var list []ir.MetaEntry
	for _, a := range d.Args {
		key, ok := strings.CutPrefix(a.Key.Text, "meta.")
		if a.Kind != annotations.Pair || !ok {
			continue
		}
		var values []string
		for _, t := range a.Value {
			if t.Kind == annotations.Number && !survivesFloat64(t.Text) {
				r.report("MCP105", t.Span, "write it as text: \""+t.Text+"\"", "%s is another number to those who read meta.%s, as a float64", t.Raw, key)
			}
			values = append(values, jsonOf(t))
		}
		text := values[0]
		if len(values) > 1 {
			text = "[" + strings.Join(values, ",") + "]"
		}
		list = append(list, ir.MetaEntry{Key: key, JSON: text})
	}
	return list
}

// survivesFloat64 reports whether a number is still the same when JSON is read: whole numbers beyond 2^53 often are not.
func survivesFloat64(number string) bool {
	f, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return false
	}
	whole, isWhole := new(big.Int).SetString(number, 10)
	if !isWhole {
		return true
	}
	same, _ := big.NewFloat(f).Int(nil)
	return same.Cmp(whole) == 0
}
