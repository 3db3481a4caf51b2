package slices

import "errors"

type Ints []int
type Strings []string
type Matrix [][]float64
type Structs []SliceLeaf
type SliceLeaf struct {
	N int `json:"n"`
}
type Pointers []*SliceLeaf
type PtrInts []*int
type Maps []map[string]int
type Pair2 [2]int
type Grid [2][3]bool
type Zero [0]int
type Hash [4]byte
type Deep [][][]string
type Slices struct {
	A []int     `json:"a"`
	B []string  `json:"b,omitempty"`
	C [1]string `json:"c"`
}

// Octet has no JSON form of its own: encoding/json writes a slice of it in base64, and an array as numbers.
type Octet uint8
type Octets []Octet
type OctetPairs [][2]Octet
type OctetFields struct {
	A []Octet            `json:"a"`
	B *[]Octet           `json:"b,omitempty"`
	C []Octets           `json:"c"`
	D map[string][]Octet `json:"d,omitempty"`
	E [2][]Octet         `json:"e"`
	F []Octet            `json:"f,omitempty" jsonschema:"default=AQI="`
	G []GenOctet[string] `json:"g,omitzero"`
	H []OctetAlias       `json:"h"`
}
type GenOctet[T any] byte
type OctetAlias = Octet

// Sign writes itself as text, so a slice of it is an array.
type Sign byte

func (s Sign) MarshalText() ([]byte, error) { return []byte{byte(s)}, nil }
func (s *Sign) UnmarshalText(text []byte) error {
	if len(text) != 1 {
		return errors.New("want one sign")
	}
	*s = Sign(text[0])
	return nil
}

type Signs []Sign
