package mandate

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzScan: what the scanner accepts, encoding/json understands in the same way; what encoding/json accepts, the
// scanner accepts too, unless it is one of the things that are refused on purpose.
func FuzzScan(f *testing.F) {
	for _, seed := range []string{
		`{}`, `{"a":1}`, `{"a":[1,2,{"b":null}],"c":"x\u00e9\ud83d\ude00\n"}`, `{"a":1,"a":2}`, `{"a":"\ud800"}`, "{\"a\":\"\xff\"}",
		`{"a":-0.5e+10,"b":true,"c":false}`, `[1]`, `{"a":01}`, `{"a":1,}`, `{"\u0061":1,"a":2}`, strings.Repeat(`{"a":`, 33) + "1" + strings.Repeat("}", 33), `{"a":"\u001` + "\x10" + `"}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, src string) {
		got, err := readObject(src)
		var want map[string]any
		jsonErr := json.Unmarshal([]byte(src), &want)
		if err == nil {
			if jsonErr != nil || len(got) != len(want) {
				t.Fatalf("accepted, but encoding/json says %v: %q", jsonErr, src)
			}
			for name, v := range got {
				sameValue(t, v, want[name])
			}
			return
		}
		onPurpose := err == errDuplicate || err == errTooDeep || !utf8.ValidString(src) || strings.Contains(strings.ToLower(src), `\ud`) || want == nil
		if jsonErr == nil && !onPurpose {
			t.Fatalf("refused with %v, but encoding/json reads it: %q", err, src)
		}
	})
}

func sameValue(t *testing.T, v value, want any) {
	t.Helper()
	if s, ok := want.(string); ok {
		if v.kind != text || v.str != s {
			t.Fatalf("%+v, want %q", v, s)
		}
		return
	}
	var got any
	if err := json.Unmarshal([]byte(v.str), &got); err != nil || !reflect.DeepEqual(got, want) {
		t.Fatalf("%+v, want %v", v, want)
	}
}

// TestNames: duplicates are found among few and among many.
func TestNames(t *testing.T) {
	t.Parallel()
	var n names
	for i := range 100 {
		if !n.add(strings.Repeat("x", i)) {
			t.Fatalf("name %d is no duplicate", i)
		}
	}
	for i := range 100 {
		if n.add(strings.Repeat("x", i)) {
			t.Fatalf("name %d is a duplicate", i)
		}
	}
}

// TestClaimNames: the two directions agree.
func TestClaimNames(t *testing.T) {
	t.Parallel()
	for id, name := range claimNames {
		if got, known := claimNamed(name); !known || got != claim(id) {
			t.Errorf("%q is %d, want %d", name, got, id)
		}
	}
}
