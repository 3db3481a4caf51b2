package policy

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Change is one difference between two documents.
type Change struct {
	// Widens says that somebody may see or call something that was refused before.
	Widens bool `json:"widens"`
	// Component as "tool add_note of example.com/notes".
	Component string `json:"component"`
	What      string `json:"what"`
}

// Compare lists what changed from old to new: first what widens access. A requirement counts as kept only when one of
// the new ones is provably at least as strong, so that doubt shows as a change. Of a custom check only its own code
// is looked at, not what it calls.
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
	list = append(list, rewritten(old, new)...)
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

// rewritten lists the checks whose code has changed. Whether it lets more callers in, only a reader can say, so it counts
// as if it did.
func rewritten(old, new Document) []Change {
	was, is := codes(old), codes(new)
	var list []Change
	for _, name := range slices.Sorted(maps.Keys(is)) {
		if was[name] != "" && is[name] != was[name] {
			list = append(list, Change{true, "check " + name, "has other code"})
		}
	}
	return list
}

// codes are the digests of the checks of a document, by name and package.
func codes(d Document) map[string]string {
	m := map[string]string{}
	var visit func(path string, list []Requirement)
	visit = func(path string, list []Requirement) {
		for _, r := range list {
			if r.Check != nil && strings.Contains(r.Check.Name, "/") {
				m[r.Check.Name] = r.Check.Code
			} else if r.Check != nil {
				m[r.Check.Name+" of "+path] = r.Check.Code
			}
			visit(path, r.Any)
		}
	}
	for _, p := range d.Packages {
		for _, c := range p.Components {
			visit(p.Path, c.Requires)
		}
	}
	return m
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
	add := func(widens bool, format string, args ...any) {
		list = append(list, Change{widens, key, fmt.Sprintf(format, args...)})
	}
	if a, b := function(was), function(is); a != b {
		add(true, "now runs %s instead of %s", is.Func, was.Func)
	}
	now, before := joined(is.Requires), joined(was.Requires)
	for _, r := range was.Requires {
		if !slices.ContainsFunc(now, func(now Requirement) bool { return implies(now, r) }) {
			add(true, "no longer requires %s; requires %s", r.describe(), is.Requirements())
		}
	}
	for _, r := range is.Requires {
		if !slices.ContainsFunc(before, func(before Requirement) bool { return implies(before, r) }) {
			add(false, "now requires %s", r.describe())
		}
	}
	if was.Deny != is.Deny {
		add(is.Deny == "challenge", "deny=%s is now deny=%s", was.Deny, is.Deny)
	}
	for _, tag := range was.Tags {
		if !slices.Contains(is.Tags, tag) {
			add(true, "lost the tag %s, which checks of the server may look at", tag)
		}
	}
	for _, tag := range is.Tags {
		if !slices.Contains(was.Tags, tag) {
			add(false, "has the new tag %s", tag)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(was.Meta)) {
		old, now := compact(was.Meta[name]), compact(is.Meta[name])
		switch {
		case now == "":
			add(true, "lost meta.%s=%s, which checks may look at", name, old)
		case now != old:
			add(true, "meta.%s=%s is now %s; checks may look at it", name, old, now)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(is.Meta)) {
		if _, had := was.Meta[name]; !had {
			add(false, "has the new meta.%s=%s", name, compact(is.Meta[name]))
		}
	}
	return list
}

// function is the Go function of a component; whether it needs a pointer makes no difference.
func function(c Component) string {
	return strings.NewReplacer("(", "", "*", "", ")", "").Replace(c.Func)
}

// compact removes what does not matter of a JSON value.
func compact(value json.RawMessage) string {
	var b bytes.Buffer
	if json.Compact(&b, value) != nil {
		return string(value)
	}
	return b.String()
}

// joined adds to some requirements what those of one kind that list words come to together: scopes(a) and scopes(b) are
// scopes(a, b).
func joined(list []Requirement) []Requirement {
	out := slices.Clone(list)
	for _, kind := range []string{"scopes", "roles", "targets", "chain"} {
		all := Requirement{Kind: kind, SatisfiedBy: map[string][]string{}}
		for _, r := range list {
			if r.Kind == kind {
				all.Words = append(all.Words, r.Words...)
				maps.Copy(all.SatisfiedBy, r.SatisfiedBy)
			}
		}
		if len(all.Words) > 0 {
			out = append(out, all)
		}
	}
	return out
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
		return sameCheck(a, b)
	}
	return slices.Equal(a.Words, b.Words) && a.Value == b.Value
}

// sameCheck reports whether two requirements call one function with the same arguments, and no later: a component whose
// check waits for the call is seen by everybody before.
func sameCheck(a, b Requirement) bool {
	if a.Check == nil || b.Check == nil || a.Check.Name != b.Check.Name || a.Phase == "call" && b.Phase != "call" {
		return false
	}
	if a.Check.Args == nil || b.Check.Args == nil { // nothing to compare, or a document of an older mcpgen
		return a.Text == b.Text || a.Check.Args == nil && b.Check.Args == nil && !strings.Contains(a.Text+b.Text, "(")
	}
	return slices.Equal(a.Check.Args, b.Check.Args)
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
