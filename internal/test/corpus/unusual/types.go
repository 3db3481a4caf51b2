package unusual

import (
	"math/big"
	"net/netip"
	"time"
)

// Unit is a unit of money.
type Unit int

const (
	Debit  Unit = -1
	None   Unit = 0
	Credit Unit = 1
	Same   Unit = 1
)

// City has values beyond ASCII.
type City string

const (
	Köln  City = "Köln"
	Tokyo City = "東京"
	Quote City = `"<&>\`
	Empty City = ""
)

type (
	List   []List
	Nest   map[string]Nest
	Matrix [3][2]float32
	Cube   [2][2][2]uint8
	Wide   [200]bool
	None0  [0]string
	Bits   [4]byte
	ByteOf []Byte
	Byte   byte
	Blob   []byte
	Addr   = *uintptr
	Deep   = ***string
)

type Page[T any] struct {
	Items []T `json:"items"`
	Next  *T  `json:"next,omitempty"`
}

type Pair[K comparable, V any] struct {
	Key   K `json:"key"`
	Value V `json:"value"`
}

type Named[T any] struct {
	Pair[string, T]
	Extra map[string]T `json:"extra,omitempty"`
}

type Tree[T any] struct {
	Value T          `json:"value"`
	Kids  []*Tree[T] `json:"kids"`
}

type (
	Strings = Page[string]
	Pages   Page[Page[Pair[City, []Unit]]]
	Flat    Named[struct{ A int }]
	Ints    = Tree[int8]
	Addrs   = []map[netip.Addr]*big.Int
)

type Flags struct {
	P *int    `json:"p,string"`
	B *bool   `json:"b,omitempty,string"`
	F float32 `json:"f,omitzero,string"`
	U uint64  `json:"u,string"`
	I int8    `json:",string"`
}

type Stamp struct{ N int }

// IsZero is asked by omitzero.
func (s Stamp) IsZero() bool { return s.N == 7 }

type Zero struct {
	A Stamp      `json:"a,omitzero"`
	B *Stamp     `json:"b,omitzero"`
	C time.Time  `json:"c,omitzero"`
	D [2]int     `json:"d,omitzero"`
	E netip.Addr `json:"e,omitzero"`
	F any        `json:"f,omitzero"`
	G *time.Time `json:"g,omitempty,omitzero"`
	H []int      `json:"h,omitempty,omitzero"`
}

type inner struct {
	ID   int    `json:"id"`
	Name string `json:"name"`
}

type middle struct {
	inner
	Name int `json:"name"`
}

type Outer struct {
	middle
	*Level
	ID bool `json:"id"`
	_  int
}

type Level struct {
	Deep *Lower `json:"deep"`
	*Lower
}

type Lower struct {
	X int8 `json:"x"`
}

type Names struct {
	Slash  int `json:"a/b~c"`
	Dollar int `json:"$ref"`
	Blank  int `json:" "`
	Umlaut int `json:"ü"`
	Case   int `json:"case"`
	CASE   int `json:"CASE"`
	Ünicod int
}

type Numbers struct {
	A uint    `json:"a"`
	B uintptr `json:"b"`
	C uint64  `json:"c"`
	D int64   `json:"d"`
	E float32 `json:"e"`
	F rune    `json:"f"`
	G byte    `json:"g"`
}

type Keys struct {
	A map[Unit]City                  `json:"a"`
	B map[City]Unit                  `json:"b"`
	C map[uint8]map[int64]bool       `json:"c"`
	D map[netip.Prefix][]*[2]*string `json:"d"`
	E *map[string]*[]*int            `json:"e"`
}
