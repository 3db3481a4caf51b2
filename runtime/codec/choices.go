package codec

import (
	"fmt"
	"strings"

	"github.com/mcpgen/mcpgen/internal/nearest"
)

// choices lists valid words, after the one that was probably meant.
func choices(got string, words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = quote(w)
	}
	list := strings.Join(quoted, ", ")
	if meant, ok := nearest.Of(got, words); ok {
		list += fmt.Sprintf(" (did you mean %q?)", meant)
	}
	return list
}

// count is "1 character", "2 characters".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
