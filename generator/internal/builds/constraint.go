package builds

import (
	"go/build/constraint"
	"slices"
)

// Constraint says in which builds something is compiled. The zero Constraint is all of them.
type Constraint struct{ expr constraint.Expr }

// String is the expression of a //go:build line; "" is no line.
func (c Constraint) String() string {
	if c.expr == nil {
		return ""
	}
	return c.expr.String()
}

// Where is the constraint in a message.
func (c Constraint) Where() string {
	if c.expr == nil {
		return "in every build"
	}
	return "only where " + c.String()
}

// And holds where both hold.
func (c Constraint) And(d Constraint) Constraint {
	switch {
	case c.Implies(d):
		return c
	case d.Implies(c):
		return d
	}
	return Constraint{&constraint.AndExpr{X: c.expr, Y: d.expr}}
}

// Or holds where one of the two holds.
func (c Constraint) Or(d Constraint) Constraint {
	switch {
	case c.Implies(d):
		return d
	case d.Implies(c):
		return c
	}
	return Constraint{&constraint.OrExpr{X: c.expr, Y: d.expr}}.simple()
}

// Implies reports whether d holds in every build in which c does.
func (c Constraint) Implies(d Constraint) bool {
	if d.expr == nil || c.String() == d.String() {
		return true
	}
	return !possible(func(w world) bool { return c.holds(w) && !d.holds(w) }, c.expr, d.expr)
}

// Equal reports whether two constraints hold in the same builds.
func (c Constraint) Equal(d Constraint) bool { return c.Implies(d) && d.Implies(c) }

// Meets reports whether there is a build in which both hold.
func (c Constraint) Meets(d Constraint) bool {
	return possible(func(w world) bool { return c.holds(w) && d.holds(w) }, c.expr, d.expr)
}

func (c Constraint) always() bool {
	return !possible(func(w world) bool { return !c.holds(w) }, c.expr)
}

// simple is the zero Constraint for one that always holds.
func (c Constraint) simple() Constraint {
	if c.expr == nil || c.always() {
		return Constraint{}
	}
	return c
}

func (c Constraint) holds(w world) bool { return c.expr == nil || c.expr.Eval(w.has) }

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
