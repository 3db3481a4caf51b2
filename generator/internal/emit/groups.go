package emit

import (
	"slices"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// group are the components that one RegisterMCP registers.
type group struct {
	receiver   string
	components []*ir.Component
}

// byReceiver groups components: the package's functions first, then receiver types in order of appearance.
func byReceiver(all []*ir.Component) []group {
	var groups []group
	for _, c := range all {
		receiver := c.Func.Receiver
		if c.Kind == ir.Complete {
			receiver = c.Completes.Of.Func.Receiver
		}
		i := slices.IndexFunc(groups, func(g group) bool { return g.receiver == receiver })
		if i < 0 {
			i = len(groups)
			groups = append(groups, group{receiver: receiver})
		}
		groups[i].components = append(groups[i].components, c)
	}
	slices.SortStableFunc(groups, func(a, b group) int {
		switch {
		case a.receiver == "" && b.receiver != "":
			return -1
		case a.receiver != "" && b.receiver == "":
			return 1
		}
		return 0
	})
	return groups
}
