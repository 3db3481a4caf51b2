package ir

// GoType is a Go type expression that emit can print: Name qualified by the package that declares it. A composite type
// is printed from the Type tree.
type GoType struct {
	// ImportPath is "" for a predeclared type or one of the generated package itself.
	ImportPath, PackageName, Name string
}

// Type is a Go type as JSON sees it.
type Type struct {
	Kind TypeKind
	// Go is set for named types; the zero GoType means the literal form ([]T, map[string]T, *T, the basic kind).
	Go GoType
	// Bits is the size of an integer or float: 8, 16, 32 or 64; int and uint are 64 with Native set.
	Bits     int
	Unsigned bool
	Native   bool
	// Elem is the element of Slice, Array, Map and Pointer.
	Elem *Type
	// Fields of an Object, in order, embedded structs flattened.
	Fields []Field
	// Enum values in declaration order; nil when the type is no enumeration.
	Enum        []EnumValue
	Description string
}

// TypeKind is the JSON-facing kind of a Go type.
type TypeKind uint8

// The kinds.
const (
	String TypeKind = iota + 1
	Integer
	Float
	Boolean
	Slice
	Map // string keys
	Object
	Pointer
	Time  // time.Time, RFC 3339
	Bytes // []byte, base64
)

// Field is one member of an object.
type Field struct {
	// JSON is the member's name; Path the Go selector from the struct, through embedded fields: ["Base", "ID"].
	JSON string
	Path []string
	Type *Type
	// Required members must be present. OmitEmpty and OmitZero say when the encoder leaves the member out.
	Required, OmitEmpty, OmitZero bool
	Description                   string
	Constraints                   Constraints
}

// Constraints are the checks beyond the type. Nil pointers and empty strings mean not constrained.
type Constraints struct {
	Min, Max, ExclusiveMin, ExclusiveMax, MultipleOf *string // decimal literals
	MinLength, MaxLength, MinItems, MaxItems         *int
	UniqueItems                                      bool
	Pattern, Format                                  string
	Enum                                             []string // JSON literals
	Default                                          string   // JSON literal; "" is none
	Examples                                         []string // JSON literals
	Deprecated                                       bool
}

// EnumValue is one constant of an enumeration.
type EnumValue struct {
	Name        string // the Go constant
	JSON        string // its JSON literal
	Description string
}
