package generator_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/load"
)

// TestSameDiagnostics: the same packages give the same findings, byte for byte. The cases of [TestDiagnostics] stand side
// by side in one module, so that many packages are read at the same time.
func TestSameDiagnostics(t *testing.T) {
	paths, err := filepath.Glob("../testdata/diagnostics/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		_, sources := split(archive)
		for i, f := range sources {
			if filepath.Base(f.Name) == "go.mod" {
				f.Name += ".of_case" // a module of its own would not be read with the others
			}
			sources[i].Name = filepath.Join(strings.TrimSuffix(filepath.Base(path), ".txtar"), f.Name)
		}
		write(t, dir, sources)
	}
	first := ""
	for i := range 20 {
		found := findings(load.Config{Dir: dir, Patterns: []string{"./..."}})
		var out bytes.Buffer
		if err := diag.Text(&out, found, diag.TextOptions{Read: os.ReadFile, Path: filepath.Base}); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			first = out.String()
		}
		if len(found) < 200 {
			t.Fatalf("only %d findings:\n%s", len(found), first)
		}
		if diff := cmp.Diff(first, out.String()); diff != "" {
			t.Fatalf("run %d differs from the first -first +now:\n%s", i, diff)
		}
	}
}
