package uritemplate_test

import (
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

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
		{"n://x/{a}", "n://x/a%20b", true},
		{"n://x/{a}", "n://x/a%2Fb", false}, // no value hides a slash
		{"n://x/{a}", "n://x/a%0Ab", false},
		{"n:{a}41", "n:%41", false}, // no value ends inside an encoded byte
		{"n:{a}41", "n:%4141", true},
		{"n:{a}", "n:%2E%2E", true}, // by the safe side: it is unsafe only as a whole
	} {
		a, b := parse(t, row.a), parse(t, row.b)
		if a.Overlaps(b) != row.want || b.Overlaps(a) != row.want {
			t.Errorf("%q and %q: not %v", row.a, row.b, row.want)
		}
	}
}

// TestOverlapsIsWhatMatchSays: two templates overlap exactly if some URI matches both, tried with every URI of a few pieces
// over the alphabet of the templates: once with reserved characters, once with encoded bytes of which no value holds the
// second, and their parts.
func TestOverlapsIsWhatMatchSays(t *testing.T) {
	for name, row := range map[string]struct {
		literals, pieces []string
		longest          int
	}{
		"reserved": {[]string{"a", "b", "/", "?"}, []string{"a", "b", "/", "?"}, 7},
		"encoded":  {[]string{"1", "4", "%41", "%14"}, []string{"1", "4", "%", "%41", "%14"}, 6},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			uris := texts(row.pieces, row.longest)
			random := rand.New(rand.NewPCG(1, 2))
			overlapping := 0
			for range 1000 {
				a, b := draw(random, row.literals), draw(random, row.literals)
				i := slices.IndexFunc(uris, func(uri string) bool {
					_, one := a.Match(uri)
					_, other := b.Match(uri)
					return one && other
				})
				if a.Overlaps(b) != (i >= 0) || b.Overlaps(a) != (i >= 0) {
					t.Errorf("%q and %q: overlaps %v, URI %d matches both", a, b, a.Overlaps(b), i)
				}
				if i >= 0 {
					overlapping++
				}
			}
			if overlapping < 20 || overlapping > 900 {
				t.Errorf("%d of 1000 pairs overlap: nothing was tried", overlapping)
			}
		})
	}
}

// texts are the URIs of 1 to longest pieces.
func texts(pieces []string, longest int) (all []string) {
	level := []string{"a:"}
	for range longest {
		var next []string
		for _, text := range level {
			for _, piece := range pieces {
				next = append(next, text+piece)
			}
		}
		all, level = append(all, next...), next
	}
	return all
}

// draw makes a template of up to four literals and variables.
func draw(random *rand.Rand, literals []string) uritemplate.Template {
	for {
		text := "a:"
		for i := range 1 + random.IntN(4) {
			choice := random.IntN(len(literals) + 1)
			if choice == len(literals) {
				text += "{" + string(rune('p'+i)) + "}"
				continue
			}
			text += literals[choice]
		}
		if template, problems := uritemplate.Parse(text); problems == nil {
			return template
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
