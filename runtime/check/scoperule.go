package check

import (
	"slices"

	"github.com/mcpgen/mcpgen/runtime/principal"
)

// ScopeRule is what checks require of one component, where they require nothing but scopes: of each of its groups one
// scope, implications included. It says the same as [Run] of these checks, and is made once so that a decision need not
// go from check to check. The zero ScopeRule allows nobody. Safe for concurrent use.
type ScopeRule struct {
	groups [][]string
	valid  bool
}

// ScopeRuleOf returns the rule of the checks for the component. It is the zero rule when there are none, or when one of
// them looks at anything else than scopes and tags: then only [Run] can tell.
func ScopeRuleOf(about Component, checks ...Check) ScopeRule {
	rule := ScopeRule{valid: len(checks) > 0}
	for _, c := range checks {
		groups, ok := scopeGroups(c, about)
		if !ok {
			return ScopeRule{}
		}
		rule.groups = append(rule.groups, groups...)
	}
	return rule
}

// Allows reports whether p has the scopes. Without a principal it does only where no scope is required.
func (s *ScopeRule) Allows(p *principal.Principal) bool {
	if p == nil {
		return s.valid && len(s.groups) == 0
	}
	for _, group := range s.groups {
		if !p.Scopes.HasAny(group) {
			return false
		}
	}
	return s.valid
}

// scopeGroups returns the groups of one check; false when it cannot be said as groups.
func scopeGroups(c Check, about Component) (groups [][]string, ok bool) {
	t := traitsOf(c)
	switch {
	case t.open || t.tagged && !t.about(about):
		return nil, true
	case t.scopes != nil:
		return t.scopes.groups()
	case t.combined == allOf:
		rule := ScopeRuleOf(about, t.parts...)
		return rule.groups, rule.valid
	}
	return nil, false
}

// groups are the requirement's needs: each is a group of an all-of requirement, all are one of a one-of requirement.
func (c *ScopeCheck) groups() (groups [][]string, ok bool) {
	if c == nil || !c.valid {
		return nil, false
	}
	for _, n := range c.needs {
		groups = append(groups, append([]string{n.scope}, n.by...))
	}
	if c.one {
		groups = [][]string{slices.Concat(groups...)}
	}
	return groups, true
}
