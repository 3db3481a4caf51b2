package basic

type Str string
type Bool bool
type Int int
type Int8 int8
type Int16 int16
type Int32 int32
type Int64 int64
type Uint uint
type Uint8 uint8
type Uint16 uint16
type Uint32 uint32
type Uint64 uint64
type Uintptr uintptr
type Float32 float32
type Float64 float64
type Rune rune
type Byte byte
type Bytes []byte
type NamedByte struct {
	B []byte `json:"b"`
}
type Alias = struct0
type struct0 struct {
	A int `json:"a"`
}
type Empty struct{}
