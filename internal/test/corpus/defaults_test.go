package corpus_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func hasDefault(schema string) bool { return strings.Contains(schema, `"default":`) }

// withDefaults puts in what the schema says of members that are left out: encoding/json then reads what the decoder reads.
// What was given stays as it was written.
func withDefaults(schema any, raw []byte) []byte {
	root := schema.(map[string]any)
	defs, _ := root["$defs"].(map[string]any)
	return filled(root, defs, raw)
}

func filled(schema, defs map[string]any, raw []byte) []byte {
	if ref, ok := schema["$ref"].(string); ok {
		return filled(defs[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any), defs, raw)
	}
	items, _ := schema["items"].(map[string]any)
	more, _ := schema["additionalProperties"].(map[string]any)
	properties, _ := schema["properties"].(map[string]any)
	var list []json.RawMessage
	var object map[string]json.RawMessage
	var out [][]byte
	switch raw = bytes.TrimSpace(raw); {
	case items != nil && raw[0] == '[' && json.Unmarshal(raw, &list) == nil:
		for _, element := range list {
			out = append(out, filled(items, defs, element))
		}
		return slices.Concat([]byte("["), bytes.Join(out, []byte(",")), []byte("]"))
	case (more != nil || properties != nil) && raw[0] == '{' && json.Unmarshal(raw, &object) == nil:
		for name, property := range properties {
			if value, ok := property.(map[string]any)["default"]; ok && object[name] == nil {
				object[name], _ = json.Marshal(value)
			}
		}
		for name, value := range object {
			if property, ok := properties[name].(map[string]any); ok {
				value = filled(property, defs, value)
			} else if more != nil {
				value = filled(more, defs, value)
			}
			quoted, _ := json.Marshal(name)
			out = append(out, slices.Concat(quoted, []byte(":"), value))
		}
		return slices.Concat([]byte("{"), bytes.Join(out, []byte(",")), []byte("}"))
	}
	return raw
}

// TestDefaultsAreFresh changes everything that two calls got from defaults: neither sees what was done to the other.
func TestDefaultsAreFresh(t *testing.T) {
	for _, s := range subjects(t) {
		if !strings.HasPrefix(s.Name, "defaults.Default") {
			continue
		}
		raw := []byte(`{"v":{}}`)
		if s.Name == "defaults.DefaultStructs" {
			raw = []byte(`{"v":{"e":{"x":1,"q":"1"}}}`)
		}
		read := func() any {
			v, problems := s.Decode(raw)
			if problems != nil {
				t.Fatalf("%s: %v", s.Name, problems)
			}
			return v
		}
		first, untouched := read(), read()
		scribble(reflect.ValueOf(first))
		if !reflect.DeepEqual(read(), untouched) {
			t.Errorf("%s: the next call gets %+v", s.Name, read())
		}
		if reflect.DeepEqual(first, untouched) {
			t.Errorf("%s: nothing was changed", s.Name)
		}
	}
}

// scribble overwrites everything that can be reached.
func scribble(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			scribble(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				scribble(v.Field(i))
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			scribble(v.Index(i))
		}
		if v.Kind() == reflect.Slice && v.CanSet() {
			v.Set(v.Slice(0, 0))
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			scribble(v.MapIndex(key))
		}
		v.Clear()
	case reflect.String:
		if v.CanSet() {
			v.SetString("scribbled")
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		if v.CanSet() {
			v.SetInt(99)
		}
	case reflect.Uint8:
		if v.CanSet() {
			v.SetUint(99)
		}
	case reflect.Bool:
		if v.CanSet() {
			v.SetBool(!v.Bool())
		}
	case reflect.Float64:
		if v.CanSet() {
			v.SetFloat(99)
		}
	}
}
