package pointers

type PtrString struct {
	P *string `json:"p"`
}
type PtrInt struct {
	P *int `json:"p,omitempty"`
}
type PtrPtr struct {
	P **int `json:"p"`
}
type PtrStruct struct {
	P *PtrLeaf `json:"p"`
}
type PtrLeaf struct {
	X *float64 `json:"x,omitzero"`
}
type PtrSlice struct {
	P *[]int `json:"p,omitempty"`
}
type PtrMap struct {
	P *map[string]int `json:"p"`
}
type PtrBool struct {
	P *bool `json:"p"`
}
