package corpus_test

import (
	"bytes"
	"reflect"
	"testing"
)

// TestNilAtEveryDepth writes each type with what can be nil made down to a depth, and nil below: slices in maps in slices,
// embedded structs, instances of generic types, pointers to slices. The schemas say array and object there, not null.
func TestNilAtEveryDepth(t *testing.T) {
	nils := 0
	for _, s := range subjects(t) {
		for depth := range 7 {
			v := s.Zero()
			nils += furnish(reflect.ValueOf(v).Elem(), depth)
			if err := writes(s, v); err != nil {
				t.Errorf("%s, nil at depth %d: %v\nschema %s", s.Name, depth, err, s.Output)
			}
		}
	}
	if nils < 300 {
		t.Errorf("%d nil slices and maps were written, the test does not show much", nils)
	}
	t.Logf("%d nil slices and maps below something", nils)
}

// TestNilIsNeverNull writes what schemas of other libraries get wrong, to be read.
func TestNilIsNeverNull(t *testing.T) {
	want := map[string]string{
		"slices.Ints": `{"v":[]}`,
		"maps.MapMap": `{"v":{}}`,
	}
	for _, s := range subjects(t) {
		if out, err := s.Encode(s.Zero()); want[s.Name] != "" && (err != nil || !bytes.Equal(out, []byte(want[s.Name]))) {
			t.Errorf("%s: %s, %v, want %s", s.Name, out, err, want[s.Name])
		}
		delete(want, s.Name)
	}
	for name := range want {
		t.Errorf("no type %s", name)
	}
}

// furnish gives every pointer, slice and map down to a depth one element, and counts the slices and maps that stay nil.
func furnish(v reflect.Value, depth int) (nils int) {
	switch v.Kind() {
	case reflect.Pointer:
		if depth > 0 && v.CanSet() {
			v.Set(reflect.New(v.Type().Elem()))
			return furnish(v.Elem(), depth-1)
		}
	case reflect.Slice:
		if depth == 0 || !v.CanSet() || v.Type().Elem().Kind() == reflect.Uint8 {
			return 1
		}
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		return furnish(v.Index(0), depth-1)
	case reflect.Map:
		if depth == 0 || !v.CanSet() {
			return 1
		}
		element := reflect.New(v.Type().Elem()).Elem()
		nils = furnish(element, depth-1)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.New(v.Type().Key()).Elem(), element)
	case reflect.Struct:
		for i := range v.NumField() {
			nils += furnish(v.Field(i), depth)
		}
	case reflect.Array:
		for i := range v.Len() {
			nils += furnish(v.Index(i), depth)
		}
	}
	return nils
}
