package generator_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/emit"
	"github.com/mcpgen/mcpgen/generator/internal/load"
	"github.com/mcpgen/mcpgen/generator/internal/resolve"
)

// TestGenerate compares what is generated for each testdata/generate/*.txtar with the generated files in it, and
// compiles all of them, and runs the tests that some of them bring along.
func TestGenerate(t *testing.T) {
	paths, err := filepath.Glob("../testdata/generate/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	root := module(t)
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".txtar")
		t.Run(name, func(t *testing.T) { generateCase(t, path, filepath.Join(root, name)) })
	}
	run(t, root, "go", "vet", "./...")
	run(t, root, "go", "test", "./...")
}

// generateCase unpacks a case into dir, generates, and compares.
func generateCase(t *testing.T, path, dir string) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var sources, want []txtar.File
	for _, f := range archive.Files {
		if filepath.Base(f.Name) == emit.Name {
			want = append(want, f)
			continue
		}
		sources = append(sources, f)
	}
	writeFiles(t, dir, sources)
	got := generate(t, dir)
	writeFiles(t, dir, got)
	if *update {
		archive.Files = append(sources, got...)
		if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(contents(want), contents(got)); diff != "" {
		t.Errorf("generated files differ (run go test ./generator -run TestGenerate -update and read the diff) -want +got:\n%s", diff)
	}
}

// generate returns the generated files of all packages below dir.
func generate(t *testing.T, dir string) []txtar.File {
	t.Helper()
	pkgs, found := load.Load(load.Config{Dir: dir, Patterns: []string{"./..."}})
	var files []txtar.File
	for _, p := range pkgs {
		resolved, more := resolve.Package(p)
		found = append(found, more...)
		if resolved == nil || diag.HasErrors(found) {
			continue
		}
		text, err := emit.File(resolved)
		if err != nil {
			t.Fatal(err)
		}
		if text == nil {
			continue
		}
		name, err := filepath.Rel(dir, filepath.Join(resolved.Dir, emit.Name))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, txtar.File{Name: filepath.ToSlash(name), Data: text})
	}
	for _, d := range diag.Sort(found) {
		t.Errorf("%s:%d:%d: %s: %s (%s)", d.Span.File, d.Span.Start.Line, d.Span.Start.Column, d.Code, d.Message, d.Hint)
	}
	return files
}

// module makes a module for all cases that uses this checkout, with no need of the network.
func module(t *testing.T) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	checkout, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	mod, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	sum, err := os.ReadFile("../go.sum")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(mod), "module github.com/mcpgen/mcpgen", "module example.com", 1)
	text += fmt.Sprintf("\nrequire github.com/mcpgen/mcpgen v0.0.0\n\nreplace github.com/mcpgen/mcpgen => %s\n", checkout)
	writeFiles(t, dir, []txtar.File{{Name: "go.mod", Data: []byte(text)}, {Name: "go.sum", Data: sum}})
	return dir
}

func writeFiles(t *testing.T, dir string, files []txtar.File) {
	t.Helper()
	for _, f := range files {
		path := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func contents(files []txtar.File) map[string]string {
	m := map[string]string{}
	for _, f := range files {
		m[f.Name] = string(f.Data)
	}
	return m
}

func run(t *testing.T, dir string, command ...string) {
	t.Helper()
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%s: %v\n%s", strings.Join(command, " "), err, out)
	}
}
