package check

import (
	"context"
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/runtime/principal"
)

// Scopes requires all of the scopes. None, or one that is no scope-token (RFC 6749 section 3.3), refuses everybody.
//
//go:noinline
func Scopes(all ...string) *ScopeCheck { return newScopes(all, false) }

// AnyScope requires at least one of the scopes. None, or one that is no scope-token, refuses everybody.
func AnyScope(one ...string) *ScopeCheck { return newScopes(one, true) }

func newScopes(names []string, one bool) *ScopeCheck {
	c := &ScopeCheck{one: one, valid: len(names) > 0}
	for _, name := range names {
		c.valid = c.valid && ValidScope(name)
		c.needs = append(c.needs, need{scope: name})
	}
	c.short = &Shortfall{of: []*ScopeCheck{c}, text: c.String()}
	return c
}

// ImpliedBy returns a check that also accepts any of by wherever scope is required. A scope the check does not require
// changes nothing; one of by that is no scope-token refuses everybody.
func (c *ScopeCheck) ImpliedBy(scope string, by ...string) *ScopeCheck {
	wider := newScopes(c.names(), c.one)
	wider.valid = c.valid && !slices.ContainsFunc(by, func(s string) bool { return !ValidScope(s) })
	for i, n := range c.needs {
		wider.needs[i].by = slices.Clone(n.by)
		if n.scope == scope {
			wider.needs[i].by = append(wider.needs[i].by, by...)
		}
	}
	return wider
}

// Check implements [Check]. Without a principal the refusal is opaque: nobody is there who could ask for more.
func (c *ScopeCheck) Check(_ context.Context, r *Request) error {
	if c == nil || !c.valid || r.Principal == nil {
		return ErrRefused
	}
	for i := range c.needs {
		met := c.needs[i].met(r.Principal)
		if met && c.one {
			return nil
		}
		if !met && !c.one {
			return c.short
		}
	}
	if c.one {
		return c.short
	}
	return nil
}

// String returns the annotation, as policy tables write it: scopes(a, b) or anyscope(a, b).
func (c *ScopeCheck) String() string {
	if c == nil {
		return "scopes()"
	}
	name := "scopes("
	if c.one {
		name = "anyscope("
	}
	return name + strings.Join(c.names(), ", ") + ")"
}

// Names returns the scopes that the check names, without the implications.
func (c *ScopeCheck) Names() []string { return c.names() }

func (c *ScopeCheck) names() []string {
	names := make([]string, len(c.needs))
	for i, n := range c.needs {
		names[i] = n.scope
	}
	return names
}

// RestrictTag requires all of the scopes of components that carry the tag, and nothing of the others. No scopes refuse
// everybody the components that carry it.
func RestrictTag(tag string, scopes ...string) Check { return &tagCheck{tag, Scopes(scopes...)} }

func (c *tagCheck) Check(ctx context.Context, r *Request) error {
	if !slices.Contains(r.Component.Tags, c.tag) {
		return nil
	}
	return c.scopes.Check(ctx, r)
}

func (c *tagCheck) String() string { return "restricttag(" + c.tag + ", " + c.scopes.String() + ")" }

// ValidScope reports whether s is a scope-token of RFC 6749 section 3.3, as [principal.ValidScope].
func ValidScope(s string) bool { return principal.ValidScope(s) }
