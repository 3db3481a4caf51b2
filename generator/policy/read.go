package policy

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/load"
	"github.com/mcpgen/mcpgen/generator/internal/resolve"
	"github.com/mcpgen/mcpgen/generator/internal/validate"
)

// Read resolves the packages and returns their policy. When the diagnostics have an error the document is empty: a
// table that lacks a component would be worse than none.
func Read(cfg generator.Config) (Document, []diag.Diagnostic) {
	doc := Document{Version: Version, Packages: []Package{}}
	packages, found := load.Load(load.Config{Dir: cfg.Dir, Patterns: cfg.Patterns, Env: cfg.Env, BuildTags: cfg.BuildTags})
	for _, p := range packages {
		resolved, more := resolve.Package(p)
		found = append(found, more...)
		if resolved == nil {
			continue
		}
		found = append(found, validate.Package(resolved)...)
		if len(resolved.Components) > 0 {
			doc.Packages = append(doc.Packages, packageOf(resolved))
		}
	}
	if diag.HasErrors(found) {
		return Document{Version: Version}, diag.Sort(found)
	}
	return doc, diag.Sort(found)
}

func packageOf(p *ir.Package) Package {
	out := Package{Path: p.Path}
	direct := map[string][]string{}
	for _, s := range p.Scopes {
		direct[s.Name] = s.Implies
	}
	for _, s := range p.Scopes {
		out.Scopes = append(out.Scopes, Scope{Name: s.Name, Description: s.Description, Implies: reach(direct, s.Name)})
	}
	for _, c := range p.Components {
		out.Components = append(out.Components, componentOf(c))
	}
	return out
}

// reach follows implications, sorted.
func reach(direct map[string][]string, scope string) []string {
	seen := map[string]bool{scope: true}
	todo := []string{scope}
	var list []string
	for len(todo) > 0 {
		next := direct[todo[0]]
		todo = todo[1:]
		for _, to := range next {
			if !seen[to] {
				seen[to] = true
				list = append(list, to)
				todo = append(todo, to)
			}
		}
	}
	slices.Sort(list)
	return list
}

func componentOf(c *ir.Component) Component {
	out := Component{
		Kind: string(c.Kind), Name: c.Name, Title: c.Title, URI: c.URI, Tags: c.Tags, Func: funcName(c.Func), Deny: "hide",
		Declared: Place{filepath.Base(c.Declared.File), c.Declared.Start.Line},
	}
	for _, m := range c.Meta {
		if out.Meta == nil {
			out.Meta = map[string]json.RawMessage{}
		}
		out.Meta[m.Key] = json.RawMessage(m.JSON)
	}
	if c.Policy.Challenge {
		out.Deny = "challenge"
	}
	for _, t := range c.Policy.Terms {
		out.Requires = append(out.Requires, requirementOf(t))
	}
	return out
}

func funcName(f ir.Func) string {
	switch {
	case f.Receiver == "":
		return f.Name
	case f.Pointer:
		return "(*" + f.Receiver + ")." + f.Name
	}
	return f.Receiver + "." + f.Name
}

func requirementOf(t ir.Term) Requirement {
	r := Requirement{Kind: string(t.Op), Text: t.Text, Words: t.Strings, Value: jsonOf(t.Value), Phase: "list", Source: string(t.Source), Tag: t.Tag}
	if t.Op == ir.OpMaxHops {
		r.Words = []string{strconv.FormatInt(t.Number, 10)}
	}
	for i, by := range t.ImpliedBy {
		if len(by) > 0 {
			if r.SatisfiedBy == nil {
				r.SatisfiedBy = map[string][]string{}
			}
			r.SatisfiedBy[t.Strings[i]] = by
		}
	}
	for _, alternative := range t.Terms {
		r.Any = append(r.Any, requirementOf(alternative))
	}
	if c := t.Check; c != nil {
		name := c.Name
		switch {
		case c.ImportPath != "":
			name = c.ImportPath + "." + c.Name
		case c.Receiver != "": // a pointer to the type has the methods of its values too
			name = "(*" + c.Receiver + ")." + c.Name
		}
		first, _, _ := strings.Cut(c.Description, "\n\n")
		r.Check = &Check{Name: name, Description: strings.Join(strings.Fields(first), " "), CallerOnly: c.Shape == ir.CheckCaller, Code: digest(c.Code())}
		for _, arg := range t.Args {
			r.Check.Args = append(r.Check.Args, arg.Value)
		}
	}
	if needsArguments(t) {
		r.Phase = "call"
	}
	return r
}

// digest tells sources apart.
func digest(code string) string {
	sum := sha256.Sum256([]byte(code))
	return hex.EncodeToString(sum[:16])
}

// jsonOf is the JSON of a Go literal; the two differ in the escapes of strings.
func jsonOf(literal string) string {
	text, err := strconv.Unquote(literal)
	if err != nil {
		return literal
	}
	value, err := json.Marshal(text)
	if err != nil {
		return literal
	}
	return string(value)
}

// needsArguments reports whether a term cannot be decided without the arguments of the call.
func needsArguments(t ir.Term) bool {
	return t.Check != nil && t.Check.Shape == ir.CheckArgs || slices.ContainsFunc(t.Terms, needsArguments)
}
