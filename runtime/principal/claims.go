package principal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
)

// Claims are the claims of a credential: one immutable JSON object, decoded when somebody asks. The zero Claims hold
// nothing. Safe for concurrent use.
type Claims struct{ object json.RawMessage }

// ClaimsFromJSON returns the claims that object, one JSON object, holds; it copies it. It returns an error if object
// is anything else. Verifiers that already hold a validated, private object use [ClaimsFromVerified].
func ClaimsFromJSON(object []byte) (Claims, error) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(object, &members); err != nil {
		return Claims{}, fmt.Errorf("reading claims: %w", err)
	}
	if members == nil {
		return Claims{}, fmt.Errorf("reading claims: %q is not an object", "null")
	}
	return Claims{slices.Clone(object)}, nil
}

// ClaimsFromVerified wraps object without copying or checking it. The caller vouches that it is one JSON object with
// unique member names and that nobody changes it afterwards.
func ClaimsFromVerified(object []byte) Claims { return Claims{object} }

// Raw returns a copy of the JSON object; nil for the zero Claims.
func (c Claims) Raw() json.RawMessage { return slices.Clone(c.object) }

// Map decodes the claims into a new map, numbers as [json.Number]. It is never nil.
func (c Claims) Map() map[string]any {
	m := map[string]any{}
	if len(c.object) > 0 {
		d := json.NewDecoder(bytes.NewReader(c.object))
		d.UseNumber()
		_ = d.Decode(&m) // the object was validated when it was made
	}
	return m
}

// Lookup returns the claim found by descending the path of member names, numbers as [json.Number], and whether it is
// there. A member that is null is there, with a nil value. An empty path finds nothing.
func (c Claims) Lookup(path ...string) (any, bool) {
	raw, ok := c.find(path)
	if !ok {
		return nil, false
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if d.Decode(&v) != nil {
		return nil, false
	}
	return v, true
}

// String returns the string claim at path, and false if it is absent or not a string.
func (c Claims) String(path ...string) (string, bool) { return typed[string](c, path) }

// Bool returns the boolean claim at path, and false if it is absent or not a boolean.
func (c Claims) Bool(path ...string) (value, ok bool) { return typed[bool](c, path) }

// Int returns the integer claim at path, and false if it is absent, not a number, not whole or beyond 64 bits.
func (c Claims) Int(path ...string) (int64, bool) { return typed[int64](c, path) }

// Strings returns the claim at path that is a list of strings or one string, the two forms that claims such as aud and
// roles take (RFC 7519 section 4.1.3), and false for everything else.
func (c Claims) Strings(path ...string) ([]string, bool) {
	if one, ok := typed[string](c, path); ok {
		return []string{one}, true
	}
	pointers, ok := typed[[]*string](c, path) // pointers, because a null in a []string decodes as ""
	if !ok || slices.Contains(pointers, nil) {
		return nil, false
	}
	list := make([]string, len(pointers))
	for i, p := range pointers {
		list[i] = *p
	}
	return list, true
}

// Decode stores the claims in the value that v points to, as [json.Unmarshal] does.
func (c Claims) Decode(v any) error {
	if len(c.object) == 0 {
		return fmt.Errorf("decoding claims: there are none")
	}
	return json.Unmarshal(c.object, v)
}

// find returns the raw value at path. Member names match byte for byte, which is why it goes through maps:
// encoding/json would match struct fields without case.
func (c Claims) find(path []string) (json.RawMessage, bool) {
	if len(path) == 0 || len(c.object) == 0 {
		return nil, false
	}
	raw := c.object
	for _, name := range path {
		var members map[string]json.RawMessage
		if json.Unmarshal(raw, &members) != nil {
			return nil, false
		}
		next, ok := members[name]
		if !ok {
			return nil, false
		}
		raw = next
	}
	return raw, true
}

// typed returns the claim at path as a T. JSON null is no T: encoding/json would leave the zero value without an error.
func typed[T any](c Claims, path []string) (T, bool) {
	var v T
	raw, ok := c.find(path)
	if !ok || string(raw) == "null" || json.Unmarshal(raw, &v) != nil {
		var zero T
		return zero, false
	}
	return v, true
}

func marshalStrings(list []string) ([]byte, error) {
	if list == nil {
		list = []string{}
	}
	return json.Marshal(list)
}
