package mcpruntime

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/runtime/check"
)

// catalog is what is registered: immutable once it is published, so that requests read it without locks.
type catalog struct {
	tools      []*component // sorted by name
	toolByName map[string]*component
}

func (c *catalog) clone() *catalog {
	next := &catalog{tools: slices.Clone(c.tools), toolByName: maps.Clone(c.toolByName)}
	if next.toolByName == nil {
		next.toolByName = map[string]*component{}
	}
	return next
}

func (c *catalog) add(one *component) error {
	if _, taken := c.toolByName[one.id.Name]; taken {
		return errors.New("the name is taken: registering it again would replace the policy")
	}
	listing, err := listTool(one.tool.spec)
	if err != nil {
		return err
	}
	one.tool.listing = listing
	c.toolByName[one.id.Name] = one
	c.tools = append(c.tools, one)
	return nil
}

func (c *catalog) sort() {
	slices.SortFunc(c.tools, func(a, b *component) int { return strings.Compare(a.id.Name, b.id.Name) })
}

// scopeSets collects the sets of scopes that the components' policies name beside those of the server layer.
func scopeSets(layer []check.Check, components []*component) [][]string {
	seen := map[string][]string{}
	for _, c := range components {
		var set []string
		for _, one := range slices.Concat(layer, c.policy.checks) {
			set = append(set, check.ScopesOf(one, c.id)...)
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
