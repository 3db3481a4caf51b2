package variants

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// arrange puts components into the order in which their functions stand, and names all the files: a function that several
// files have, each for another build, counts where the first of those has it. So every build writes the same bytes.
func (r *reader) arrange(components []*ir.Component) {
	type at struct {
		file   string
		offset int
	}
	first := map[*ir.Component]at{}
	for _, c := range components {
		var places []at
		for _, d := range r.index[strings.TrimPrefix(c.Func.Receiver+"."+c.Func.Name, ".")] {
			if d.file.here || len(d.file.directives[d.node]) > 0 {
				places = append(places, at{filepath.Base(d.span().File), d.span().Start.Offset})
			}
		}
		if len(places) == 0 { // a method by an alias of its receiver's type
			first[c] = at{c.File, c.Declared.Start.Offset}
			continue
		}
		slices.SortFunc(places, func(x, y at) int { return cmp.Or(cmp.Compare(x.file, y.file), cmp.Compare(x.offset, y.offset)) })
		first[c] = places[0]
		var names []string
		for _, p := range places {
			names = append(names, p.file)
		}
		c.File = strings.Join(slices.Compact(names), ", ")
	}
	slices.SortStableFunc(components, func(x, y *ir.Component) int {
		return cmp.Or(last(x)-last(y), cmp.Compare(first[x].file, first[y].file), cmp.Compare(first[x].offset, first[y].offset))
	})
}

// last puts completions behind what they complete.
func last(c *ir.Component) int {
	if c.Kind == ir.Complete {
		return 1
	}
	return 0
}
