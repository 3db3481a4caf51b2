package builds

import (
	"go/build/constraint"
	"slices"
)

// tagsOf lists the tags that expressions mention, sorted.
func tagsOf(exprs ...constraint.Expr) []string {
	var tags []string
	var walk func(x constraint.Expr)
	walk = func(x constraint.Expr) {
		switch x := x.(type) {
		case *constraint.TagExpr:
			tags = append(tags, x.Tag)
		case *constraint.NotExpr:
			walk(x.X)
		case *constraint.AndExpr:
			walk(x.X)
			walk(x.Y)
		case *constraint.OrExpr:
			walk(x.X)
			walk(x.Y)
		}
	}
	for _, x := range exprs {
		walk(x)
	}
	slices.Sort(tags)
	return slices.Compact(tags)
}
