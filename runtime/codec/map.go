package codec

import (
	"encoding"
	"slices"
	"strconv"
	"unsafe"
)

// mapBytes is about the size of an empty map.
const mapBytes = 48

// ReadMap reads an object whose names are keys. {} gives an empty map that is not nil.
func ReadMap[M ~map[K]V, K ~string, V any](d *Decoder, v *M, elem func(*Decoder, *V)) {
	readMap(d, v, func(name string) (K, bool) { return K(name), true }, elem)
}

// ReadEnumMap reads an object whose names are keys out of valid.
func ReadEnumMap[M ~map[K]V, K ~string, V any](d *Decoder, v *M, elem func(*Decoder, *V), valid ...K) {
	readMap(d, v, func(name string) (K, bool) {
		if slices.Contains(valid, K(name)) {
			return K(name), true
		}
		words := make([]string, len(valid))
		for i, k := range valid {
			words[i] = string(k)
		}
		d.problem("is not a known member; valid members: " + choices(name, words))
		return "", false
	}, elem)
}

// ReadIntMap reads an object whose names are integers, in plain digits.
func ReadIntMap[M ~map[K]V, K Signed, V any](d *Decoder, v *M, elem func(*Decoder, *V)) {
	readMap(d, v, func(name string) (K, bool) {
		n, err := strconv.ParseInt(name, 10, int(bitSize[K]()))
		if err != nil || strconv.FormatInt(n, 10) != name && name != "-0" {
			d.problem("has a name that is no integer of " + strconv.Itoa(int(bitSize[K]())) + " bits in plain digits")
			return 0, false
		}
		return K(n), true
	}, elem)
}

// ReadUintMap reads an object whose names are integers that are not negative, in plain digits.
func ReadUintMap[M ~map[K]V, K Unsigned, V any](d *Decoder, v *M, elem func(*Decoder, *V)) {
	readMap(d, v, func(name string) (K, bool) {
		n, err := strconv.ParseUint(name, 10, int(bitSize[K]()))
		if err != nil || strconv.FormatUint(n, 10) != name {
			d.problem("has a name that is no unsigned integer of " + strconv.Itoa(int(bitSize[K]())) + " bits in plain digits")
			return 0, false
		}
		return K(n), true
	}, elem)
}

// ReadTextMap reads an object whose names are read by the key type's own UnmarshalText.
func ReadTextMap[M ~map[K]V, K comparable, V any, P interface {
	*K
	encoding.TextUnmarshaler
}](d *Decoder, v *M, elem func(*Decoder, *V)) {
	readMap(d, v, func(name string) (K, bool) {
		var key K
		if err := P(&key).UnmarshalText([]byte(name)); err != nil {
			d.problem("has a name that is not accepted: " + abbreviate(err.Error()))
			return key, false
		}
		return key, true
	}, elem)
}

// readMap reads an object; key turns a name into a key, or notes why it cannot.
func readMap[M ~map[K]V, K comparable, V any](d *Decoder, v *M, key func(string) (K, bool), elem func(*Decoder, *V)) {
	if d.peek() != '{' {
		d.mistyped("an object")
		return
	}
	if !d.push() {
		return
	}
	depth := len(d.path) - 1
	m := make(M)
	var value, zero V
	d.charge(mapBytes)
	for first := true; d.member(first); first = false {
		name, ok := d.text()
		if !ok || !d.colon() {
			d.stop()
			break
		}
		d.path[depth].name = string(name)
		k, ok := key(d.path[depth].name)
		if !ok {
			d.skip()
			continue
		}
		if !d.charge(2 * (unsafe.Sizeof(k) + unsafe.Sizeof(zero))) { // maps are up to half empty
			break
		}
		value = zero
		elem(d, &value)
		before := len(m)
		if m[k] = value; len(m) == before {
			d.problem("is given more than once, want it once")
		}
	}
	d.pop()
	*v = m
}

// WriteMap writes an object whose names are keys, sorted. A nil map is {}.
func WriteMap[M ~map[K]V, K ~string, V any](e *Encoder, v *M, elem func(*Encoder, *V)) {
	writeMap(e, *v, func(k K) (string, error) { return string(k), nil }, elem)
}

// WriteIntMap writes an object whose names are integers.
func WriteIntMap[M ~map[K]V, K Signed | Unsigned, V any](e *Encoder, v *M, elem func(*Encoder, *V)) {
	writeMap(e, *v, func(k K) (string, error) {
		if k < 0 {
			return strconv.FormatInt(int64(k), 10), nil
		}
		return strconv.FormatUint(uint64(k), 10), nil
	}, elem)
}

// WriteTextMap writes an object whose names are written by the key type's own MarshalText.
func WriteTextMap[M ~map[K]V, K interface {
	comparable
	encoding.TextMarshaler
}, V any](e *Encoder, v *M, elem func(*Encoder, *V)) {
	writeMap(e, *v, func(k K) (string, error) {
		text, err := k.MarshalText()
		return string(text), err
	}, elem)
}

// entry is a member to be written.
type entry[V any] struct {
	name  string
	value V
}

func writeMap[K comparable, V any](e *Encoder, m map[K]V, name func(K) (string, error), elem func(*Encoder, *V)) {
	if !e.deeper() {
		return
	}
	entries := make([]entry[V], 0, len(m))
	for k, v := range m {
		text, err := name(k)
		if err != nil {
			e.fail(err)
			return
		}
		entries = append(entries, entry[V]{text, v})
	}
	slices.SortFunc(entries, func(a, b entry[V]) int {
		if a.name < b.name {
			return -1
		}
		return 1
	})
	e.out = append(e.out, '{')
	for i := range entries {
		if i > 0 {
			e.out = append(e.out, ',')
		}
		e.out = AppendString(e.out, entries[i].name)
		e.out = append(e.out, ':')
		elem(e, &entries[i].value)
	}
	e.out = append(e.out, '}')
	e.depth--
}
