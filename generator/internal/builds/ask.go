package builds

import (
	"slices"
	"strings"
)

// Command is how mcpgen is asked for a build in which c holds, as "GOOS=windows mcpgen -tags=mini"; "" when there is none.
func (c Constraint) Command() string {
	var found *world
	possible(func(w world) bool {
		if c.holds(w) && (found == nil || len(w.tags) < len(found.tags)) {
			found = &w
		}
		return false
	}, c.expr)
	if found == nil || len(tagsOf(c.expr)) > mostTags {
		return ""
	}
	var words, tags []string
	for _, tag := range tagsOf(c.expr) {
		switch {
		case tag == "unix" || slices.Contains(systems, tag):
			words = append(words, "GOOS="+found.system)
		case slices.Contains(architectures, tag) && found.arch != another:
			words = append(words, "GOARCH="+found.arch)
		case tag == "cgo" && slices.Contains(found.tags, tag):
			words = append(words, "CGO_ENABLED=1")
		case tag == "cgo":
			words = append(words, "CGO_ENABLED=0")
		case slices.Contains(found.tags, tag):
			tags = append(tags, tag)
		}
	}
	slices.Sort(words)
	words = append(slices.Compact(words), "mcpgen")
	if len(tags) > 0 {
		words = append(words, "-tags="+strings.Join(tags, ","))
	}
	return strings.Join(words, " ")
}
