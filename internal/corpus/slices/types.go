package slices

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
