package codec

import "fmt"

// push opens an object or array at the current value; the caller has seen its bracket. False: too deep, and skipped.
func (d *Decoder) push() bool {
	if len(d.path) == MaxDepth {
		d.fatal(fmt.Sprintf("is nested deeper than %d objects and arrays", MaxDepth))
		return false
	}
	d.pos++
	d.path = append(d.path, step{})
	return true
}

// charge takes the size of a value that is about to be made out of the budget: a few bytes of text, as {}, can stand
// for a large struct. False: there is none left.
func (d *Decoder) charge(bytes uintptr) bool {
	if d.budget -= int(bytes); d.budget < 0 {
		d.fatal("holds too many values for its length")
		return false
	}
	return true
}

// pop closes what push opened.
func (d *Decoder) pop() {
	d.path[len(d.path)-1] = step{}
	d.path = d.path[:len(d.path)-1]
}
