package maps

import (
	"net/netip"
)

type MapInt map[string]int
type MapBool map[string]bool
type MapStruct map[string]MapLeaf
type MapLeaf struct {
	V int `json:"v"`
}
type MapPtr map[string]*MapLeaf
type MapMap map[string]map[string]string
type MapSlice map[string][]int
type MapAny map[string]any
type Key string
type MapNamed map[Key]int
type MapIntKey map[int]string
type MapInt8Key map[int8]string
type MapUintKey map[uint]string
type MapUint8Key map[uint8]bool
type MapEnum map[Side]int
type Side string

const (
	Left  Side = "left"
	Right Side = "right"
)

type MapText map[netip.Addr]int
