package custom

import (
	"encoding/json"
	"errors"
	"math/big"
)

// Point writes itself as a pair.
type Point struct{ X, Y float64 }

// MarshalJSON writes [x,y].
func (p Point) MarshalJSON() ([]byte, error) { return json.Marshal([2]float64{p.X, p.Y}) }

// UnmarshalJSON reads [x,y].
func (p *Point) UnmarshalJSON(b []byte) error {
	var pair []*float64
	if err := json.Unmarshal(b, &pair); err != nil {
		return err
	}
	if len(pair) != 2 || pair[0] == nil || pair[1] == nil {
		return errors.New("want two numbers")
	}
	p.X, p.Y = *pair[0], *pair[1]
	return nil
}

// JSONSchema is what clients get.
func (Point) JSONSchema() string {
	return `{"type":"array", "items":{"type":"number"}, "minItems":2, "maxItems":2}`
}

type Points struct {
	A Point            `json:"a"`
	B *Point           `json:"b"`
	C []Point          `json:"c,omitempty"`
	D map[string]Point `json:"d,omitempty"`
	E Point            `json:"e,omitzero"`
}

type Big struct {
	A big.Int    `json:"a"`
	B *big.Int   `json:"b"`
	C []*big.Int `json:"c,omitempty"`
}

type BigFloat struct {
	F *big.Float `json:"f"`
	R *big.Rat   `json:"r"`
}

// Even is a text with a schema.
type Even string

// MarshalText writes it.
func (e Even) MarshalText() ([]byte, error) { return []byte(e), nil }

// UnmarshalText reads it.
func (e *Even) UnmarshalText(b []byte) error { *e = Even(b); return nil }

// JSONSchema is what clients get.
func (Even) JSONSchema() string { return `{"type":"string","title":"Even"}` }
