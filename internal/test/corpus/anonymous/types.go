package anonymous

import (
	"net/netip"
	"sync"
	"time"
)

// Book has structs without names in all places.
type Book struct {
	Title  string `json:"title"`
	Author struct {
		// Name is how the author signs.
		Name string     `json:"name" jsonschema:"minLength=1"`
		Born *time.Time `json:"born,omitempty"`
	} `json:"author"`
	Editions []struct {
		Year  int16    `json:"year"`
		Pages []uint16 `json:"pages"`
	} `json:"editions"`
	Prices map[string]struct{ Amount float64 } `json:"prices"`
	Cover  *struct {
		URL  string `json:"url"`
		Size [2]struct {
			Pixels uint8 `json:"px"`
		} `json:"size"`
	} `json:"cover"`
}

// Same has two fields of one type, and one whose tag differs.
type Same struct {
	A struct{ X int }
	B struct{ X int }
	C struct {
		X int `json:"x"`
	}
	D *struct{ X int }
}

// Tree is recursive through a struct without a name.
type Tree struct {
	Value int `json:"value"`
	Kids  []struct {
		Label string `json:"label"`
		Tree  *Tree  `json:"tree,omitempty"`
	} `json:"kids"`
}

// Chain is recursive in a struct that is an element.
type Chain []struct {
	Next Chain `json:"next"`
}

// Hidden has fields that JSON does not see, of types that it could not say.
type Hidden struct {
	Inner struct {
		Shown bool `json:"shown"`
		mu    *sync.Mutex
		Call  func(int, ...string) (chan<- error, error) `json:"-"`
		other map[netip.Addr]hidden
		_     int
	} `json:"inner"`
}

type hidden struct{ X int }

// Embeds has embedded fields in a struct without a name.
type Embeds struct {
	V struct {
		Part
		*Other
		Z int `json:"z,omitempty"`
	} `json:"v"`
}

// Part is embedded.
type Part struct {
	P string `json:"p"`
	Z string `json:"z"`
}

// Other is embedded by pointer.
type Other struct {
	O int `json:"o"`
}

// Box is generic.
type Box[T any] struct {
	Value T   `json:"value"`
	List  []T `json:"list"`
}

type Boxed Box[struct {
	N int `json:"n"`
}]

type BoxOf struct {
	B Box[struct{ Deep struct{ Deeper []bool } }] `json:"b"`
}

// Zeros are left out when they are zero.
type Zeros struct {
	A struct {
		X int `json:"x"`
	} `json:"a,omitzero"`
	B struct {
		T time.Time `json:"t"`
	} `json:"b,omitzero"`
	C []struct{} `json:"c,omitempty"`
}

// Odd has names and tags that need care.
type Odd struct {
	V struct {
		A string `json:"a" xml:"b\"c"`
		B []byte `json:"b&<>"`
		N int    `json:"n,string"`
	} `json:"v"`
}

type (
	// Alias is an alias of a struct without a name.
	Alias = struct {
		E Even   `json:"e"`
		W []Even `json:"w"`
	}
	// Even is a choice.
	Even int
)

const (
	Two  Even = 2
	Four Even = 4
)

type Lists struct {
	L [][]struct{ A any }
	M map[Even]map[int8][]struct{ B *bool }
}
