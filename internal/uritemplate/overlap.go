package uritemplate

// Overlaps reports whether some URI matches both templates: a walk over the product of the two, seen as automata. It errs
// on the safe side where a literal spells what no value may be, as %2F or "..".
func (t Template) Overlaps(other Template) bool {
	a, b := t.symbols(), other.symbols()
	type state struct{ i, j int }
	seen, queue := map[state]bool{}, []state{{0, 0}}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		if seen[at] {
			continue
		}
		seen[at] = true
		if at.i == len(a) && at.j == len(b) {
			return true
		}
		if at.i == len(a) || at.j == len(b) {
			continue
		}
		x, y := a[at.i], b[at.j]
		if !x.meets(y) {
			continue
		}
		queue = append(queue, state{at.i + 1, at.j + 1})
		if x.variable {
			queue = append(queue, state{at.i, at.j + 1})
		}
		if y.variable {
			queue = append(queue, state{at.i + 1, at.j})
		}
	}
	return false
}

// symbol is one character, or a variable: one or more characters that a variable takes.
type symbol struct {
	char     byte
	variable bool
}

func (t Template) symbols() []symbol {
	var list []symbol
	for _, p := range t.parts {
		for i := range len(p.literal) {
			list = append(list, symbol{char: p.literal[i]})
		}
		if p.variable != "" {
			list = append(list, symbol{variable: true})
		}
	}
	return list
}

func (x symbol) meets(y symbol) bool {
	switch {
	case x.variable && y.variable:
		return true
	case x.variable:
		return continuesValue(y.char)
	case y.variable:
		return continuesValue(x.char)
	}
	return x.char == y.char
}
