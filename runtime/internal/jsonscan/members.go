package jsonscan

import (
	"bytes"
	"encoding/json"

	"github.com/mcpgen/mcpgen/internal/jsontoken"
)

// Members iterates over the members of one object.
type Members struct {
	b []byte
	i int
}

// MembersOf returns the members of object, which must be valid; false if it is something other than an object.
func MembersOf(object []byte) (Members, bool) {
	object = Trim(object)
	if len(object) < 2 || object[0] != '{' {
		return Members{}, false
	}
	return Members{b: object, i: 1}, true
}

// Next returns the next member's name, unescaped, and its value as it is written; false after the last.
func (m *Members) Next() (name, raw []byte, ok bool) {
	i := jsontoken.Space(m.b, m.i)
	if i < len(m.b) && m.b[i] == ',' {
		i = jsontoken.Space(m.b, i+1)
	}
	if i >= len(m.b) || m.b[i] != '"' {
		return nil, nil, false
	}
	end := text(m.b, i+1)
	if end < 0 {
		return nil, nil, false
	}
	name = m.b[i+1 : end-1]
	if bytes.IndexByte(name, '\\') >= 0 {
		s, _ := String(m.b[i:end])
		name = []byte(s)
	}
	start := jsontoken.Space(m.b, jsontoken.Space(m.b, end)+1)
	stop := value(m.b, start, MaxDepth)
	if stop < 0 {
		return nil, nil, false
	}
	m.i = stop
	return name, m.b[start:stop], true
}

// String returns the text of a JSON string; false if raw is something else.
func String(raw []byte) (string, bool) {
	if len(raw) < 2 || raw[0] != '"' {
		return "", false
	}
	if inner := raw[1 : len(raw)-1]; bytes.IndexByte(inner, '\\') < 0 {
		return string(inner), true
	}
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return "", false
	}
	return s, true
}
