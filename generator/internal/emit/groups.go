package emit

import (
	"slices"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// group are the components that one RegisterMCP registers, or one RegisterNAMEMCP for those of an interface.
type group struct {
	receiver    string
	isInterface bool
	components  []*ir.Component
}

// byReceiver groups components: the package's functions first, then receiver types in order of appearance.
func byReceiver(all []*ir.Component) []group {
	var groups []group
	for _, c := range all {
		by := c.Func
		if c.Kind == ir.Complete {
			by = c.Completes.Of.Func
		}
		receiver := by.Receiver
		i := slices.IndexFunc(groups, func(g group) bool { return g.receiver == receiver })
		if i < 0 {
			i = len(groups)
			groups = append(groups, group{receiver: receiver, isInterface: by.Interface})
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
