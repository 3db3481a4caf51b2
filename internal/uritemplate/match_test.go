package uritemplate_test

import (
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/mcpgen/mcpgen/internal/uritemplate"
)

func TestMatch(t *testing.T) {
	one := func(name, value string) []uritemplate.Variable {
		return []uritemplate.Variable{{Name: name, Value: value}}
	}
	for _, row := range []struct {
		template, uri string
		want          []uritemplate.Variable
	}{
		{"n://{id}", "n://7", one("id", "7")},
		{"n://{id}", "n://a%20b", one("id", "a b")},
		{"n://{id}", "n://caf%C3%A9", one("id", "café")},
		{"n://x-{id}.json", "n://x-a.json.json", one("id", "a.json")},
		{"n://{a}/{b}", "n://1/2", []uritemplate.Variable{{Name: "a", Value: "1"}, {Name: "b", Value: "2"}}},
		{"n://{id}", "n://", nil},
		{"n://{id}", "n://a/b", nil},
		{"n://{id}", "n://a%2Fb", nil},
		{"n://{id}", "n://a%5Cb", nil},
		{"n://{id}", "n://..", nil},
		{"n://{id}", "n://%2E%2e", nil},
		{"n://{id}", "n://a%00", nil},
		{"n://{id}", "n://a%0Ab", nil},
		{"n://{id}", "n://%FF", nil},
		{"n://{id}", "n://%zz", nil},
		{"n://{id}", "n://a,b", nil},
		{"n://{id}", "N://a", nil},
		{"n://{id}", "n://" + strings.Repeat("a", uritemplate.MaxURIBytes), nil},
	} {
		got, ok := parse(t, row.template).Match(row.uri)
		if diff := cmp.Diff(row.want, got); diff != "" || ok != (row.want != nil) {
			t.Errorf("%s on %.40q: %v %s", row.template, row.uri, ok, diff)
		}
	}
}

// FuzzTemplate: problems lie inside the text; what parses overlaps with itself and with each URI that it matches, whose
// values are safe; and it finds the values again that are written for its variables.
func FuzzTemplate(f *testing.F) {
	for _, text := range []string{"n://{a}/{b}", "n://x-{id}.json", "q://{a}?b={c}#d", "n://{a}-{b}", "docs://café/{id}", "%zz", "tcp://{h}:{p}"} {
		f.Add(text, "v1", "n://1/2")
	}
	f.Add("n:{a}41", "%41", "n:%4141")
	f.Add("n:{a}", "%C3%A9", "n:%2e%2E")
	f.Fuzz(func(t *testing.T, text, value, uri string) {
		template, problems := uritemplate.Parse(text)
		for _, p := range problems {
			if p.From < 0 || p.To < p.From || p.To > len(text) || p.Message == "" {
				t.Fatalf("%q: %+v", text, p)
			}
		}
		if problems != nil {
			return
		}
		if !template.Overlaps(template) {
			t.Errorf("%q does not overlap with itself", text)
		}
		if values, ok := template.Match(uri); ok {
			matched(t, template, uri, values)
		}
		var want []uritemplate.Variable
		filled := text
		for _, name := range template.Variables() {
			filled = strings.Replace(filled, "{"+name+"}", url.PathEscape(value), 1)
			want = append(want, uritemplate.Variable{Name: name, Value: value})
		}
		if value == "" || strings.ContainsFunc(value, func(r rune) bool { return !strings.ContainsRune("abcxyz0189-_~ é%", r) }) || len(filled) > uritemplate.MaxURIBytes {
			return
		}
		if got, ok := template.Match(filled); !ok || cmp.Diff(want, got) != "" {
			t.Errorf("%q does not find %q in %q: %v", text, value, filled, got)
		}
	})
}

// matched checks what follows from a match.
func matched(t *testing.T, template uritemplate.Template, uri string, values []uritemplate.Variable) {
	t.Helper()
	for _, v := range values {
		if v.Value == "" || v.Value == "." || v.Value == ".." || strings.ContainsAny(v.Value, "/\\\x00\n") || !utf8.ValidString(v.Value) {
			t.Errorf("%q on %q: {%s} is %q", template, uri, v.Name, v.Value)
		}
	}
	if static, problems := uritemplate.Parse(uri); problems == nil && static.Static() && !template.Overlaps(static) {
		t.Errorf("%q matches %q and does not overlap with it", template, uri)
	}
}
