package resolve

import (
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/annotations"
)

// description is what models read of a component: description=, or the first paragraph of the doc comment.
func description(d annotations.Found, doc string) string {
	if own := d.Text("description"); own.Text != "" {
		return own.Text
	}
	return firstParagraph(doc)
}

// firstParagraph is the first paragraph of a doc comment that is meant for users: not a note to those who change the code, nor
// what tools read, nor that the function is deprecated. Such a line takes the rest of its paragraph with it.
func firstParagraph(doc string) string {
	for paragraph := range strings.SplitSeq(doc, "\n\n") {
		var kept []string
		for line := range strings.Lines(paragraph) {
			line = strings.TrimSpace(line)
			if forMaintainers(line) {
				break
			}
			kept = append(kept, line)
		}
		if text := strings.TrimSpace(strings.Join(kept, "\n")); text != "" {
			return text
		}
	}
	return ""
}

// notes begin lines about the code, and tools those that a tool reads.
var (
	notes = []string{"TODO", "FIXME", "XXX", "HACK", "BUG", "Deprecated"}
	tools = []string{"nolint", "lint", "go", "revive", "exhaustive", "swagger", "easyjson", "gosec", "sqlc", "ent", "oapi"}
)

// forMaintainers reports whether a line of a doc comment is a note about the code, as "TODO(name): …" and "Deprecated: …",
// or for a tool, as "+kubebuilder:…", "@Summary …" and "nolint:errcheck".
func forMaintainers(line string) bool {
	word, _, _ := strings.Cut(line, " ")
	name, rest, colon := strings.Cut(word, ":")
	head, _, _ := strings.Cut(name, "(")
	switch {
	case slices.Contains(notes, head):
		return colon || head != name || head == "TODO" || head == "FIXME"
	case slices.Contains(tools, name):
		return colon && rest != "" || name == "nolint"
	case len(word) > 1 && (word[0] == '+' || word[0] == '@'):
		return word[1] >= 'a' && word[1] <= 'z' || word[0] == '@' && word[1] >= 'A' && word[1] <= 'Z'
	}
	return word == "#nosec"
}
