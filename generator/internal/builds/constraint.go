package builds

import (
	"go/build/constraint"
	"slices"
	"strings"
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

// And holds where both hold. In which order two constraints are put together does not show.
func (c Constraint) And(d Constraint) Constraint {
	var parts []constraint.Expr
	for _, x := range []constraint.Expr{c.expr, d.expr} {
		for x != nil {
			and, ok := x.(*constraint.AndExpr)
			if !ok {
				parts = append(parts, x)
				break
			}
			parts = append(parts, and.X)
			x = and.Y
		}
	}
	implied := func(x, by Constraint) bool { return by.Implies(x) }
	return joined(parts, implied, func(x, y constraint.Expr) constraint.Expr { return &constraint.AndExpr{X: x, Y: y} })
}

// Or holds where one of the two holds, likewise.
func (c Constraint) Or(d Constraint) Constraint {
	if c.expr == nil || d.expr == nil {
		return Constraint{}
	}
	var parts []constraint.Expr
	for _, x := range []constraint.Expr{c.expr, d.expr} {
		for {
			or, ok := x.(*constraint.OrExpr)
			if !ok {
				parts = append(parts, x)
				break
			}
			parts = append(parts, or.X)
			x = or.Y
		}
	}
	implied := func(x, by Constraint) bool { return x.Implies(by) }
	return joined(parts, implied, func(x, y constraint.Expr) constraint.Expr { return &constraint.OrExpr{X: x, Y: y} })
}

// joined puts parts together that none of the others makes superfluous, sorted by their text.
func joined(parts []constraint.Expr, superfluous func(x, by Constraint) bool, join func(x, y constraint.Expr) constraint.Expr) Constraint {
	slices.SortFunc(parts, func(x, y constraint.Expr) int { return strings.Compare(x.String(), y.String()) })
	parts = slices.CompactFunc(parts, func(x, y constraint.Expr) bool { return x.String() == y.String() })
	for i := 0; i < len(parts); i++ {
		for j := range parts {
			if i != j && superfluous(Constraint{parts[i]}, Constraint{parts[j]}) {
				parts = slices.Delete(parts, i, i+1)
				i--
				break
			}
		}
	}
	var whole constraint.Expr
	for _, part := range slices.Backward(parts) {
		if whole == nil {
			whole = part
		} else {
			whole = join(part, whole)
		}
	}
	return Constraint{whole}.simple()
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
