package codec

import (
	"bytes"
	"unsafe"
)

// mapReader walks over the members of an object that becomes a map. The names are the caller's to turn into keys.
type mapReader[K comparable, V any] struct {
	name    []byte // of the member that next went to
	m       map[K]V
	value   *V
	isMap   bool // there was an object, so m is to be kept
	started bool
}

// openMap starts to read an object; anything else is a problem and gives no member.
func openMap[K comparable, V any](d *Decoder) mapReader[K, V] {
	if d.peek() != '{' {
		d.mistyped("an object")
		return mapReader[K, V]{}
	}
	if !d.push() {
		return mapReader[K, V]{}
	}
	d.charge(mapBytes)
	return mapReader[K, V]{m: make(map[K]V), value: borrowElement[V](d), isMap: true}
}

// next goes to the next member, for put or refuse.
func (r *mapReader[K, V]) next(d *Decoder) bool {
	if !r.isMap {
		return false
	}
	if d.member(!r.started) {
		r.started = true
		name, escaped, ok := d.textAsItStands()
		if ok && d.colon() {
			if escaped {
				name = bytes.Clone(name) // the path outlives d.scratch
			}
			r.name = name
			d.path[len(d.path)-1] = step{kind: stepRaw, raw: name}
			return true
		}
		d.stop() // without a name there is no telling what the value is
	}
	returnElement(d, r.value)
	d.pop()
	return false
}

// put reads the member's value.
func (r *mapReader[K, V]) put(d *Decoder, k K, elem func(*Decoder, *V)) {
	var zero V
	if !d.charge(2 * (unsafe.Sizeof(k) + unsafe.Sizeof(zero))) { // maps are up to half empty
		return
	}
	*r.value = zero
	elem(d, r.value)
	before := len(r.m)
	r.m[k] = *r.value
	if len(r.m) == before {
		d.problem("is given more than once, want it once")
	}
}

// refuse notes that the member's name is no key, and skips its value.
func (r *mapReader[K, V]) refuse(d *Decoder, why string) {
	d.problem(why)
	d.skip()
}

// mapBytes is about the size of an empty map.
const mapBytes = 48
