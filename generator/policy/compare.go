package policy

import (
	"slices"
	"strconv"
	"strings"
)

// Change is one difference between two documents.
type Change struct {
	// Widens says that somebody may see or call something that was refused before.
	Widens bool
	// Component as "tool add_note of example.com/notes".
	Component string
	What      string
}

// Compare lists what changed from old to new: first what widens access. A requirement counts as kept only when one of
// the new ones is provably at least as strong, so that doubt shows as a change. What a custom check does inside is not
// visible here.
func Compare(old, new Document) []Change {
	before, after := index(old), index(new)
	var list []Change
	for _, key := range keys(before, after) {
		was, had := before[key]
		is, has := after[key]
		switch {
		case !had:
			list = append(list, Change{true, key, "is new; requires " + is.Requirements()})
		case !has:
			list = append(list, Change{false, key, "is gone; required " + was.Requirements()})
		default:
			list = append(list, changes(key, was, is)...)
		}
	}
	slices.SortStableFunc(list, func(a, b Change) int {
		switch {
		case a.Widens == b.Widens:
			return 0
		case a.Widens:
			return -1
		}
		return 1
	})
	return list
}

// Widened reports whether a change lets somebody in.
func Widened(list []Change) bool {
	return slices.ContainsFunc(list, func(c Change) bool { return c.Widens })
}

func index(d Document) map[string]Component {
	m := map[string]Component{}
	for _, p := range d.Packages {
		for _, c := range p.Components {
			m[c.Label()+" of "+p.Path] = c
		}
	}
	return m
}

func keys(a, b map[string]Component) []string {
	var list []string
	for k := range a {
		list = append(list, k)
	}
	for k := range b {
		if _, both := a[k]; !both {
			list = append(list, k)
		}
	}
	slices.Sort(list)
	return list
}

// changes compares two versions of one component.
func changes(key string, was, is Component) []Change {
	var list []Change
	add := func(widens bool, what string) { list = append(list, Change{widens, key, what}) }
	for _, r := range was.Requires {
		if !slices.ContainsFunc(is.Requires, func(now Requirement) bool { return implies(now, r) }) {
			add(true, "no longer requires "+r.describe()+"; requires "+is.Requirements())
		}
	}
	for _, r := range is.Requires {
		if !slices.ContainsFunc(was.Requires, func(before Requirement) bool { return implies(before, r) }) {
			add(false, "now requires "+r.describe())
		}
	}
	if was.Deny != is.Deny {
		add(is.Deny == "challenge", "deny="+was.Deny+" is now deny="+is.Deny)
	}
	for _, tag := range was.Tags {
		if !slices.Contains(is.Tags, tag) {
			add(true, "lost the tag "+tag+", which checks of the server may look at")
		}
	}
	for _, tag := range is.Tags {
		if !slices.Contains(was.Tags, tag) {
			add(false, "has the new tag "+tag)
		}
	}
	return list
}

// implies reports whether whoever meets a surely meets b.
func implies(a, b Requirement) bool {
	if b.Kind == "unrestricted" {
		return true
	}
	if a.Kind == "any" {
		return len(a.Any) > 0 && !slices.ContainsFunc(a.Any, func(one Requirement) bool { return !implies(one, b) })
	}
	if b.Kind == "any" {
		return slices.ContainsFunc(b.Any, func(one Requirement) bool { return implies(a, one) })
	}
	if b.Kind == "authenticated" && a.Kind != "check" && a.Kind != "unrestricted" {
		return true // every built-in term refuses a caller without a token
	}
	switch {
	case (a.Kind == "scopes" || a.Kind == "anyscope") && (b.Kind == "scopes" || b.Kind == "anyscope"):
		return impliesScopes(a, b)
	case a.Kind != b.Kind:
		return false
	}
	switch a.Kind {
	case "roles", "targets", "chain":
		return containsAll(a.Words, b.Words)
	case "maxhops":
		n, err1 := strconv.ParseInt(strings.Join(a.Words, ""), 10, 64)
		m, err2 := strconv.ParseInt(strings.Join(b.Words, ""), 10, 64)
		return err1 == nil && err2 == nil && n <= m
	case "check":
		return a.Text == b.Text && a.Check != nil && b.Check != nil && a.Check.Name == b.Check.Name
	}
	return slices.Equal(a.Words, b.Words) && a.Value == b.Value
}

// impliesScopes compares by the sets of scopes that satisfy: a scope of b is met when all that satisfies some scope of a
// satisfies it.
func impliesScopes(a, b Requirement) bool {
	met := func(want string) bool {
		enough := append([]string{want}, b.SatisfiedBy[want]...)
		covers := func(have string) bool { return containsAll(enough, append([]string{have}, a.SatisfiedBy[have]...)) }
		if a.Kind == "anyscope" {
			return !slices.ContainsFunc(a.Words, func(have string) bool { return !covers(have) })
		}
		return slices.ContainsFunc(a.Words, covers)
	}
	if b.Kind == "scopes" {
		return !slices.ContainsFunc(b.Words, func(w string) bool { return !met(w) })
	}
	if a.Kind == "scopes" {
		return slices.ContainsFunc(b.Words, met)
	}
	var enough []string // a: any of; b: any of. Everything that satisfies a has to satisfy b
	for _, w := range b.Words {
		enough = append(append(enough, w), b.SatisfiedBy[w]...)
	}
	for _, w := range a.Words {
		if !containsAll(enough, append([]string{w}, a.SatisfiedBy[w]...)) {
			return false
		}
	}
	return true
}
