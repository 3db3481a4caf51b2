package constraints

import (
	"encoding/json"
	"math/big"
	"time"
)

type NumberRules struct {
	A int     `json:"a" jsonschema:"minimum=1,maximum=10"`
	B int8    `json:"b" jsonschema:"exclusiveMinimum=-5,exclusiveMaximum=5"`
	C uint64  `json:"c" jsonschema:"multipleOf=3"`
	D float64 `json:"d" jsonschema:"minimum=0.1,maximum=0.9"`
	E float64 `json:"e" jsonschema:"multipleOf=0.1"`
	F float32 `json:"f" jsonschema:"exclusiveMinimum=0,maximum=1e10"`
	G int     `json:"g" jsonschema:"enum=1,enum=5,enum=25"`
	H int64   `json:"h" jsonschema:"maximum=9223372036854775806"`
	I *int    `json:"i" jsonschema:"minimum=0,default=3"`
}
type StringRules struct {
	A string  `json:"a" jsonschema:"minLength=2,maxLength=4"`
	B string  `json:"b" jsonschema:"pattern=^[a-z]+(-[a-z]+)*$"`
	C string  `json:"c" jsonschema:"enum=x,enum=y y,enum=ü"`
	D string  `json:"d" jsonschema:"default=hello"`
	E *string `json:"e,omitempty" jsonschema:"minLength=1"`
}
type Formats struct {
	DateTime string `json:"dateTime" jsonschema:"format=date-time"`
	Date     string `json:"date" jsonschema:"format=date"`
	Time     string `json:"time" jsonschema:"format=time"`
	Email    string `json:"email" jsonschema:"format=email"`
	Host     string `json:"host" jsonschema:"format=hostname"`
	V4       string `json:"v4" jsonschema:"format=ipv4"`
	V6       string `json:"v6" jsonschema:"format=ipv6"`
	URI      string `json:"uri" jsonschema:"format=uri"`
	UUID     string `json:"uuid" jsonschema:"format=uuid"`
}
type SliceRules struct {
	A []int    `json:"a" jsonschema:"minItems=1,maxItems=3"`
	B []string `json:"b" jsonschema:"uniqueItems=true"`
	C []int64  `json:"c,omitempty" jsonschema:"uniqueItems=true,maxItems=4"`
	D []bool   `json:"d" jsonschema:"maxItems=0"`
}
type Place struct {
	Lat  float64           `json:"lat"`
	Tags map[string]string `json:"tags,omitempty"`
}
type UniqueRules struct {
	A []float64         `json:"a,omitempty" jsonschema:"uniqueItems"`
	B []Place           `json:"b,omitempty" jsonschema:"uniqueItems,minItems=1"`
	C []any             `json:"c,omitempty" jsonschema:"uniqueItems"`
	D [][]string        `json:"d,omitempty" jsonschema:"uniqueItems"`
	E []*int            `json:"e,omitempty" jsonschema:"uniqueItems"`
	F []map[string]any  `json:"f,omitempty" jsonschema:"uniqueItems,maxItems=3"`
	G []json.RawMessage `json:"g,omitempty" jsonschema:"uniqueItems"`
	H []time.Time       `json:"h,omitempty" jsonschema:"uniqueItems"`
	I [][]byte          `json:"i,omitempty" jsonschema:"uniqueItems"`
	J []big.Int         `json:"j,omitempty" jsonschema:"uniqueItems"`
	K []json.Number     `json:"k,omitempty" jsonschema:"uniqueItems"`
	L *[]Place          `json:"l,omitempty" jsonschema:"uniqueItems"`
	M []float32         `json:"m,omitempty" jsonschema:"uniqueItems"`
	N []uint64          `json:"n,omitempty" jsonschema:"uniqueItems"`
	O []string          `json:"o,omitempty" jsonschema:"uniqueItems"`
}
type Descriptions struct {
	// A is described by its comment.
	A int `json:"a"`
	B int `json:"b"` // B is described beside it.
	C int `json:"c" jsonschema:"described by the tag, with a comma"`
	D int `json:"d" jsonschema:"description=described by a key,minimum=0"`
	E int `json:"e" jsonschema_description:"described by another tag"`
	// F has a comment that the tag
	// overrides.
	F int `json:"f" jsonschema:"overridden"`
	G int `json:"g" jsonschema:"title=Gee,example=5,deprecated=true,default=7"`
	// H has
	// several lines.
	//
	//   - and a list
	H int `json:"h"`
}
type Defaults struct {
	S string  `json:"s" jsonschema:"default=a b"`
	I int     `json:"i" jsonschema:"default=-5"`
	U uint8   `json:"u" jsonschema:"default=255"`
	F float64 `json:"f" jsonschema:"default=1.5"`
	B bool    `json:"b" jsonschema:"default=true"`
	P *bool   `json:"p" jsonschema:"default=false"`
}
