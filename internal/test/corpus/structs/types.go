package structs

import (
	"time"
)

type Flat struct {
	A string  `json:"a"`
	B int     `json:"b"`
	C bool    `json:"c"`
	D float64 `json:"d"`
}
type NoTags struct {
	Name string
	Age  int
}
type Nested struct {
	Flat Flat            `json:"flat"`
	List []Flat          `json:"list"`
	Map  map[string]Flat `json:"map"`
}
type Omit struct {
	A string         `json:"a,omitempty"`
	B int            `json:",omitempty"`
	C []int          `json:"c,omitempty"`
	D map[string]int `json:"d,omitempty"`
	E *int           `json:"e,omitempty"`
	F bool           `json:"f,omitempty"`
	G float32        `json:"g,omitempty"`
	H Flat           `json:"h,omitempty"`
	I any            `json:"i,omitempty"`
	J [2]int         `json:"j,omitempty"`
	K [0]int         `json:"k,omitempty"`
}
type OmitZero struct {
	A string         `json:"a,omitzero"`
	B int            `json:"b,omitzero"`
	C []int          `json:"c,omitzero"`
	D map[string]int `json:"d,omitzero"`
	E *int           `json:"e,omitzero"`
	H Point          `json:"h,omitzero"`
	T time.Time      `json:"t,omitzero"`
	J [2]int         `json:"j,omitzero"`
	Z Zeroer         `json:"z,omitzero"`
}
type Point struct{ X, Y int }
type Zeroer struct {
	N []int `json:"n"`
}

// IsZero makes omitzero possible.
func (z Zeroer) IsZero() bool { return len(z.N) == 0 }

type Skips struct {
	A int `json:"-"`
	//lint:ignore SA5008 encoding/json knows it
	B int `json:"-,"`
	_ int
	D chan int `json:"-"`
	//mcp:ignore
	E func()
	F string
}
type OddNames struct {
	A int `json:"with space"`
	B int `json:"a/b"`
	C int `json:"a~b"`
	D int `json:"ünïcode"`
	E int `json:"$ref"`
	F int `json:"<html>&"`
}
type CaseNames struct {
	A int `json:"name"`
	B int `json:"Name"`
	C int `json:"NAME"`
}
type Wide struct {
	F0  int `json:"f0"`
	F1  int `json:"f1,omitempty"`
	F2  int `json:"f2"`
	F3  int `json:"f3,omitempty"`
	F4  int `json:"f4"`
	F5  int `json:"f5,omitempty"`
	F6  int `json:"f6"`
	F7  int `json:"f7,omitempty"`
	F8  int `json:"f8"`
	F9  int `json:"f9,omitempty"`
	F10 int `json:"f10"`
	F11 int `json:"f11,omitempty"`
	F12 int `json:"f12"`
	F13 int `json:"f13,omitempty"`
	F14 int `json:"f14"`
	F15 int `json:"f15,omitempty"`
	F16 int `json:"f16"`
	F17 int `json:"f17,omitempty"`
	F18 int `json:"f18"`
	F19 int `json:"f19,omitempty"`
	F20 int `json:"f20"`
	F21 int `json:"f21,omitempty"`
	F22 int `json:"f22"`
	F23 int `json:"f23,omitempty"`
	F24 int `json:"f24"`
	F25 int `json:"f25,omitempty"`
	F26 int `json:"f26"`
	F27 int `json:"f27,omitempty"`
	F28 int `json:"f28"`
	F29 int `json:"f29,omitempty"`
	F30 int `json:"f30"`
	F31 int `json:"f31,omitempty"`
	F32 int `json:"f32"`
	F33 int `json:"f33,omitempty"`
	F34 int `json:"f34"`
	F35 int `json:"f35,omitempty"`
	F36 int `json:"f36"`
	F37 int `json:"f37,omitempty"`
	F38 int `json:"f38"`
	F39 int `json:"f39,omitempty"`
	F40 int `json:"f40"`
	F41 int `json:"f41,omitempty"`
	F42 int `json:"f42"`
	F43 int `json:"f43,omitempty"`
	F44 int `json:"f44"`
	F45 int `json:"f45,omitempty"`
	F46 int `json:"f46"`
	F47 int `json:"f47,omitempty"`
	F48 int `json:"f48"`
	F49 int `json:"f49,omitempty"`
	F50 int `json:"f50"`
	F51 int `json:"f51,omitempty"`
	F52 int `json:"f52"`
	F53 int `json:"f53,omitempty"`
	F54 int `json:"f54"`
	F55 int `json:"f55,omitempty"`
	F56 int `json:"f56"`
	F57 int `json:"f57,omitempty"`
	F58 int `json:"f58"`
	F59 int `json:"f59,omitempty"`
	F60 int `json:"f60"`
	F61 int `json:"f61,omitempty"`
	F62 int `json:"f62"`
	F63 int `json:"f63,omitempty"`
	F64 int `json:"f64"`
	F65 int `json:"f65,omitempty"`
	F66 int `json:"f66"`
	F67 int `json:"f67,omitempty"`
	F68 int `json:"f68"`
	F69 int `json:"f69,omitempty"`
}
