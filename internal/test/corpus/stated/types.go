package stated

import (
	"encoding/json"
	"errors"
	"time"
)

// Score is a plain integer with a schema of its own.
type Score int8

// JSONSchema is what clients get.
func (Score) JSONSchema() string {
	return `{"title":"Score", "anyOf":[{"type":"integer","minimum":-3,"maximum":5},{"const":100}]}`
}

// colour is a constant that a method returns.
const colour = `{
	"type": "string",
	"pattern": "^#[0-9a-f]{6}$",
	"description": "a colour,  as #ff8000"
}`

type Colour string

// JSONSchema is what clients get.
func (Colour) JSONSchema() string { return colour }

type Scores struct {
	A Score            `json:"a"`
	B *Score           `json:"b,omitempty"`
	C []Score          `json:"c,omitempty"`
	D map[string]Score `json:"d,omitempty"`
	E *Colour          `json:"e"`
}

// Figure is a struct with a schema of its own: a circle, or a rectangle.
type Figure struct {
	Kind   string    `json:"kind"`
	Radius uint16    `json:"radius,omitempty"`
	Width  float64   `json:"width,omitempty"`
	Height float64   `json:"height,omitempty"`
	At     time.Time `json:"at,omitzero"`
}

// JSONSchema is what clients get.
func (Figure) JSONSchema() string {
	return `{"oneOf":[{"$ref":"#/$defs/circle"},{"$ref":"#/$defs/rectangle"}],"$defs":{
		"circle":{"type":"object","properties":{"kind":{"const":"circle"},"radius":{"type":"integer","minimum":1,"maximum":100},"at":{"$ref":"#/$defs/time"}},"required":["kind","radius"],"additionalProperties":false},
		"rectangle":{"type":"object","properties":{"kind":{"const":"rectangle"},"width":{"$ref":"#/$defs/side"},"height":{"$ref":"#/$defs/side"}},"required":["kind","width","height"],"additionalProperties":false},
		"side":{"type":"number","exclusiveMinimum":0},
		"time":{"type":"string","format":"date-time"}}}`
}

type Figures struct {
	Many []Figure          `json:"many"`
	Maps map[string]Figure `json:"maps,omitempty"`
	One  *Figure           `json:"one"`
}

// Branch is recursive, and says so itself.
type Branch struct {
	Name     string   `json:"name"`
	Children []Branch `json:"children"`
}

// JSONSchema is what clients get.
func (*Branch) JSONSchema() string {
	return `{"type":"object","properties":{"name":{"type":"string","minLength":1},"children":{"type":"array","items":{"$ref":"#"},"maxItems":2}},"required":["name","children"],"additionalProperties":false}`
}

type Branches []Branch

// Sum is a json.Marshaler.
type Sum struct{ Total float64 }

// MarshalJSON writes a number.
func (s Sum) MarshalJSON() ([]byte, error) { return json.Marshal(s.Total) }

// UnmarshalJSON reads a number.
func (s *Sum) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		return errors.New("want a number")
	}
	return json.Unmarshal(b, &s.Total)
}

// JSONSchema is what clients get, unless a parameter states another one.
func (Sum) JSONSchema() string { return `{"type":"number"}` }

// Maybe reads and writes null itself.
type Maybe struct{ Set bool }

// MarshalJSON writes null or true.
func (m Maybe) MarshalJSON() ([]byte, error) {
	if m.Set {
		return []byte("true"), nil
	}
	return []byte("null"), nil
}

// UnmarshalJSON reads null or true.
func (m *Maybe) UnmarshalJSON(b []byte) error {
	m.Set = string(b) == "true"
	return nil
}

// JSONSchema is what clients get.
func (Maybe) JSONSchema() string { return `{"enum":[null,true]}` }

type Maybes struct {
	A Maybe   `json:"a"`
	B []Maybe `json:"b"`
}

// Query is anything, of a stated form.
type Query any

// Raw is kept as it stands.
type Raw = json.RawMessage

// Tuple is a list of anything.
type Tuple []any

// Labels is a map with fewer names than it could have.
type Labels map[string]string

// Keys is a map with integer keys.
type Keys map[int8]uint8

// Port is a small integer.
type Port uint8

// Level is a choice of the type's constants.
type Level string

// The levels.
const (
	Low    Level = "low"
	Middle Level = "middle"
	High   Level = "high"
)

// When is a time or nothing.
type When = *time.Time

// Total has its form stated for the parameter.
type Total = *Sum

// Totals too.
type Totals = []Sum

// Pair is an array of two.
type Pair [2]float64
