package fastmcp_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDocumentShowsWhatIsCompiled holds docs/authorization.md against the files of the examples.
func TestDocumentShowsWhatIsCompiled(t *testing.T) {
	document, err := os.ReadFile("../../docs/authorization.md")
	if err != nil {
		t.Fatal(err)
	}
	var code strings.Builder
	files, err := filepath.Glob("../*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		code.Write(source)
	}
	blocks := strings.Split(string(document), "```go\n")[1:]
	for _, block := range blocks {
		block, _, _ = strings.Cut(block, "```")
		if !strings.Contains(code.String(), block) {
			t.Errorf("docs/authorization.md shows code that no example has; copy it from the example:\n%s", block)
		}
	}
	if len(blocks) < 14 {
		t.Errorf("%d code blocks, want one for each section", len(blocks))
	}
}
