package codec_test

import (
	"encoding/json"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mcpgen/mcpgen/runtime/codec"
)

// read decodes one value and returns the first problem's text.
func read[T any](raw string, decode func(*codec.Decoder, *T)) (T, string) {
	var v T
	if problems := codec.Decode([]byte(raw), &v, decode); problems != nil {
		return v, problems[0].String()
	}
	return v, ""
}

func TestReadInt(t *testing.T) {
	for raw, want := range map[string]struct {
		value   int8
		problem string
	}{
		"0": {}, "-0": {}, "127": {value: 127}, "-128": {value: -128}, "1.0": {value: 1}, "1e2": {value: 100},
		"120e-1":                  {value: 12},
		"128":                     {problem: "arguments: is 128, want an integer from -128 to 127"},
		"1.5":                     {problem: "arguments: is 1.5, want an integer"},
		"1e999999999999":          {problem: "arguments: is 1e999999999999, want an integer from -128 to 127"},
		"1e-999999999999":         {problem: "arguments: is 1e-999999999999, want an integer"},
		"0e999999999999":          {},
		`"1"`:                     {problem: "arguments: is a string, want an integer"},
		"null":                    {problem: "arguments: is null, want an integer"},
		"NaN":                     {problem: "arguments: is not valid JSON: at byte 0 got 'N', want a value"},
		"01":                      {problem: "arguments: is not valid JSON: at byte 1 got '1', want the end"},
		"1 2":                     {problem: "arguments: is not valid JSON: at byte 2 got '2', want the end"},
		"-":                       {problem: "arguments: is not valid JSON: at byte 1 got the end, want a digit"},
		"[1":                      {problem: "arguments: is an array, want an integer"},
		"99999999999999999999999": {problem: "arguments: is 99999999999999999999999, want an integer from -128 to 127"},
	} {
		t.Run(raw, func(t *testing.T) {
			got, problem := read(raw, codec.ReadInt[int8])
			if problem != want.problem || problem == "" && got != want.value {
				t.Errorf("got %d, %q; want %d, %q", got, problem, want.value, want.problem)
			}
		})
	}
}

func TestIntegersKeepEveryDigit(t *testing.T) {
	if got, problem := read("9223372036854775807", codec.ReadInt[int64]); got != 9223372036854775807 || problem != "" {
		t.Error(got, problem)
	}
	if got, problem := read("18446744073709551615", codec.ReadUint[uint64]); got != 18446744073709551615 || problem != "" {
		t.Error(got, problem)
	}
	if _, problem := read("18446744073709551616", codec.ReadUint[uint64]); problem == "" {
		t.Error("accepted 2^64")
	}
	if got, problem := read("-123456789012345678901234567890", codec.ReadBigInt); problem != "" || got.Cmp(mustBig("-123456789012345678901234567890")) != 0 {
		t.Error(&got, problem)
	}
	if got, problem := read("1234567890.12345678901234567890", codec.ReadNumber); got != json.Number("1234567890.12345678901234567890") || problem != "" {
		t.Error(got, problem)
	}
	if _, problem := read("9007199254740993", codec.ReadFloat[float64]); !strings.Contains(problem, "lose digits") {
		t.Error(problem)
	}
}

func mustBig(s string) *big.Int { n, _ := new(big.Int).SetString(s, 10); return n }

func TestBounds(t *testing.T) {
	deep := strings.Repeat("[", codec.MaxDepth+1) + strings.Repeat("]", codec.MaxDepth+1)
	if _, problem := read(deep, codec.ReadAny); !strings.Contains(problem, "nested deeper than 64") {
		t.Error(problem)
	}
	if _, problem := read(deep, codec.ReadInt[int]); !strings.Contains(problem, "is an array") {
		t.Error(problem)
	}
	ok := strings.Repeat("[", codec.MaxDepth) + strings.Repeat("]", codec.MaxDepth)
	if _, problem := read(ok, codec.ReadAny); problem != "" {
		t.Error(problem)
	}
	if _, problem := read(`"`+strings.Repeat("x", codec.MaxBytes)+`"`, codec.ReadString[string]); !strings.Contains(problem, "bytes long") {
		t.Error(problem)
	}
	var v []int
	many := "[" + strings.Repeat("true,", 1000) + "true]"
	problems := codec.Decode([]byte(many), &v, func(d *codec.Decoder, v *[]int) { codec.ReadSlice(d, v, codec.ReadInt) })
	if len(problems) != codec.MaxProblems {
		t.Errorf("got %d problems, want %d", len(problems), codec.MaxProblems)
	}
}

func TestRefusedText(t *testing.T) {
	for raw, want := range map[string]string{
		`"\ud800"`:       "half of a surrogate pair",
		`"\udc00\ud800"`: "half of a surrogate pair",
		"\"\xff\"":       "is not valid UTF-8",
		"\"\x01\"":       "without control characters",
		`"\x"`:           "an escape that JSON knows",
		`"\u12"`:         "four hexadecimal digits",
		`"abc`:           "the end of the string",
		`{"a":1,"a":2}`:  "is a number, want a string",
	} {
		t.Run(raw, func(t *testing.T) {
			var v map[string]string
			_, problem := read(`{"m":`+raw+`}`, func(d *codec.Decoder, _ *struct{}) { codec.ReadMap(d, &v, codec.ReadString) })
			if strings.HasPrefix(raw, "{") {
				_, problem = read(raw, func(d *codec.Decoder, _ *struct{}) { codec.ReadMap(d, &v, codec.ReadString) })
			}
			if !strings.Contains(problem, want) {
				t.Errorf("got %q, want %q", problem, want)
			}
		})
	}
}

func TestNoArgumentsAreAnEmptyObject(t *testing.T) {
	for _, raw := range []string{"", "{}", " { } "} {
		if _, problem := read(raw, codec.ReadNothing); problem != "" {
			t.Errorf("%q: %s", raw, problem)
		}
	}
	if _, problem := read("null", codec.ReadNothing); problem != "arguments: is null, want an object" {
		t.Error(problem)
	}
	if _, problem := read(`{"a":1}`, codec.ReadNothing); problem != "/a: is not a known member; there are no members here" {
		t.Error(problem)
	}
}

func TestNothingOfTheInputIsKept(t *testing.T) {
	raw := []byte(`{"id":1,"title":"title","score":1,"state":"open","tags":["a"],"labels":{"k":1},"data":"AQI="}`)
	var v, want note
	if problems := codec.Decode(raw, &v, decodeNote); problems != nil {
		t.Fatal(problems)
	}
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatal(err)
	}
	for i := range raw {
		raw[i] = 'X'
	}
	if diff := cmp.Diff(want, v); diff != "" {
		t.Error(diff)
	}
}

// TestPointersOfWhatIsSkipped: a pointer leads to the value, or to one around it, and never to a member that there is not.
func TestPointersOfWhatIsSkipped(t *testing.T) {
	number := func(raw string) []codec.Problem {
		var v []int
		return codec.Decode([]byte(raw), &v, func(d *codec.Decoder, v *[]int) { codec.ReadSlice(d, v, codec.ReadInt) })
	}
	anything := func(raw string) []codec.Problem {
		var v json.RawMessage
		return codec.Decode([]byte(raw), &v, codec.ReadRaw)
	}
	for _, row := range []struct {
		decode    func(string) []codec.Problem
		raw, want string
	}{
		{number, `[1,{"a":["\ud800"]}]`, `/1: is an object, want an integer; /1: has half of a surrogate pair (\ud800), want both halves or none`},
		{number, `[[1,tru]]`, `/0: is an array, want an integer; /0/1: is not valid JSON: at byte 4 got 't', want a value`},
		{number, `[{"":]}`, `/0: is an object, want an integer; /0: is not valid JSON: at byte 5 got ']', want a value`},
		{anything, `{"a":[1,{"b/c":"\ud800"}],"a":"\udc00"}`, `/a/1/b~1c: has half of a surrogate pair (\ud800), want both halves or none; ` +
			`/a: is given more than once, want it once; /a: has half of a surrogate pair (\udc00), want both halves or none`},
		{anything, "\ufeff{}", `arguments: is not valid JSON: at byte 0 got '\ufeff', want a value`},
		{anything, `[`, `/0: is not valid JSON: at byte 1 got the end, want a value`},
	} {
		var got []string
		for _, p := range row.decode(row.raw) {
			got = append(got, p.String())
		}
		if strings.Join(got, "; ") != row.want {
			t.Errorf("%s\ngot  %s\nwant %s", row.raw, strings.Join(got, "; "), row.want)
		}
	}
}

func TestWriteRefusesWhatJSONCannotSay(t *testing.T) {
	var inf float64
	inf = 1 / inf
	if _, err := codec.Append(nil, &inf, codec.WriteFloat); err == nil {
		t.Error("wrote +Inf")
	}
	far := time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)
	if _, err := codec.Append(nil, &far, codec.WriteTime); err == nil {
		t.Error("wrote the year 10000")
	}
	loop := note{}
	loop.Parts = []note{{}}
	loop.Parts[0].Parts = loop.Parts
	if _, err := codec.Append(nil, &loop, encodeNote); err == nil {
		t.Error("wrote a value that contains itself")
	}
}

// FuzzDecode: no panic, and what is accepted reads as in encoding/json and survives a round trip.
func FuzzDecode(f *testing.F) {
	f.Add(sample)
	f.Add([]byte(`{"id":1.0,"title":"\ud83d\ude00","score":-0,"state":"closed","tags":[],"labels":{}}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		var v, want, again note
		if len(raw) == 0 || codec.Decode(raw, &v, decodeNote) != nil {
			return
		}
		if err := json.Unmarshal(raw, &want); err == nil {
			if diff := cmp.Diff(want, v); diff != "" {
				t.Errorf("differs from encoding/json: %s", diff)
			}
		} else if !strings.Contains(err.Error(), "cannot unmarshal number") {
			t.Errorf("encoding/json refuses: %v", err)
		}
		text, err := codec.Append(nil, &v, encodeNote)
		if err != nil {
			t.Fatal(err)
		}
		if problems := codec.Decode(text, &again, decodeNote); problems != nil {
			t.Fatalf("%s: %v", text, problems)
		}
	})
}

// TestMemoryIsBounded: little text must not stand for much memory.
func TestMemoryIsBounded(t *testing.T) {
	type wide struct{ A, B, C, D, E, F, G, H, I, J, K, L string }
	empty := codec.Optional("a")
	decode := func(d *codec.Decoder, v *[]wide) {
		codec.ReadSlice(d, v, func(d *codec.Decoder, v *wide) {
			for o := d.Object(&empty); o.Next(); {
				codec.ReadString(d, &v.A)
			}
		})
	}
	if _, problem := read("["+strings.Repeat("{},", 1<<20)+"{}]", decode); !strings.Contains(problem, "holds too many values") {
		t.Errorf("got %q", problem)
	}
	if _, problem := read("["+strings.Repeat(`{"a":"12345"},`, 1<<16)+"{}]", decode); problem != "" {
		t.Errorf("got %q", problem)
	}
}

// TestZeroIsZeroWhateverItsExponent: 0e9999 is no more than 0, though it takes some care to see that.
func TestZeroIsZeroWhateverItsExponent(t *testing.T) {
	for _, raw := range []string{"0e9999", "-0e9999", "0.0e-99999"} {
		_, problem := read(raw, func(d *codec.Decoder, v *float64) { codec.ReadFloatWith(d, v, codec.Min(0.0), codec.Max(0.0)) })
		if problem != "" {
			t.Error(problem)
		}
	}
}
