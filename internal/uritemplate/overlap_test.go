package uritemplate_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/mcpgen/mcpgen/internal/uritemplate"
)

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
