package validate

import (
	"fmt"
	"go/token"
	"slices"

	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// Warnings reports what is allowed but probably not meant. They never stop generation.
func Warnings(p *ir.Package) []diag.Diagnostic {
	var found []diag.Diagnostic
	warn := func(code diag.Code, at diag.Span, hint, format string, args ...any) {
		found = append(found, diag.Diagnostic{
			Code: code, Severity: diag.Warning, Span: at, Hint: hint, Message: fmt.Sprintf(format, args...),
		})
	}
	for _, c := range p.Components {
		if c.Hints.Destructive && !needsScope(c.Policy.Terms) {
			warn("MCP601", c.Declared, "ask for a scope: auth=scopes(…)", "destructive tool %q needs no scope", c.Name)
		}
		contradictions(c, warn)
	}
	lonelyTags(p, warn)
	unusedChecks(p, warn)
	return found
}

type warner func(code diag.Code, at diag.Span, hint, format string, args ...any)

// needsScope reports whether a policy cannot be met without some scope.
func needsScope(terms []ir.Term) bool {
	return slices.ContainsFunc(terms, func(t ir.Term) bool {
		switch t.Op {
		case ir.OpScopes, ir.OpAnyScope:
			return true
		case ir.OpAny:
			return !slices.ContainsFunc(t.Terms, func(one ir.Term) bool { return !needsScope([]ir.Term{one}) })
		}
		return false
	})
}

// lonelyTags reports tags that neither a restrict nor another component has.
func lonelyTags(p *ir.Package, warn warner) {
	count := map[string]int{}
	for _, c := range p.Components {
		for i, tag := range c.Tags {
			if i < len(c.TagSpans) {
				count[tag]++
			}
		}
		for _, t := range c.Policy.Terms {
			if t.Source == ir.SourceRestrict {
				count[t.Tag]++
			}
		}
	}
	for _, c := range p.Components {
		for i, tag := range c.Tags {
			if i < len(c.TagSpans) && count[tag] == 1 {
				warn("MCP602", c.TagSpans[i], "leave it out unless the server's own checks look at it", "tag %q is on no other component and in no restrict", tag)
			}
		}
	}
}

// contradictions reports terms of a policy that cannot hold together.
func contradictions(c *ir.Component, warn warner) {
	for i, t := range c.Policy.Terms {
		for _, before := range c.Policy.Terms[:i] {
			if excludes(t, before) {
				warn("MCP603", t.Declared, "use any(…) if one of them is enough", "%s and %s never hold together: nobody can use %q", before.Text, t.Text, c.Name)
			}
		}
	}
}

func excludes(a, b ir.Term) bool {
	if a.Op != b.Op {
		return false
	}
	switch a.Op {
	case ir.OpSubject:
		return a.Strings[0] != b.Strings[0]
	case ir.OpClaim:
		return slices.Equal(a.Strings, b.Strings) && a.Value != b.Value
	}
	return false
}

// unusedChecks reports checks that no policy names. An exported function may serve other packages; a method serves its own
// receiver only.
func unusedChecks(p *ir.Package, warn warner) {
	used := map[*ir.CheckFunc]bool{}
	var mark func(terms []ir.Term)
	mark = func(terms []ir.Term) {
		for _, t := range terms {
			if t.Check != nil {
				used[t.Check] = true
			}
			mark(t.Terms)
		}
	}
	for _, c := range p.Components {
		mark(c.Policy.Terms)
	}
	for _, check := range p.Checks {
		if !used[check] && (check.Receiver != "" || !token.IsExported(check.Name)) {
			warn("MCP604", check.Declared, "name it in auth=, or remove it", "check %s is not used", check.Name)
		}
	}
}
