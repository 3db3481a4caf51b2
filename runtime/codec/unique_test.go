package codec_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/runtime/codec"
)

func readUnique(raw string) []codec.Problem {
	var v []any
	return codec.Decode([]byte(raw), &v, func(d *codec.Decoder, v *[]any) { codec.ReadUniqueItems(d, v, codec.ReadAny) })
}

// TestUniqueItems: what is equal in JSON Schema, and what is not.
func TestUniqueItems(t *testing.T) {
	for raw, want := range map[string]string{
		`[]`:                            "",
		`[{}]`:                          "",
		`[1,1.0]`:                       "1",
		`[100,1e2,1E+2,10000e-2]`:       "1 2 3",
		`[0,-0,0.0,-0e5]`:               "1 2 3",
		`[1,"1",true,[1],{"1":1},null]`: "",
		`[0,false,"",null,[],{}]`:       "",
		`["a","\u0061","A"]`:            "1",
		`["/","\/","é","\u00e9"]`:       "1 3",
		`["é","e\u0301"]`:               "", // code points, not what they look like
		`[{"a":1,"b":[2,3]},{"b":[2.0,3e0],"a":1}]`:   "1",
		`[{"a":1,"b":[2,3]},{"b":[3,2],"a":1}]`:       "",
		`[{"a":{"x":1,"y":2}},{"a":{"y":2,"x":1.0}}]`: "1",
		`[{"a":1},{"a":1,"b":1},{"b":1}]`:             "",
		`[["a","b"],["a,b"],["a\",\"b"]]`:             "", // no way to write one as the other
		`[{"a":"1,\"b\":2"},{"a":"1","b":2}]`:         "",
		`[0.1,0.10000000000000001]`:                   "", // equal as float64 only
		`[1234567890123456,1.234567890123456e15]`:     "1",
		`[[[]],[[],[]],[[[]]],[[]]]`:                  "3",
		` [ 1 , 2 , 1 , 1 ] `:                         "2 3",
	} {
		var at []string
		for _, p := range readUnique(raw) {
			at = append(at, strings.TrimPrefix(p.Pointer, "/"))
			if !strings.Contains(p.Message, "is equal to element ") {
				t.Errorf("%s: %v", raw, p)
			}
		}
		if got := strings.Join(at, " "); got != want {
			t.Errorf("%s: repeated are %q, want %q", raw, got, want)
		}
	}
}

// TestUniqueItemsIsBounded: no text makes the comparison take much more than reading it.
func TestUniqueItemsIsBounded(t *testing.T) {
	var distinct, objects strings.Builder
	for i := range 300_000 {
		fmt.Fprintf(&distinct, "%d,", i)
	}
	for i := range 20_000 {
		fmt.Fprintf(&objects, `{"z%d":1,"y":2,"x":{"b":0,"a":[]},"w":"%s"},`, i, strings.Repeat("w", 100))
	}
	deep := strings.Repeat(`{"b":`, 60) + `"` + strings.Repeat("x", 1_000_000) + `"` + strings.Repeat(`,"a":0}`, 60)
	for name, raw := range map[string]string{
		"distinct numbers": "[" + distinct.String() + "-1]",
		"distinct objects": "[" + objects.String() + "{}]",
		"equal numbers":    "[" + strings.Repeat("0,", 1_000_000) + "0]",
		"deep objects":     "[" + deep + "," + deep + "]",
		"long exponents":   "[" + strings.Repeat("1e999999999,1e-999999999,", 50_000) + "0]",
	} {
		began := time.Now()
		problems := readUnique(raw)
		if took := time.Since(began); took > 20*time.Second {
			t.Errorf("%s: %d bytes took %v", name, len(raw), took)
		} else {
			t.Logf("%s: %d bytes, %v, %d problems", name, len(raw), took, len(problems))
		}
		if len(problems) > codec.MaxProblems {
			t.Errorf("%s: %d problems", name, len(problems))
		}
		if strings.HasPrefix(name, "distinct") && problems != nil {
			t.Errorf("%s: %v", name, problems)
		}
	}
}
