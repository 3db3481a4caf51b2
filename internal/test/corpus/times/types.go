package times

import (
	"github.com/mcpgen/mcpgen/runtime/codec"
	"time"
)

type When struct {
	T time.Time   `json:"t"`
	P *time.Time  `json:"p,omitempty"`
	L []time.Time `json:"l"`
}
type Dur struct {
	D codec.Duration `json:"d"`
	O codec.Duration `json:"o,omitempty"`
}
type Durs []codec.Duration
type Month time.Month
type Weekday struct {
	D time.Weekday `json:"d"`
}
