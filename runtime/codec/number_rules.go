package codec

import (
	"fmt"
	"strconv"
)

// NumberRule is a constraint on a number: NumberRule[int] or, for bounds of more than 32 bits, NumberRule[int64], for
// [ReadIntWith] and [ReadUintWith]; NumberRule[float64], made of constants like 1.0, for [ReadFloatWith].
type NumberRule[N int | int64 | float64] struct {
	op    numberOp
	bound N
}

type numberOp uint8

const (
	opMin numberOp = iota + 1
	opMax
	opAbove
	opBelow
	opMultipleOf
)

var numberWants = [...]string{opMin: "at least", opMax: "at most", opAbove: "more than", opBelow: "less than", opMultipleOf: "a multiple of"}

// Min asks for bound or more.
func Min[N int | int64 | float64](bound N) NumberRule[N] { return NumberRule[N]{opMin, bound} }

// Max asks for bound or less.
func Max[N int | int64 | float64](bound N) NumberRule[N] { return NumberRule[N]{opMax, bound} }

// Above asks for more than bound.
func Above[N int | int64 | float64](bound N) NumberRule[N] { return NumberRule[N]{opAbove, bound} }

// Below asks for less than bound.
func Below[N int | int64 | float64](bound N) NumberRule[N] { return NumberRule[N]{opBelow, bound} }

// MultipleOf asks for a multiple of divisor, which is more than 0.
func MultipleOf[N int | int64 | float64](divisor N) NumberRule[N] {
	return NumberRule[N]{opMultipleOf, divisor}
}

func (r NumberRule[N]) checkInt(d *Decoder, n int64) {
	bound := int64(r.bound)
	if !holds(r.op, compare(n, bound)) || r.op == opMultipleOf && n%bound != 0 {
		d.problem(fmt.Sprintf("is %d, want %s %d", n, numberWants[r.op], bound))
	}
}

func (r NumberRule[N]) checkUint(d *Decoder, n uint64) {
	bound := int64(r.bound)
	order := 1
	if bound >= 0 {
		order = compare(n, uint64(bound))
	}
	if !holds(r.op, order) || r.op == opMultipleOf && n%uint64(bound) != 0 {
		d.problem(fmt.Sprintf("is %d, want %s %d", n, numberWants[r.op], bound))
	}
}

func (r NumberRule[N]) checkFloat(d *Decoder, n float64, literal []byte) {
	bound := float64(r.bound)
	if !holds(r.op, compareExact(n, literal, bound)) || r.op == opMultipleOf && !multipleOf(literal, bound) {
		d.problem("is " + abbreviate(string(literal)) + ", want " + numberWants[r.op] + " " + strconv.FormatFloat(bound, 'g', -1, 64))
	}
}

// holds reports whether a value that compares so with the bound obeys the rule.
func holds(op numberOp, order int) bool {
	switch op {
	case opMin:
		return order >= 0
	case opMax:
		return order <= 0
	case opAbove:
		return order > 0
	case opBelow:
		return order < 0
	}
	return true
}

func compare[N int64 | uint64](a, b N) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
