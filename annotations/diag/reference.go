package diag

import (
	"fmt"
	"io"
	"strings"
)

// stages name the hundreds of the codes.
var stages = []struct{ prefix, title string }{
	{"MCP1", "Reading directives"},
	{"MCP2", "Where directives stand"},
	{"MCP3", "Names and policy"},
	{"MCP4", "Types and schemas"},
	{"MCP5", "The package as a whole"},
	{"MCP6", "Warnings of vet"},
	{"MCP9", "Loading and environment"},
}

// ReferenceMarkdown writes docs/diagnostics.md.
func ReferenceMarkdown(w io.Writer) error {
	var b strings.Builder
	b.WriteString("# Diagnostics\n\nThis file is generated from the table of codes in package diag: go test ./annotations/diag -run TestReference -update.\n\n" +
		"Codes are permanent. On any error nothing is written, and the old generated file stays.\n")
	for _, stage := range stages {
		fmt.Fprintf(&b, "\n## %s\n", stage.title)
		for _, info := range Codes() {
			if strings.HasPrefix(string(info.Code), stage.prefix) {
				markdownCode(&b, info)
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func markdownCode(b *strings.Builder, info Info) {
	fmt.Fprintf(b, "\n### %s: %s\n\n%s\n", info.Code, info.Title, strings.ReplaceAll(info.Explanation, "|", `\|`))
	for _, example := range []struct{ title, source string }{{"Refused", info.Bad}, {"Accepted", info.Good}} {
		if example.source != "" {
			fmt.Fprintf(b, "\n%s:\n\n```go\n%s\n```\n", example.title, strings.TrimRight(example.source, "\n"))
		}
	}
}
