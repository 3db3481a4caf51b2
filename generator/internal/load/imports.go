package load

import (
	"go/ast"
	"regexp"
	"strconv"
	"strings"
)

func importPath(spec *ast.ImportSpec) string {
	path, _ := strconv.Unquote(spec.Path.Value) // the parser has checked it
	return path
}

var versionElement = regexp.MustCompile(`^v[0-9]+$`)

// GuessName guesses the name of the package with the path.
func GuessName(path string) string {
	if path == RuntimePath {
		return "mcpruntime"
	}
	elements := strings.Split(path, "/")
	last := elements[len(elements)-1]
	if len(elements) > 1 && versionElement.MatchString(last) {
		last = elements[len(elements)-2]
	}
	last, _, _ = strings.Cut(last, ".v")
	return strings.TrimPrefix(last, "go-")
}
