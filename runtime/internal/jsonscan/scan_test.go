package jsonscan

import (
	"encoding/json"
	"testing"
	"unicode/utf8"
)

// FuzzValid holds Valid against encoding/json: it accepts what encoding/json accepts, unless it is too deep or not UTF-8.
func FuzzValid(f *testing.F) {
	for _, seed := range []string{
		`{}`, `[]`, `{"a":1,"b":[true,false,null,-0.5e+3]}`, ` "\u00e9\n" `, `01`, `1.`, `-`, `{"a":}`, `[1,]`, `{,}`, `"\x"`,
		"\"\xff\"", `nul`, `{"a":1}{}`, `""`, `1e`, `[[[[]]]]`, `{"\u0061":"\ud800"}`, "\"\x01\"", ``, ` `, `{"a" : 1 , "b":2}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		got, want := Valid(b), json.Valid(b)
		if got && !want {
			t.Fatalf("Valid(%q) accepts what encoding/json refuses", b)
		}
		if want && !got && utf8.Valid(b) && len(b) < MaxDepth {
			t.Fatalf("Valid(%q) refuses what encoding/json accepts", b)
		}
		if m, ok := MembersOf(b); got && ok {
			var decoded map[string]json.RawMessage
			_ = json.Unmarshal(b, &decoded)
			seen := map[string]string{}
			for name, raw, ok := m.Next(); ok; name, raw, ok = m.Next() {
				seen[string(name)] = string(raw)
			}
			if len(seen) != len(decoded) {
				t.Fatalf("members of %q: %q, want %q", b, seen, decoded)
			}
			for name, raw := range decoded {
				if seen[name] != string(raw) {
					t.Fatalf("member %q of %q: %q, want %q", name, b, seen[name], raw)
				}
			}
		}
	})
}
