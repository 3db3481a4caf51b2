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
type Ends struct {
	Slice   []Ends          `json:"slice"`
	Map     map[string]Ends `json:"map"`
	Pointer *Ends           `json:"pointer,omitempty"`
	Filled  []Ends          `json:"filled,omitzero" jsonschema:"minItems=1"`
	None    [0]*Ends        `json:"none"`
	Some    [2][]*Ends      `json:"some"`
	Default []*Ends         `json:"default" jsonschema:"minItems=0,default=[]"`
	Hidden  *Ends           `json:"-"`
	*EndsToo
}
type EndsToo struct {
	Again *Ends `json:"again"`
}
