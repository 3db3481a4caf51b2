package check

import "slices"

// ScopesOf returns the scopes that c names for the component: of a one-of requirement the first listed, and none for
// checks that are not about scopes.
func ScopesOf(c Check, about Component) []string {
	var names []string
	switch c := c.(type) {
	case *ScopeCheck:
		if c != nil {
			names = c.short.AppendNeeded(nil)
		}
	case *tagCheck:
		if slices.Contains(about.Tags, c.tag) {
			names = ScopesOf(c.scopes, about)
		}
	case *all:
		for _, one := range c.checks {
			names = append(names, ScopesOf(one, about)...)
		}
	case *anyOf:
		for _, one := range c.checks {
			if names = ScopesOf(one, about); len(names) > 0 {
				break
			}
		}
	case *made:
		return ScopesOf(c.check, about)
	}
	return names
}
