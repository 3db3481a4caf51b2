package codec

import (
	"bytes"
	"encoding"
	"math"
	"slices"
	"strconv"
)

// ReadMap reads an object whose names are keys. {} gives an empty map that is not nil.
func ReadMap[M ~map[K]V, K ~string, V any](d *Decoder, v *M, elem func(*Decoder, *V)) {
	r := openMap[K, V](d)
	for r.next(d) {
		k := K(r.name)
		d.path[len(d.path)-1] = step{kind: stepName, name: string(k)}
		r.put(d, k, elem)
	}
	if r.isMap {
		*v = r.m
	}
}

// ReadEnumMap reads an object whose names are keys out of valid.
func ReadEnumMap[M ~map[K]V, K ~string, V any](d *Decoder, v *M, elem func(*Decoder, *V), valid ...K) {
	r := openMap[K, V](d)
	for r.next(d) {
		if i := indexOf(valid, r.name); i >= 0 {
			r.put(d, valid[i], elem)
			continue
		}
		words := make([]string, len(valid))
		for i, k := range valid {
			words[i] = string(k)
		}
		r.refuse(d, "is not a known member; valid members: "+choices(string(r.name), words))
	}
	if r.isMap {
		*v = r.m
	}
}

func indexOf[K ~string](valid []K, name []byte) int {
	for i, k := range valid {
		if string(k) == string(name) {
			return i
		}
	}
	return -1
}

// ReadIntMap reads an object whose names are integers, in plain digits.
func ReadIntMap[M ~map[K]V, K Signed, V any](d *Decoder, v *M, elem func(*Decoder, *V)) {
	r, size := openMap[K, V](d), bitSize[K]()
	for r.next(d) {
		digits, negative := bytes.CutPrefix(r.name, []byte("-"))
		n, plain := plainInteger(digits)
		if plain && (n < 1<<(size-1) || negative && n == 1<<(size-1)) {
			r.put(d, K(signed(n, negative)), elem)
		} else {
			r.refuse(d, "has a name that is no integer of "+strconv.Itoa(int(size))+" bits in plain digits")
		}
	}
	if r.isMap {
		*v = r.m
	}
}

// ReadUintMap reads an object whose names are integers that are not negative, in plain digits.
func ReadUintMap[M ~map[K]V, K Unsigned, V any](d *Decoder, v *M, elem func(*Decoder, *V)) {
	r, size := openMap[K, V](d), bitSize[K]()
	for r.next(d) {
		if n, plain := plainInteger(r.name); plain && n <= math.MaxUint64>>(64-size) {
			r.put(d, K(n), elem)
		} else {
			r.refuse(d, "has a name that is no unsigned integer of "+strconv.Itoa(int(size))+" bits in plain digits")
		}
	}
	if r.isMap {
		*v = r.m
	}
}

// plainInteger reads digits without a leading zero.
func plainInteger(digits []byte) (n uint64, ok bool) {
	for _, c := range digits {
		if c-'0' > 9 {
			return 0, false
		}
	}
	if len(digits) == 0 || len(digits) > 1 && digits[0] == '0' {
		return 0, false
	}
	n, _, state := parseInteger(digits)
	return n, state == integerOK
}

// ReadTextMap reads an object whose names are read by the key type's own UnmarshalText.
func ReadTextMap[M ~map[K]V, K comparable, V any, P interface {
	*K
	encoding.TextUnmarshaler
}](d *Decoder, v *M, elem func(*Decoder, *V)) {
	r, key := openMap[K, V](d), borrowElement[K](d)
	for r.next(d) {
		var zero K
		*key = zero
		if err := P(key).UnmarshalText(r.name); err != nil {
			r.refuse(d, "has a name that is not accepted: "+abbreviate(err.Error()))
		} else {
			r.put(d, *key, elem)
		}
	}
	returnElement(d, key)
	if r.isMap {
		*v = r.m
	}
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
