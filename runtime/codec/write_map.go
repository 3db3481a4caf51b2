package codec

import "slices"

// WriteMap writes an object whose names are keys, sorted. A nil map is {}.
func WriteMap[M ~map[K]V, K ~string, V any](e *Encoder, v *M, elem func(*Encoder, *V)) {
	if !e.deeper() {
		return
	}
	keys := make([]K, 0, len(*v))
	for k := range *v {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	e.out = append(e.out, '{')
	for i, k := range keys {
		if i > 0 {
			e.out = append(e.out, ',')
		}
		e.out = AppendString(e.out, string(k))
		e.out = append(e.out, ':')
		value := (*v)[k]
		elem(e, &value)
	}
	e.out = append(e.out, '}')
	e.depth--
}
