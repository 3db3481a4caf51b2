package codec

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/internal/nearest"
)

// Members are the names that an object may have. Generated code makes them once: Required("id").Optional("note").
type Members struct {
	names    []string // the required ones first
	required int
	defaults []memberDefault
}

// memberDefault is the JSON text that is read when an optional member is left out.
type memberDefault struct {
	index int
	text  []byte // never written to
}

// Required are members that must be present.
//
//go:noinline
func Required(names ...string) Members { return Members{names: names, required: len(names)} }

// Optional are members that may be left out.
//
//go:noinline
func Optional(names ...string) Members { return Members{names: names} }

// Optional adds members that may be left out.
//
//go:noinline
func (m Members) Optional(names ...string) Members {
	return Members{names: append(m.names[:m.required:m.required], names...), required: m.required}
}

// Default says what an optional member is when it is left out: the loop over an [Object] goes to it after all others, and
// reads it from text as if the object had it. So no two values share what a default is made of. The text is JSON that
// the generator has checked.
func (m Members) Default(name, text string) Members {
	m.defaults = append(slices.Clip(m.defaults), memberDefault{slices.Index(m.names, name), []byte(text)})
	return m
}

// Object walks over the members of a JSON object. Next reports the unknown, the repeated and, at the end, the missing
// ones, so a loop sees each known member at most once.
type Object struct {
	d       *Decoder
	members *Members
	seen    uint64 // of the first 64 members
	wide    []bool // of the others
	next    int    // the index after the last member: members mostly come in order
	current int
	open    bool
	started bool

	// While a default is being read: how many of them have been looked at, and what the decoder goes back to.
	defaulted, noted int
	reading          bool
	outer            []byte
	outerPos         int
}

// Object starts to read an object; anything else is a problem and gives no member.
func (d *Decoder) Object(members *Members) Object {
	o := Object{d: d, members: members}
	if d.peek() != '{' {
		d.mistyped("an object")
		return o
	}
	o.open = d.push()
	if len(members.names) > 64 {
		o.wide = make([]bool, len(members.names)-64)
	}
	return o
}

// Next goes to the next known member, whose value the caller then reads. It returns false after the last one.
func (o *Object) Next() bool {
	if !o.open {
		return false
	}
	d := o.d
	for o.defaulted == 0 && d.member(!o.started) {
		o.started = true
		name, ok := d.text()
		if !ok || !d.colon() {
			d.stop() // without a name there is no telling what the value is
			break
		}
		index := o.find(name)
		if index < 0 {
			o.unknown(string(name))
			continue
		}
		o.current, o.next = index, index+1
		d.path[len(d.path)-1] = step{kind: stepName, name: o.members.names[index]}
		if o.mark(index) {
			d.problem("is given more than once, want it once")
			d.skip()
			continue
		}
		return true
	}
	if o.members.defaults != nil && o.nextDefault() {
		return true
	}
	o.open = false
	d.pop()
	o.missing()
	return false
}

// nextDefault goes to the next member that was left out and has a default.
func (o *Object) nextDefault() bool {
	d := o.d
	if o.reading {
		o.reading = false
		d.raw, d.pos = o.outer, o.outerPos
		if d.dead {
			d.pos = len(d.raw)
		}
		for i := range d.problems[o.noted:] {
			p := &d.problems[o.noted+i]
			p.Message = "was left out, and its default " + p.Message
		}
	}
	for o.defaulted < len(o.members.defaults) {
		next := o.members.defaults[o.defaulted]
		o.defaulted++
		if o.has(next.index) || d.dead || !d.charge(uintptr(len(next.text))) {
			continue
		}
		o.outer, o.outerPos, o.noted, o.reading = d.raw, d.pos, len(d.problems), true
		d.raw, d.pos = next.text, 0
		o.current = next.index
		d.path[len(d.path)-1] = step{kind: stepName, name: o.members.names[next.index]}
		return true
	}
	return false
}

// Name is the name of the member that Next went to.
func (o *Object) Name() string { return o.members.names[o.current] }

// find returns the index of a name, or -1.
func (o *Object) find(name []byte) int {
	names := o.members.names
	for i := o.next; i < len(names); i++ {
		if names[i] == string(name) {
			return i
		}
	}
	for i := range min(o.next, len(names)) {
		if names[i] == string(name) {
			return i
		}
	}
	return -1
}

// mark notes that a member was there, and reports whether it had been there before.
func (o *Object) mark(index int) (before bool) {
	if index >= 64 {
		before, o.wide[index-64] = o.wide[index-64], true
		return before
	}
	before = o.seen&(1<<index) != 0
	o.seen |= 1 << index
	return before
}

// has reports whether a member was there.
func (o *Object) has(index int) bool {
	return index < 64 && o.seen&(1<<index) != 0 || index >= 64 && o.wide[index-64]
}

// missing notes each required member that was not there.
func (o *Object) missing() {
	for i := range o.members.required {
		if o.has(i) {
			continue
		}
		if o.d.dead {
			return
		}
		o.d.problemAt(o.d.pointer()+"/"+pointerEscaper.Replace(o.members.names[i]), "is missing, but required")
	}
}

// unknown notes a member that the object does not have, and skips its value.
func (o *Object) unknown(name string) {
	names := o.members.names
	choices := "there are no members here"
	if len(names) > 0 {
		choices = "valid members: " + strings.Join(names, ", ")
	}
	if close, ok := nearest.Of(name, names); ok {
		choices = fmt.Sprintf("did you mean %q? %s", close, choices)
	}
	o.d.path[len(o.d.path)-1] = step{kind: stepName, name: name}
	o.d.problem("is not a known member; " + choices)
	o.d.skip()
}
