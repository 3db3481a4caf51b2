package defaults

import (
	"encoding/json"
	"math/big"
	"net/netip"
	"time"

	"github.com/mcpgen/mcpgen/runtime/codec"
)

type Shade string

const (
	Dark  Shade = "dark"  // as night
	Light Shade = "light" // as day
)

type DefaultSlices struct {
	A []string   `json:"a" jsonschema:"default=[\"x\"\\,\"y\\, z\"]"`
	B []int      `json:"b" jsonschema:"default=[]"`
	C [][]int8   `json:"c" jsonschema:"default=[[1\\,-128]\\,[]]"`
	D [2]bool    `json:"d" jsonschema:"default=[true\\,false]"`
	E []Shade    `json:"e" jsonschema:"default=[\"dark\"],minItems=1"`
	F []byte     `json:"f" jsonschema:"default=AQI="`
	G *[]float64 `json:"g" jsonschema:"default=[0.5]"`
	H []string   `json:"h,omitempty" jsonschema:"default=[\"a\"\\,\"A\"],uniqueItems=true"`
}
type DefaultMaps struct {
	A map[string]int     `json:"a" jsonschema:"default={\"b\":2\\,\"a\":1}"`
	B map[int8]string    `json:"b" jsonschema:"default={\"-1\":\"below\"}"`
	C map[Shade][]string `json:"c" jsonschema:"default={\"light\":[]}"`
	D *map[string]any    `json:"d" jsonschema:"default={}"`
}
type Spot struct {
	X     int      `json:"x" jsonschema:"minimum=0"`
	Y     int      `json:"y" jsonschema:"default=7"`
	Names []string `json:"names" jsonschema:"default=[\"spot\"]"`
	Q     int      `json:"q,string" jsonschema:"description=in a string"`
}
type DefaultStructs struct {
	A Spot            `json:"a" jsonschema:"default={\"x\":1\\,\"q\":\"5\"}"`
	B *Spot           `json:"b" jsonschema:"default={\"x\":2\\,\"y\":3\\,\"names\":[]\\,\"q\":\"-1\"}"`
	C []Spot          `json:"c" jsonschema:"default=[{\"x\":0\\,\"q\":\"0\"}]"`
	D map[string]Spot `json:"d" jsonschema:"default={\"here\":{\"x\":9\\,\"q\":\"1\"}}"`
	E Spot            `json:"e"`
}
type DefaultTimes struct {
	A time.Time      `json:"a" jsonschema:"default=2026-01-02T03:04:05.5+01:00"`
	B *time.Time     `json:"b" jsonschema:"default=2024-02-29T00:00:00Z"`
	C codec.Duration `json:"c" jsonschema:"default=1h30m"`
	D []time.Time    `json:"d" jsonschema:"default=[\"2026-01-02T03:04:05Z\"]"`
}
type DefaultFree struct {
	A any             `json:"a" jsonschema:"default={\"k\":[1\\,null\\,\"s\"]}"`
	B json.RawMessage `json:"b" jsonschema:"default=[1 \\, 2]"`
	C json.Number     `json:"c" jsonschema:"default=1.50"`
	D *big.Int        `json:"d" jsonschema:"default=123456789012345678901234567890"`
	E netip.Addr      `json:"e" jsonschema:"default=192.0.2.1"`
	F any             `json:"f" jsonschema:"default=null"`
}
type DefaultTree struct {
	Name string        `json:"name" jsonschema:"default=root"`
	Kids []DefaultTree `json:"kids" jsonschema:"default=[]"`
}
type DefaultForest struct {
	Trees []DefaultTree `json:"trees" jsonschema:"default=[{}\\,{\"kids\":[{\"name\":\"leaf\"}]}]"`
}
