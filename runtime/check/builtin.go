package check

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/runtime/principal"
)

// Unrestricted lets everybody pass, with or without a principal: a component open to whoever reaches the server.
func Unrestricted() Check { return unrestricted{} }

func (unrestricted) Check(context.Context, *Request) error { return nil }
func (unrestricted) String() string                        { return "unrestricted" }

func (f *fact) Check(_ context.Context, r *Request) error {
	if r.Principal == nil || !f.holds(r) {
		return ErrRefused
	}
	return nil
}

func (f *fact) String() string { return f.text }

// Authenticated requires a principal, whoever it is.
func Authenticated() Check {
	return &fact{text: "authenticated", holds: func(*Request) bool { return true }}
}

// Roles requires all of the roles among those that extract returns. A nil extract or no roles refuse everybody.
func Roles(extract func(*principal.Principal) []string, roles ...string) Check {
	roles = slices.Clone(roles)
	return &fact{foreign: true, text: "roles(" + strings.Join(roles, ", ") + ")", holds: func(r *Request) bool {
		return extract != nil && containsAll(extract(r.Principal), roles)
	}}
}

// RolesClaim requires all of the roles in the claim "roles", a list or one string, or in the claim that the server is
// configured to read. No roles refuse everybody.
func RolesClaim(roles ...string) Check {
	roles = slices.Clone(roles)
	return &fact{text: "roles(" + strings.Join(roles, ", ") + ")", holds: func(r *Request) bool {
		path := r.claims
		if path == nil {
			path = []string{"roles"}
		}
		held, _ := r.Principal.Claims.Strings(path...)
		return containsAll(held, roles)
	}}
}

// Targets requires all of the resources among the mandate's targets. None refuse everybody.
func Targets(uris ...string) Check {
	uris = slices.Clone(uris)
	return &fact{text: "targets(" + strings.Join(uris, ", ") + ")", holds: func(r *Request) bool {
		return len(uris) > 0 && !slices.ContainsFunc(uris, func(u string) bool { return !r.Principal.Targets.Has(u) })
	}}
}

// Agent requires that an agent acts: the mandate names a governed agent session.
func Agent() Check {
	return &fact{text: "agent", holds: func(r *Request) bool { return r.Principal.AgentSessionID != "" }}
}

// Delegated requires that the authority was delegated.
func Delegated() Check {
	return &fact{text: "delegated", holds: func(r *Request) bool { return r.Principal.DelegationEdgeID != "" }}
}

// Chain requires that every application takes part in the delegation chain. None refuse everybody.
func Chain(applications ...string) Check {
	applications = slices.Clone(applications)
	return &fact{text: "chain(" + strings.Join(applications, ", ") + ")", holds: func(r *Request) bool {
		absent := func(app string) bool { return !r.Principal.DelegationChain.Contains(app) }
		return len(applications) > 0 && !slices.ContainsFunc(applications, absent)
	}}
}

// MaxHops requires a hop count of at most n; no hop count is zero hops.
func MaxHops(n int64) Check {
	return &fact{text: fmt.Sprintf("maxhops(%d)", n), holds: func(r *Request) bool { return r.Principal.HopCount <= n }}
}

// Subject requires a subject of the type, "user" or "application". Any other word refuses everybody.
func Subject(kind string) Check {
	return &fact{text: "subject(" + kind + ")", holds: func(r *Request) bool {
		return (kind == "user" || kind == "application") && r.Principal.SubjectType == kind
	}}
}

func containsAll(held, wanted []string) bool {
	for _, w := range wanted {
		if !slices.Contains(held, w) {
			return false
		}
	}
	return len(wanted) > 0
}
