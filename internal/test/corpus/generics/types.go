package generics

type Page[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty"`
}
type Leaf struct {
	A int `json:"a"`
}
type PageOfInt = Page[int]
type PageOfLeaf struct {
	P Page[Leaf] `json:"p"`
}
type PageOfPage struct {
	P Page[Page[string]] `json:"p"`
}
type Two[K comparable, V any] struct {
	Key K       `json:"key"`
	Val V       `json:"val"`
	All map[K]V `json:"all"`
}
type TwoUse struct {
	T Two[string, []int] `json:"t"`
}
type Opt[T any] struct {
	V *T `json:"v,omitempty"`
}
type OptUse struct {
	A Opt[int]  `json:"a"`
	B Opt[Leaf] `json:"b"`
}
type Vec[T ~int | ~float64] []T
type VecUse struct {
	V Vec[float64] `json:"v"`
}
