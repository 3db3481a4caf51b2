package jsonschema

import (
	"regexp"

	"github.com/mcpgen/mcpgen/internal/decimal"
)

// Schema is one schema or subschema. The zero Schema is {}: it accepts everything. It is not changed after Compile, so
// goroutines may share it.
type Schema struct {
	// Pointer is the place in the text (RFC 6901); "" is the whole.
	Pointer string
	// Never is the schema false.
	Never bool
	// Types are the types allowed; 0 allows all.
	Types Types
	// Enum are the values allowed; nil allows all. A const is an enum of one.
	Enum []Value

	Minimum, Maximum, ExclusiveMinimum, ExclusiveMaximum, MultipleOf *Bound

	MinLength, MaxLength    *int
	Pattern                 *regexp.Regexp
	Format, ContentEncoding string

	MinItems, MaxItems, MinContains, MaxContains *int
	UniqueItems                                  bool
	PrefixItems                                  []*Schema
	Items, Contains                              *Schema

	MinProperties, MaxProperties        *int
	Required                            []string
	DependentRequired                   []Dependency
	Properties, DependentSchemas        []Property
	PatternProperties                   []PatternProperty
	AdditionalProperties, PropertyNames *Schema

	AllOf, AnyOf, OneOf []*Schema
	Not, If, Then, Else *Schema
	// Ref is where a $ref leads.
	Ref *Schema
	// HasDefault says that there is a default, which is only a remark.
	HasDefault bool

	ref    string
	source string // canonical
}

// Types is a set of JSON types.
type Types uint8

// The types. A number that is an integer is of both.
const (
	Null Types = 1 << iota
	Boolean
	Integer
	NumberType // any number
	String
	Array
	Object
)

var typeNames = map[string]Types{"null": Null, "boolean": Boolean, "integer": Integer, "number": NumberType | Integer, "string": String, "array": Array, "object": Object}

// Value is a JSON value as it is written, and as it is compared.
type Value struct{ Text, canonical string }

// Bound is a number as it is written, and its value.
type Bound struct {
	Text string
	decimal.Number
}

// Property is a member and the schema of its value; for DependentSchemas, of the whole object when it is there.
type Property struct {
	Name   string
	Schema *Schema
}

// PatternProperty is the schema of the members whose names match.
type PatternProperty struct {
	Pattern *regexp.Regexp
	Schema  *Schema
}

// Dependency are the members that must be there when Name is.
type Dependency struct {
	Name     string
	Required []string
}
