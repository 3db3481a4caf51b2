package format_test

import (
	"testing"

	"github.com/mcpgen/mcpgen/internal/format"
)

// TestReferences: what RFC 3339, 3986, 3987, 6570 and 6901 say of the formats that are not about one scalar.
func TestReferences(t *testing.T) {
	for name, texts := range map[string]struct{ valid, invalid []string }{
		"uri-reference": {[]string{"", "/a", "?q", "#f", "a/b", "https://a.example/%41", "//host/x"}, []string{"a b", "/é", "/%zz", "/{a}", "\\"}},
		"iri":           {[]string{"https://bücher.example/ü?q=ö"}, []string{"/ü", "", "https://a b", "https://a\u00a0b/", "https://a/%4"}},
		"iri-reference": {[]string{"/bücher", "", "#ü"}, []string{"/a b", "/\u0007", "/<a>"}},
		"uri-template": {[]string{"", "/a/{b}", "{+path}/here", "{?x,y}", "{x:3}", "{list*}", "{a.b}", "x%20{y}"},
			[]string{"{", "{}", "}", "{a", "{a b}", "{a,}", "a b", "{x:0}", "%zz", "'"}},
		"json-pointer":          {[]string{"", "/", "/a/0", "/a~0b/~1", "/é"}, []string{"a", "/a~2", "/~"}},
		"relative-json-pointer": {[]string{"0", "1/a", "0#", "2+1/x", "10/~0"}, []string{"", "01", "/a", "-1", "1#x", "0+0"}},
		"duration": {[]string{"P3D", "PT1H30M", "P2W", "P1Y2M3DT4H5M6S", "PT0S", "P1M", "PT5M"},
			[]string{"", "P", "PT", "1D", "P1H", "P1Y2D", "PT1.5S", "P1W2D", "P1DT", "pt1s", "PT1H5S"}},
		"regex":     {[]string{"", "^a+$", `\d{2}`}, []string{"(", "a**", "[z-a]"}},
		"idn-email": {[]string{"ada@bücher.example", "ada@example.com"}, []string{"ada", "Ada <ada@example.com>", "@b"}},
	} {
		for _, s := range texts.valid {
			if !format.Valid(name, s) {
				t.Errorf("%s: %q is refused", name, s)
			}
		}
		for _, s := range texts.invalid {
			if format.Valid(name, s) {
				t.Errorf("%s: %q is accepted", name, s)
			}
		}
	}
}
