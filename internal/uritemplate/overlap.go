package uritemplate

import (
	"net/url"
	"unicode/utf8"
)

// Overlaps reports whether some URI matches both templates: a walk over the product of the two, seen as automata. It looks
// at one character or encoded byte at a time, so it errs on the safe side where a literal spells a value that is unsafe only
// as a whole: "." and "..", and encoded bytes that together are no text.
func (t Template) Overlaps(other Template) bool {
	a, b := t.symbols(), other.symbols()
	type state struct{ i, j int }
	seen, open := make([]bool, (len(a)+1)*(len(b)+1)), []state{{0, 0}}
	for len(open) > 0 {
		at := open[len(open)-1]
		open = open[:len(open)-1]
		if seen[at.i*(len(b)+1)+at.j] {
			continue
		}
		seen[at.i*(len(b)+1)+at.j] = true
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
		open = append(open, state{at.i + 1, at.j + 1})
		if x.variable {
			open = append(open, state{at.i, at.j + 1})
		}
		if y.variable {
			open = append(open, state{at.i + 1, at.j})
		}
	}
	return false
}

// symbol is a character or an encoded byte of a literal, as it is spelt, or a variable: one or more that a value may hold.
// An encoded byte is never taken apart: no value ends inside one.
type symbol struct {
	spelt    string
	variable bool
}

func (t Template) symbols() []symbol {
	var list []symbol
	for _, p := range t.parts {
		for rest := p.literal; rest != ""; {
			size := 1
			if isEncoded(rest) {
				size = len("%XX")
			}
			list, rest = append(list, symbol{spelt: rest[:size]}), rest[size:]
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
		return y.inValue()
	case y.variable:
		return x.inValue()
	}
	return x.spelt == y.spelt
}

// inValue reports whether a value may hold what is spelt, beside other characters.
func (x symbol) inValue() bool {
	if !continuesValue(x.spelt[0]) {
		return false
	}
	value, err := url.PathUnescape(x.spelt)
	return err == nil && (value == "." || !utf8.ValidString(value) || safeValue(value))
}
