package free

import (
	"encoding/json"
)

type Any any
type AnyStruct struct {
	A any `json:"a"`
	B any `json:"b,omitempty"`
}
type Raw json.RawMessage
type RawStruct struct {
	R json.RawMessage `json:"r"`
	O json.RawMessage `json:"o,omitempty"`
}
type Number struct {
	N json.Number `json:"n"`
	O json.Number `json:"o,omitempty"`
}
type AnySlice []any
