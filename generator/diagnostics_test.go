package generator_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator"
	"github.com/mcpgen/mcpgen/generator/internal/load"
	"github.com/mcpgen/mcpgen/generator/internal/resolve"
	"github.com/mcpgen/mcpgen/generator/internal/validate"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestDiagnostics renders the findings of each testdata/diagnostics/*.txtar and compares them with its file "want".
func TestDiagnostics(t *testing.T) {
	paths, err := filepath.Glob("../testdata/diagnostics/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			want, sources := split(archive)
			got := render(t, sources)
			if *update {
				archive.Files = append(sources, txtar.File{Name: "want", Data: []byte(got)})
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("findings differ (run go test ./generator -run TestDiagnostics -update and read the diff) -want +got:\n%s", diff)
			}
		})
	}
}

// TestEveryCodeHasAGolden: a finding that nobody has read, at its place and in its words, is not done.
func TestEveryCodeHasAGolden(t *testing.T) {
	paths, err := filepath.Glob("../testdata/diagnostics/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		want, _ := split(archive)
		all.WriteString(want)
	}
	for _, info := range diag.Codes() {
		if !strings.Contains(all.String(), "["+string(info.Code)+"]") {
			t.Errorf("no testdata/diagnostics/*.txtar shows %s (%s)", info.Code, info.Title)
		}
	}
}

// split takes the file "want" out of an archive.
func split(archive *txtar.Archive) (want string, sources []txtar.File) {
	for _, f := range archive.Files {
		if f.Name == "want" {
			want = string(f.Data)
		} else {
			sources = append(sources, f)
		}
	}
	return want, sources
}

// TestExamplesOfCodes holds the table of codes to its word: each bad example has the finding, and each good one has
// none at all.
func TestExamplesOfCodes(t *testing.T) {
	for _, info := range diag.Codes() {
		t.Run(string(info.Code), func(t *testing.T) {
			t.Parallel()
			severity := "error"
			if strings.HasPrefix(string(info.Code), "MCP6") {
				severity = "warning"
			}
			if got := render(t, example(info.Bad)); !strings.Contains(got, severity+"["+string(info.Code)+"]") {
				t.Errorf("bad example lacks the finding:\n%s\ngot:\n%s", info.Bad, got)
			}
			if got := render(t, example(info.Good)); strings.Contains(got, severity+"[") || strings.Contains(got, "error[") {
				t.Errorf("good example has findings:\n%s\ngot:\n%s", info.Good, got)
			}
		})
	}
}

// example completes a snippet: a package clause and the imports it uses.
func example(snippet string) []txtar.File {
	snippet = grown(snippet)
	if strings.HasPrefix(snippet, "-- ") {
		return txtar.Parse([]byte(snippet)).Files
	}
	head, body, ok := strings.Cut(snippet, "package notes\n")
	if !ok {
		head, body = "", snippet
	}
	var imports string
	for name, path := range map[string]string{"context": "context", "check": load.CheckPath, "principal": load.PrincipalPath} {
		if strings.Contains(body, name+".") {
			imports += "import \"" + path + "\"\n"
		}
	}
	return []txtar.File{{Name: "notes.go", Data: []byte(head + "package notes\n\n" + imports + "\n" + body)}}
}

// grown puts the large texts in that an example only mentions.
func grown(source string) string {
	source = strings.ReplaceAll(source, "(16 KiB of text)", strings.Repeat("x", 16<<10))
	return strings.ReplaceAll(source, "(128 KiB of text)", strings.Repeat("x", 128<<10))
}

// render writes the files into a module and returns the rendered findings, with paths relative to it.
func render(t *testing.T, files []txtar.File) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, files)
	var out bytes.Buffer
	err = diag.Text(&out, findings(load.Config{Dir: dir, Patterns: []string{"./..."}}), diag.TextOptions{
		Read: os.ReadFile,
		Path: func(path string) string { return strings.TrimPrefix(path, dir+string(filepath.Separator)) },
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(out.String(), dir, "$DIR")
}

func write(t *testing.T, dir string, files []txtar.File) {
	t.Helper()
	files = append([]txtar.File{{Name: "go.mod", Data: []byte("module example.com/notes\n\ngo 1.26.0\n")}}, files...)
	for _, f := range files {
		path := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(grown(string(f.Data))), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// findings runs the front end.
func findings(cfg load.Config) []diag.Diagnostic {
	pkgs, found := load.Load(cfg)
	for _, p := range pkgs {
		resolved, more := resolve.Package(p)
		found = append(found, more...)
		if resolved != nil {
			found = append(found, validate.Package(resolved)...)
		}
		if resolved != nil && !diag.HasErrors(found) {
			found = append(found, validate.Warnings(resolved)...)
		}
	}
	if !diag.HasErrors(found) { // what only shows when the file is written
		result, err := generator.Generate(generator.Config{Dir: cfg.Dir, Patterns: cfg.Patterns, Env: cfg.Env})
		if err != nil {
			panic(err)
		}
		found = append(found, result.Diagnostics...)
	}
	return diag.Sort(found)
}
