package recursive

type List struct {
	Value int   `json:"value"`
	Next  *List `json:"next,omitempty"`
}
type Tree struct {
	Name string `json:"name"`
	Kids []Tree `json:"kids"`
}
type MapTree map[string]MapTree
type SliceTree []SliceTree
type A struct {
	B *B `json:"b,omitempty"`
}
type B struct {
	A *A `json:"a,omitempty"`
	C C  `json:"c"`
}
type C struct {
	Bs []B `json:"bs,omitempty"`
}
type Doc struct {
	Root   Tree            `json:"root"`
	Side   *Tree           `json:"side"`
	ByName map[string]Tree `json:"byName,omitempty"`
}
type Expr struct {
	Op   string   `json:"op" jsonschema:"enum=add,enum=mul,enum=lit"`
	Args []Expr   `json:"args,omitempty"`
	Lit  *float64 `json:"lit,omitempty"`
}
type GenTree[T any] struct {
	Value T            `json:"value"`
	Kids  []GenTree[T] `json:"kids,omitempty"`
}
type IntTree GenTree[int]
type UseGenTree struct {
	T GenTree[string] `json:"t"`
}
