package mcpruntime

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/internal/uritemplate"
	"github.com/mcpgen/mcpgen/runtime/check"
)

// catalog is what is registered: immutable once it is published, so that requests read it without locks.
type catalog struct {
	tools, prompts, resources, templates shelf
}

// shelf holds the components of one list: sorted, and by key (the name, or the URI).
type shelf struct {
	sorted []*component
	byKey  map[string]*component
}

func (s *shelf) clone() shelf {
	next := shelf{slices.Clone(s.sorted), maps.Clone(s.byKey)}
	if next.byKey == nil {
		next.byKey = map[string]*component{}
	}
	return next
}

func (s *shelf) add(c *component) error {
	if _, taken := s.byKey[c.key()]; taken {
		return errors.New("the name is taken: registering it again would replace the policy")
	}
	s.byKey[c.key()] = c
	s.sorted = append(s.sorted, c)
	return nil
}

// remove takes a component away; false if there is none.
func (s *shelf) remove(key string) bool {
	c := s.byKey[key]
	delete(s.byKey, key)
	s.sorted = slices.DeleteFunc(s.sorted, func(other *component) bool { return other == c })
	return c != nil
}

func (s *shelf) sort() {
	slices.SortFunc(s.sorted, func(a, b *component) int { return strings.Compare(a.key(), b.key()) })
}

func (c *catalog) clone() *catalog {
	return &catalog{c.tools.clone(), c.prompts.clone(), c.resources.clone(), c.templates.clone()}
}

// shelves are all lists.
func (c *catalog) shelves() []*shelf {
	return []*shelf{&c.tools, &c.prompts, &c.resources, &c.templates}
}

// all returns every component, by kind and then in list order.
func (c *catalog) all() []*component {
	var list []*component
	for _, s := range c.shelves() {
		list = append(list, s.sorted...)
	}
	return list
}

func (c *catalog) add(one *component) error {
	switch one.ID.Kind {
	case check.Tool:
		return c.tools.add(one)
	case check.Prompt:
		return c.prompts.add(one)
	}
	for _, other := range slices.Concat(c.resources.sorted, c.templates.sorted) {
		if one.resource.template.Overlaps(other.resource.template) && one.ID.URI != other.ID.URI {
			return fmt.Errorf("some URI matches it and %q: which policy holds would be chance", other.ID.URI)
		}
	}
	if one.ID.Kind == check.Resource {
		return c.resources.add(one)
	}
	return c.templates.add(one)
}

// remove takes a component away; false if there is none.
func (c *catalog) remove(kind check.Kind, key string) bool {
	switch kind {
	case check.Tool:
		return c.tools.remove(key)
	case check.Prompt:
		return c.prompts.remove(key)
	case check.Resource:
		return c.resources.remove(key)
	case check.ResourceTemplate:
		return c.templates.remove(key)
	}
	return false
}

func (c *catalog) sort() {
	for _, s := range c.shelves() {
		s.sort()
	}
}

// serving returns the component that serves a URI, and the variables in it; nil if there is none. At most one template
// matches, since overlapping ones are refused.
func (c *catalog) serving(uri string) (*component, []uritemplate.Variable) {
	if one := c.resources.byKey[uri]; one != nil {
		return one, nil
	}
	for _, one := range c.templates.sorted {
		if values, ok := one.resource.template.Match(uri); ok {
			return one, values
		}
	}
	return nil, nil
}

// scopeSets collects the sets of scopes that the components' policies name beside those of the server layer.
func scopeSets(layer []check.Check, components []*component) [][]string {
	seen := map[string][]string{}
	for _, c := range components {
		var set []string
		for _, one := range slices.Concat(layer, c.Checks) {
			set = append(set, check.ScopesOf(one, c.ID)...)
		}
		slices.Sort(set)
		set = slices.Compact(set)
		seen[strings.Join(set, " ")] = set
	}
	return slices.SortedFunc(maps.Values(seen), func(a, b []string) int {
		if len(a) != len(b) {
			return len(a) - len(b)
		}
		return slices.Compare(a, b)
	})
}
