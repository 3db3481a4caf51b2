package codec

import (
	"fmt"
	"unsafe"
)

// ItemsRule is a constraint on the number of elements, for [ReadSliceWith] and [ReadMapWith].
type ItemsRule struct {
	max   bool
	count int
}

// MinItems asks for at least n elements.
func MinItems(n int) ItemsRule { return ItemsRule{count: n} }

// MaxItems asks for at most n elements.
func MaxItems(n int) ItemsRule { return ItemsRule{max: true, count: n} }

func checkItems(d *Decoder, n int, rules []ItemsRule) {
	for _, r := range rules {
		if r.max && n > r.count {
			d.problem(fmt.Sprintf("has %s, want at most %d", count(n, "element"), r.count))
		} else if !r.max && n < r.count {
			d.problem(fmt.Sprintf("has %s, want at least %d", count(n, "element"), r.count))
		}
	}
}

// ReadSlice reads an array of any length. [] gives an empty slice that is not nil.
func ReadSlice[S ~[]E, E any](d *Decoder, v *S, elem func(*Decoder, *E)) { readSlice(d, v, elem) }

// ReadSliceWith reads an array whose length obeys rules.
func ReadSliceWith[S ~[]E, E any](d *Decoder, v *S, elem func(*Decoder, *E), rules ...ItemsRule) {
	if readSlice(d, v, elem) {
		checkItems(d, len(*v), rules)
	}
}

// readSlice reports whether there was an array.
func readSlice[S ~[]E, E any](d *Decoder, v *S, elem func(*Decoder, *E)) bool {
	if d.peek() != '[' {
		d.mistyped("an array")
		return false
	}
	if !d.push() {
		return false
	}
	depth := len(d.path) - 1
	s := make(S, 0, d.countElements()) // at most a few thousand
	var zero E
	for first := true; d.element(first); first = false {
		d.path[depth] = step{kind: stepIndex, index: len(s)}
		if !d.charge(unsafe.Sizeof(zero)) {
			break
		}
		s = append(s, zero)
		elem(d, &s[len(s)-1])
	}
	d.pop()
	*v = s
	return true
}

// ReadArray reads an array of exactly len(v) elements into v, a slice of a Go array.
func ReadArray[E any](d *Decoder, v []E, elem func(*Decoder, *E)) {
	if d.peek() != '[' {
		d.mistyped("an array")
		return
	}
	if !d.push() {
		return
	}
	depth, n := len(d.path)-1, 0
	for first := true; d.element(first); first = false {
		d.path[depth] = step{kind: stepIndex, index: n}
		if n < len(v) {
			elem(d, &v[n])
		} else {
			d.skip()
		}
		n++
	}
	d.pop()
	if n != len(v) {
		d.problem(fmt.Sprintf("has %s, want exactly %d", count(n, "element"), len(v)))
	}
}

// countElements looks ahead and counts the elements of the array that was just opened, so that its slice is made at
// once. It gives up after a while: a longer array grows as slices do.
func (d *Decoder) countElements() int {
	const lookAhead = 4096
	depth, commas, any := 0, 0, false
	for i, end := d.pos, min(len(d.raw), d.pos+lookAhead); i < end; i++ {
		switch c := d.raw[i]; c {
		case ' ', '\n', '\t', '\r':
			continue
		case '"':
			for i++; i < end && d.raw[i] != '"'; i++ {
				if d.raw[i] == '\\' {
					i++
				}
			}
		case '[', '{':
			depth++
		case ']', '}':
			if depth == 0 {
				if any {
					commas++
				}
				return commas
			}
			depth--
		case ',':
			if depth == 0 {
				commas++
			}
		}
		any = true
	}
	return commas + 1
}
