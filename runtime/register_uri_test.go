package mcpruntime_test

import (
	"context"
	"math/rand/v2"
	"testing"

	"github.com/mcpgen/mcpgen/internal/uritemplate"
	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/codec"
)

// TestURIsThatParseRegister: the generator accepts the URIs that uritemplate parses, and no others; so do servers, with the
// overlaps of two that it tells.
func TestURIsThatParseRegister(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	pieces := []string{"n", "://", ":", "/", "{a}", "{b}", "{c", "}", "-", ".", "~", "?", "#", "%41", "%", "é", " ", "\"", "<", "80", "@", "[", "]", "n://"}
	draw := func() string {
		text := "n://"
		for range random.IntN(6) {
			text += pieces[random.IntN(len(pieces))]
		}
		return text
	}
	component := func(uri string) mcpruntime.Component {
		return mcpruntime.Resource(mcpruntime.ResourceSpec{URI: uri, Name: "x"}, mcpruntime.HideUnless(check.Unrestricted()),
			codec.ReadNothing, func(context.Context, *struct{}) (string, error) { return "", nil }, mcpruntime.ResourceText())
	}
	accepted, overlapping := 0, 0
	for range 3000 {
		s, err := mcpruntime.New(mcpruntime.Config{Name: "n", Version: "1"})
		if err != nil {
			t.Fatal(err)
		}
		one, other := draw(), draw()
		template, problems := uritemplate.Parse(one)
		if err := s.Register(component(one)); (err == nil) != (problems == nil) {
			t.Errorf("%q: registering says %v, parsing %v", one, err, uritemplate.Err(problems))
		}
		second, otherProblems := uritemplate.Parse(other)
		if problems != nil || otherProblems != nil {
			continue
		}
		accepted++
		err = s.Register(component(other))
		if (err == nil) == template.Overlaps(second) {
			t.Errorf("%q and %q: registering says %v", one, other, err)
		}
		if err != nil {
			overlapping++
		}
		s.Close()
	}
	if accepted < 300 || overlapping < 30 {
		t.Errorf("%d pairs accepted, %d overlapping: nothing was tried", accepted, overlapping)
	}
}
