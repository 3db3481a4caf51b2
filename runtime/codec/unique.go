package codec

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"unsafe"

	"github.com/mcpgen/mcpgen/internal/decimal"
)

// fewItems are so few that comparing each with each costs less than a map.
const fewItems = 8

// ReadUniqueSlice reads an array without equal elements, whose length obeys rules. It is for strings, integers and
// booleans, which == compares as JSON Schema does.
func ReadUniqueSlice[S ~[]E, E comparable](d *Decoder, v *S, elem func(*Decoder, *E), rules ...ItemsRule) {
	noted := len(d.problems)
	if !readSlice(d, v, elem) {
		return
	}
	checkItems(d, len(*v), rules)
	if len(d.problems) > noted {
		return // elements that could not be read are all zero
	}
	if len(*v) <= fewItems {
		for i, e := range *v {
			if j := slices.Index(*v, e); j < i {
				d.repeated(i, j)
			}
		}
		return
	}
	first := map[E]int{}
	for i, e := range *v {
		if j, ok := first[e]; ok {
			d.repeated(i, j)
			continue
		}
		first[e] = i
		if !d.charge(2 * (unsafe.Sizeof(e) + unsafe.Sizeof(i))) {
			return
		}
	}
}

// ReadUniqueItems reads an array of elements of any type, no two of which are equal as JSON Schema has it: numbers by value,
// objects whatever the order of their members. Its length obeys rules. What a default adds to an element does not count.
func ReadUniqueItems[S ~[]E, E any](d *Decoder, v *S, elem func(*Decoder, *E), rules ...ItemsRule) {
	noted, start := len(d.problems), 0
	d.peek()
	start = d.pos
	if !readSlice(d, v, elem) {
		return
	}
	checkItems(d, len(*v), rules)
	if d.dead || len(d.problems) > noted || len(*v) < 2 {
		return
	}
	end := d.pos
	d.pos = start + 1
	first := map[string]int{}
	var form []byte
	for i := 0; d.element(i == 0); i++ {
		form = d.appendCanonical(form[:0])
		if j, ok := first[string(form)]; ok {
			d.repeated(i, j)
			continue
		}
		if !d.charge(uintptr(len(form)) + 2*(unsafe.Sizeof("")+unsafe.Sizeof(i))) {
			return
		}
		first[string(form)] = i
	}
	if !d.dead {
		d.pos = end
	}
}

// repeated notes that element i is equal to element j.
func (d *Decoder) repeated(i, j int) {
	d.problemAt(d.pointer()+"/"+strconv.Itoa(i), fmt.Sprintf("is equal to element %d, want elements that differ", j))
}

// appendCanonical reads a value that has been read before, and appends a text that it shares with the values that are equal
// to it, and with no other. It takes time and memory in proportion to the value, and to the depth of its objects.
func (d *Decoder) appendCanonical(b []byte) []byte {
	switch c := d.peek(); c {
	case '"':
		if s, ok := d.text(); ok {
			b = AppendString(b, string(s))
		}
		return b
	case '[':
		d.pos++
		b = append(b, '[')
		for first := true; d.element(first); first = false {
			b = append(d.appendCanonical(b), ',')
		}
		return append(b, ']')
	case '{':
		d.pos++
		return d.appendCanonicalObject(append(b, '{'))
	case 't', 'f', 'n':
		start := d.pos
		d.skip()
		return append(b, d.raw[start:d.pos]...)
	}
	if token, ok := d.scanNumber(); ok {
		b = decimal.AppendCanonical(b, token)
	}
	return b
}

// appendCanonicalObject appends the members in the order of their text.
func (d *Decoder) appendCanonicalObject(b []byte) []byte {
	start, sorted := len(b), true
	type span struct{ from, to int }
	var members []span
	for first := true; d.member(first); first = false {
		from := len(b)
		if name, ok := d.text(); ok && d.colon() {
			b = append(AppendString(b, string(name)), ':')
			b = append(d.appendCanonical(b), ',')
		}
		if n := len(members); n > 0 && bytes.Compare(b[members[n-1].from:members[n-1].to], b[from:]) > 0 {
			sorted = false
		}
		members = append(members, span{from, len(b)})
	}
	if !sorted {
		unsorted := bytes.Clone(b[start:])
		slices.SortFunc(members, func(x, y span) int {
			return bytes.Compare(unsorted[x.from-start:x.to-start], unsorted[y.from-start:y.to-start])
		})
		b = b[:start]
		for _, m := range members {
			b = append(b, unsorted[m.from-start:m.to-start]...)
		}
	}
	return append(b, '}')
}
