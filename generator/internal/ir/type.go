package ir

import "github.com/mcpgen/mcpgen/annotations/diag"

// GoType is a Go type expression that emit can print: Name qualified by the package that declares it. A composite type
// is printed from the Type tree.
type GoType struct {
	// ImportPath is "" for a predeclared type or one of the generated package itself.
	ImportPath, PackageName, Name string
	// Predeclared says that the name is Go's own, not one that the package declares over it.
	Predeclared bool
	// Args are the type arguments of an instantiated generic type.
	Args []*Type
	// Struct is set for an anonymous struct: Name is made up, after the place where the type was first met.
	Struct *Anonymous
}

// Anonymous is an anonymous struct as Go writes it, with the fields that JSON does not see.
type Anonymous struct{ Fields []StructField }

// StructField is one field of an [Anonymous]. Name is "" for an embedded one.
type StructField struct {
	Name, Tag string
	Type      []Piece
}

// Piece is a part of a type expression: a name of another package or of Go itself, or text.
type Piece struct {
	Text                    string
	ImportPath, PackageName string
	Predeclared, Own        bool // Own: of the generated package
}

// Type is a Go type as JSON sees it. Recursive types are cyclic graphs of Types.
type Type struct {
	Kind TypeKind
	// Go is set for named types; the zero GoType means the literal form ([]T, map[string]T, *T, the basic kind).
	Go GoType
	// Bits is the size of an integer or float: 8, 16, 32 or 64; int and uint are 64 with Native set.
	Bits     int
	Unsigned bool
	Native   bool
	// Elem is the element of Slice, Array, Map and Pointer, and of Bytes whose element is a named type (nil for []byte).
	// Key is the key of a Map. Len is the length of an Array.
	Elem, Key *Type
	Len       int
	// Fields of an Object, in order, embedded structs flattened.
	Fields []Field
	// Enum values in declaration order; nil when the type is no enumeration.
	Enum []EnumValue
	// Recursive says that the type contains itself.
	Recursive bool
	// IsZero says that the type has a method IsZero() bool; Comparable that == is defined for it.
	IsZero, Comparable bool
	// Empty is how omitempty sees a Text, Duration or Custom.
	Empty       Emptiness
	Description string
	// Schema is the JSON Schema text when the type is the root of an input or of a result, else "".
	Schema string
	// Same is the type of which this root is a copy, with a Schema but without constraints of its own; nil otherwise.
	Same *Type
	// Literal is the text of the schema that the type states itself, to be kept to the letter. It binds input; output too
	// for a Custom or Text, whose Go structure says nothing.
	Literal string
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
	Map // names are keys
	Object
	Pointer
	Time     // time.Time, RFC 3339
	Bytes    // []byte and slices of named byte types, base64
	Array    // [N]T
	Any      // any
	Raw      // json.RawMessage
	Number   // json.Number
	Text     // a string by encoding.TextMarshaler and TextUnmarshaler
	Custom   // JSON of its own making, by json.Marshaler and Unmarshaler, with a schema of its own
	Duration // codec.Duration
	URL      // url.URL
	BigInt   // big.Int
)

// Emptiness says when encoding/json takes a value to be empty, by its Go kind.
type Emptiness uint8

// The kinds of emptiness.
const (
	EmptyNever  Emptiness = iota // structs and arrays with elements
	EmptyLength                  // strings, slices and maps of length 0
	EmptyNumber                  // 0
	EmptyFalse                   // false
	EmptyNil                     // nil
)

// Field is one member of an object.
type Field struct {
	// JSON is the member's name; Path the Go selector from the struct, through embedded fields: ["Base", "ID"].
	JSON string
	Path []string
	// Pointers says, for each entry of Path, whether it is an embedded pointer, to be allocated before use.
	Pointers []bool
	Type     *Type
	// Required members must be present in input. Always says that the encoder always writes the member; when it does
	// not, OmitEmpty and OmitZero say when it is left out, or an embedded pointer is nil.
	Required, Always, OmitEmpty, OmitZero bool
	// Quoted is the option ",string": the number or boolean travels inside a string.
	Quoted      bool
	Description string
	Constraints Constraints
	// Declared is where the name of the field or parameter stands; zero in another package.
	Declared diag.Span
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
	Header                                           string // x-mcp-header
	Title                                            string
	Schema                                           string // stated instead of all others; text, to be kept to the letter
}

// EnumValue is one constant of an enumeration.
type EnumValue struct {
	// Name is the Go constant, in the package that declares the type; "" when other packages cannot name it.
	Name        string
	JSON        string // its JSON literal
	Description string
}

// Pointee follows pointers.
func (t *Type) Pointee() *Type {
	for t.Kind == Pointer {
		t = t.Elem
	}
	return t
}

// IsPlain reports whether the constraints say nothing that a stated schema would have to repeat.
func (c Constraints) IsPlain() bool {
	return c.Min == nil && c.Max == nil && c.ExclusiveMin == nil && c.ExclusiveMax == nil && c.MultipleOf == nil &&
		c.MinLength == nil && c.MaxLength == nil && c.MinItems == nil && c.MaxItems == nil && !c.UniqueItems &&
		c.Pattern == "" && c.Format == "" && c.Enum == nil && c.Examples == nil && !c.Deprecated && c.Header == "" && c.Title == ""
}
