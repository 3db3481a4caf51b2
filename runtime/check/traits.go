package check

import "reflect"

// traits are what is known of a check without asking it. Where a check has parts, what holds of it holds only if it holds
// of each. The zero traits are those of a check that somebody else made: nothing is known.
type traits struct {
	ours       bool         // it can be asked as it is: what it asks in turn is kept apart from it
	builtIn    bool         // it neither keeps a request nor takes time
	callerOnly bool         // it looks at nothing but the caller
	open       bool         // it passes everybody
	scopes     *ScopeCheck  // it requires these scopes, and nothing else
	tagged     bool         // … of components with the tag
	tag        string       //
	argument   reflect.Type // it looks at arguments of this type
	parts      []Check      // what it asks
	combined   combination  // how it asks its parts
}

// combination says how many of its parts a check needs.
type combination uint8

const (
	wrapped combination = iota // its one part, under another name
	allOf
	oneOf
)

// traitsOf has a row for each type of check of this package. It is no method of theirs: a type of somebody else's that embeds
// a *ScopeCheck would inherit it.
func traitsOf(c Check) traits {
	switch c := c.(type) {
	case unrestricted:
		return traits{ours: true, builtIn: true, callerOnly: true, open: true}
	case *ScopeCheck:
		return traits{ours: true, builtIn: true, callerOnly: true, scopes: c}
	case *tagCheck:
		return traits{ours: true, builtIn: true, scopes: c.scopes, tagged: true, tag: c.tag}
	case *fact:
		return traits{ours: !c.foreign, builtIn: !c.foreign, callerOnly: true}
	case *caller:
		return traits{callerOnly: true}
	case *made:
		return traits{ours: true, callerOnly: true, parts: c.checks}
	case *all:
		return traits{ours: true, builtIn: true, callerOnly: true, parts: c.checks, combined: allOf}
	case *anyOf:
		return traits{ours: true, builtIn: true, callerOnly: true, parts: c.checks, combined: oneOf}
	case interface{ argType() reflect.Type }:
		return traits{argument: c.argType()}
	}
	return traits{}
}

// CallerOnly reports whether c looks at nothing but the caller, so that its answer is the same for every component of a
// request. False for every check this package did not make.
func CallerOnly(c Check) bool {
	t := traitsOf(c)
	for _, part := range t.parts {
		if !CallerOnly(part) {
			return false
		}
	}
	return t.callerOnly
}

// BuiltIn reports whether c is made of this package's own checks only, so that it neither keeps a request nor takes time.
func BuiltIn(c Check) bool {
	t := traitsOf(c)
	for _, part := range t.parts {
		if !BuiltIn(part) {
			return false
		}
	}
	return t.builtIn
}

// ArgTypes returns the argument types that the [Arg] checks in c need; none when c has no such check.
func ArgTypes(c Check) []reflect.Type {
	t := traitsOf(c)
	if t.argument != nil {
		return []reflect.Type{t.argument}
	}
	var types []reflect.Type
	for _, part := range t.parts {
		types = append(types, ArgTypes(part)...)
	}
	return types
}

// about reports whether the check concerns the component at all.
func (t *traits) about(c Component) bool {
	if !t.tagged {
		return true
	}
	for _, tag := range c.Tags {
		if tag == t.tag {
			return true
		}
	}
	return false
}

// ScopesOf returns the scopes that c names for the component: of a one-of requirement the first listed, and none for
// checks that are not about scopes.
func ScopesOf(c Check, about Component) []string {
	t := traitsOf(c)
	if t.scopes != nil && t.about(about) {
		return t.scopes.short.AppendNeeded(nil)
	}
	var names []string
	for _, part := range t.parts {
		names = append(names, ScopesOf(part, about)...)
		if t.combined == oneOf && len(names) > 0 {
			break
		}
	}
	return names
}
