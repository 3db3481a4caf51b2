package generator_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/mcpgen/mcpgen/generator"
)

// TestPackagesInParallel: packages that share types and checks give the same files and findings in every run.
func TestPackagesInParallel(t *testing.T) {
	files := []txtar.File{{Name: "shared/shared.go", Data: []byte(`package shared

import "github.com/mcpgen/mcpgen/runtime/check"

type List[T any] struct{ Items []T }

type Note struct {
	Title string
	Notes *List[Note]
}

//mcp:check
func Premium(r *check.Request) bool { return false }
`)}}
	for i := range 20 {
		files = append(files, txtar.File{Name: fmt.Sprintf("p%02d/p.go", i), Data: fmt.Appendf(nil, `package p

import "example.com/notes/shared"

//mcp:tool auth=shared.Premium destructive
func Add(note shared.Note, list shared.List[shared.Note]) (shared.List[shared.Note], error) {
	return list, nil
}

//mcp:tool tags=t%d
func Drop(note *shared.Note) error { return nil }
`, i)})
	}
	dir := t.TempDir()
	write(t, dir, files)
	var first generator.Result
	for i := range 3 {
		result, err := generator.Generate(generator.Config{Dir: dir, Patterns: []string{"./..."}})
		if err != nil || len(result.Files) != 21 || len(result.Diagnostics) != 40 {
			t.Fatalf("%d files, %d findings, %v", len(result.Files), len(result.Diagnostics), err)
		}
		if i == 0 {
			first = result
		}
		if diff := cmp.Diff(first, result); diff != "" {
			t.Fatalf("run %d differs:\n%s", i, diff)
		}
	}
}
