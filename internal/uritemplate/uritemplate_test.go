package uritemplate_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mcpgen/mcpgen/internal/uritemplate"
)

func parse(t testing.TB, text string) uritemplate.Template {
	t.Helper()
	template, problems := uritemplate.Parse(text)
	if problems != nil {
		t.Fatalf("%q: %v", text, uritemplate.Err(problems))
	}
	return template
}

func TestParse(t *testing.T) {
	for text, want := range map[string][]string{
		"notes://all":               nil,
		"notes://{owner}/{id}":      {"owner", "id"},
		"notes://{id}.json":         {"id"},
		"notes://x-{id}":            {"id"},
		"notes://{type}":            {"type"}, // no Go identifier, but a fine name of a field
		"urn:isbn:{n}":              {"n"},
		"tcp://{host}:{port}":       {"host", "port"},
		"http://[::1]:80/{a}?b=%2F": {"a"},
		"docs://café/{id}":          {"id"},
		"q://{a}?b={c}#d":           {"a", "c"},
	} {
		template := parse(t, text)
		if diff := cmp.Diff(want, template.Variables()); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
		if template.Static() != (want == nil) || template.String() != text {
			t.Errorf("%q: static %v, text %q", text, template.Static(), template)
		}
	}
}

// TestParseFindsEverything: each problem at its own characters, several in one text.
func TestParseFindsEverything(t *testing.T) {
	for text, want := range map[string][]string{
		"":                           {""},
		"notes":                      {"notes"},
		"1notes://x":                 {"1notes://x"},
		"{scheme}://x":               {"{scheme}://x"},
		"n://{a}{b}":                 {"{a}{"},
		"n://{a}-{b}":                {"-"},
		"n://{a}%2F{b}":              {"%"},
		"n://{a}/{a}":                {"{a}"},
		"n://{+a}":                   {"{+a}"},
		"n://{a*}/{b:3}":             {"{a*}", "{b:3}"},
		"n://{}":                     {"{}"},
		"n://{é}":                    {"{é}"},
		"n://{a b}":                  {"{a b}"},
		"n://a}":                     {"}"},
		"n://{a":                     {"{"},
		"n://a b/<{c}>":              {" ", "<", ">"},
		"n://a\nb":                   {"\n"},
		"n://\"|\\^`":                {"\"", "|", "\\", "^", "`"},
		"n://100%/%zz/%4/%41":        {"%", "%", "%"},
		"n://\xff":                   {"\xff"},
		"n://host:port/{a}":          {"n://host:port/{a}"},
		"n://[::1":                   {"n://[::1"},
		"n://{a}-{b}/ /%":            {"-", " ", "%"},
		strings.Repeat("n://x", 300): {strings.Repeat("n://x", 300)},
	} {
		_, problems := uritemplate.Parse(text)
		var got []string
		for _, p := range problems {
			got = append(got, text[p.From:p.To])
			if p.Message == "" {
				t.Errorf("%q: nothing is said", text)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s\n%v", text, diff, uritemplate.Err(problems))
		}
	}
}

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
		{"n://{a}.{b}", "", nil},
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
		template, problems := uritemplate.Parse(row.template)
		got, ok := template.Match(row.uri)
		if problems != nil && row.uri == "" {
			continue // what does not parse matches the empty text, which nobody asks for
		}
		if diff := cmp.Diff(row.want, got); diff != "" || ok != (row.want != nil) {
			t.Errorf("%s on %.40q: %v %s", row.template, row.uri, ok, diff)
		}
	}
}

func TestOverlaps(t *testing.T) {
	for _, row := range []struct {
		a, b string
		want bool
	}{
		{"n://a", "n://a", true},
		{"n://a", "n://b", false},
		{"n://{id}", "n://a", true},
		{"n://{id}", "n://{name}", true},
		{"n://{id}/x", "n://{id}/y", false},
		{"n://{id}/x", "n://{id}", false},
		{"n://note-{id}", "n://tag-{id}", false},
		{"n://note-{id}", "n://{kind}-1", true},
		{"n://a{x}b", "n://{x}ab", true},
		{"n://a{x}b", "n://a{x}c", false},
		{"n://{x}a", "n://b{x}", true},
		{"a://{x}", "b://{x}", false},
		{"q://{a}", "q://a?b", false},
		{"q://{a}?b={c}", "q://a?b=c", true},
		{"n://{a}", "n://a,b", false},
	} {
		a, b := parse(t, row.a), parse(t, row.b)
		if a.Overlaps(b) != row.want || b.Overlaps(a) != row.want {
			t.Errorf("%q and %q: not %v", row.a, row.b, row.want)
		}
	}
}

// TestOverlapsIsWhatMatchSays: two templates overlap exactly if some URI matches both, tried with every URI of up to seven
// characters over the alphabet of the templates.
func TestOverlapsIsWhatMatchSays(t *testing.T) {
	const alphabet = "ab/?"
	var uris []string
	for level := []string{""}; len(level[0]) < 7; {
		var next []string
		for _, text := range level {
			for _, c := range alphabet {
				next = append(next, text+string(c))
			}
		}
		uris, level = append(uris, next...), next
	}
	random := rand.New(rand.NewPCG(1, 2))
	draw := func() uritemplate.Template {
		for {
			text := "a:"
			for i := range 1 + random.IntN(4) {
				text += []string{"a", "b", "/", "?", "{" + string(rune('p'+i)) + "}"}[random.IntN(5)]
			}
			if template, problems := uritemplate.Parse(text); problems == nil {
				return template
			}
		}
	}
	overlapping := 0
	for range 1000 {
		a, b := draw(), draw()
		both := ""
		for _, uri := range uris {
			if _, ok := a.Match("a:" + uri); !ok {
				continue
			}
			if _, ok := b.Match("a:" + uri); ok {
				both = "a:" + uri
				break
			}
		}
		if a.Overlaps(b) != (both != "") {
			t.Errorf("%q and %q: overlaps %v, and %q matches both", a, b, a.Overlaps(b), both)
		}
		if both != "" {
			overlapping++
		}
	}
	if overlapping < 20 || overlapping > 900 {
		t.Errorf("%d of 1000 pairs overlap: nothing was tried", overlapping)
	}
}

// FuzzTemplate: problems lie inside the text; what parses matches what is written with its variables filled in, finds those
// values again, and overlaps with itself.
func FuzzTemplate(f *testing.F) {
	for _, text := range []string{"n://{a}/{b}", "n://x-{id}.json", "q://{a}?b={c}#d", "n://{a}-{b}", "docs://café/{id}", "%zz", "tcp://{h}:{p}"} {
		f.Add(text, "v1", "n://1/2")
	}
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
		template.Match(uri)
		if !template.Overlaps(template) {
			t.Errorf("%q does not overlap with itself", text)
		}
		for _, c := range value {
			if !strings.ContainsRune("abcxyz0189-_~", c) {
				return
			}
		}
		if value == "" {
			return
		}
		filled := text
		for _, name := range template.Variables() {
			filled = strings.Replace(filled, "{"+name+"}", value, 1)
		}
		if got, ok := template.Match(filled); !ok || len(got) != len(template.Variables()) {
			t.Errorf("%q does not match %q: %v", text, filled, got)
		}
	})
}
