package annotations

import (
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/internal/nearest"
)

// Nearest returns the candidate that was probably meant by a word, "" when none is close.
func Nearest(word string, candidates []string) string {
	near, _ := nearest.Of(word, slices.DeleteFunc(slices.Clone(candidates), func(c string) bool { return c == word }))
	return near
}

// didYouMean builds the usual hint, naming the nearest valid word, or all of them when none is near.
func didYouMean(word string, candidates []string) string {
	if plain := Skeleton(word); plain != word && slices.Contains(candidates, plain) {
		return "did you mean " + plain + "?" + onlyLooks(word)
	}
	if near := Nearest(word, candidates); near != "" {
		return "did you mean " + near + "?"
	}
	if len(candidates) == 0 {
		return ""
	}
	return "valid here: " + strings.Join(candidates, ", ")
}

// onlyLooks says which character of a word only looks like an ASCII one.
func onlyLooks(word string) string {
	if other := alien(word); other != "" {
		return " (" + other + ")"
	}
	return ""
}

func hasVerb(name string) bool {
	_, ok := VerbNamed(name)
	return ok
}
