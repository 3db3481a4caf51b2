package emit

import (
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// policy writes who may use a component, one requirement a line.
func (e *emitter) policy(c *ir.Component, receiver string) *jen.Statement {
	p := c.Policy
	name := "HideUnless"
	if p.Challenge {
		name = "ChallengeUnless"
	}
	terms := make([]jen.Code, len(p.Terms))
	for i, t := range p.Terms {
		terms[i] = e.term(c, t, receiver)
	}
	return jen.Qual(runtimePath, name).Add(lines(terms))
}

// term writes one requirement.
func (e *emitter) term(c *ir.Component, t ir.Term, receiver string) *jen.Statement {
	words := func(constructor string) *jen.Statement {
		return jen.Qual(checkPath, constructor).Call(literals(t.Strings)...)
	}
	switch t.Op {
	case ir.OpScopes:
		return implied(words("Scopes"), t)
	case ir.OpAnyScope:
		return implied(words("AnyScope"), t)
	case ir.OpRoles:
		return words("RolesClaim")
	case ir.OpTargets:
		return words("Targets")
	case ir.OpChain:
		return words("Chain")
	case ir.OpSubject:
		return words("Subject")
	case ir.OpAgent:
		return jen.Qual(checkPath, "Agent").Call()
	case ir.OpDelegated:
		return jen.Qual(checkPath, "Delegated").Call()
	case ir.OpMaxHops:
		return jen.Qual(checkPath, "MaxHops").Call(jen.Lit(int(t.Number)))
	case ir.OpClaim:
		return jen.Qual(checkPath, "Claim").Call(append([]jen.Code{claimValue(t.Value)}, literals(t.Strings)...)...)
	case ir.OpAuthenticated:
		return jen.Qual(checkPath, "Authenticated").Call()
	case ir.OpUnrestricted:
		return jen.Qual(checkPath, "Unrestricted").Call()
	case ir.OpAny:
		alternatives := make([]jen.Code, len(t.Terms))
		for i, alternative := range t.Terms {
			alternatives[i] = e.term(c, alternative, receiver)
		}
		return jen.Qual(checkPath, "Any").Call(alternatives...)
	}
	if t.Check.Shape == ir.CheckArgs {
		return e.argumentCheck(c, t, receiver)
	}
	return jen.Id(e.checkVars[checkKey(t)])
}

// implied adds, for each scope, the other scopes that satisfy it.
func implied(s *jen.Statement, t ir.Term) *jen.Statement {
	for i, by := range t.ImpliedBy {
		if len(by) > 0 {
			s = s.Dot("ImpliedBy").Call(literals(append([]string{t.Strings[i]}, by...))...)
		}
	}
	return s
}

// table is the policy of a group of components, as a reader of the documentation sees it.
func table(components []*ir.Component) string {
	rows := [][]string{{"component", "requires", "when refused", "declared in"}}
	for _, c := range components {
		refused := "hidden"
		if c.Policy.Challenge {
			refused = "challenge"
		}
		if !slices.ContainsFunc(c.Policy.Terms, func(t ir.Term) bool { return t.Op != ir.OpUnrestricted }) {
			refused = "-" // nobody is
		}
		rows = append(rows, []string{string(c.Kind) + " " + c.Name, requirements(c.Policy), refused, c.File})
	}
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], len([]rune(cell)))
		}
	}
	var out strings.Builder
	for _, row := range rows {
		line := ""
		for i, cell := range row {
			line += cell + strings.Repeat(" ", widths[i]-len([]rune(cell))+3)
		}
		out.WriteString("\t" + strings.TrimRight(line, " ") + "\n")
	}
	return out.String()
}

// requirements is a policy in the words of its author, with where a requirement was written unless that is the
// component itself.
func requirements(p ir.Policy) string {
	texts := make([]string, len(p.Terms))
	for i, t := range p.Terms {
		texts[i] = t.Text
		switch t.Source {
		case ir.SourcePackage:
			texts[i] += " [package]"
		case ir.SourceRestrict:
			texts[i] += " [tag " + t.Tag + "]"
		}
	}
	return strings.Join(texts, " and ")
}

// claimValue is the value of a claim, of a type that holds it on all systems.
func claimValue(literal string) jen.Code {
	if isWide(literal) {
		return jen.Int64().Call(jen.Op(literal))
	}
	return jen.Op(literal)
}
