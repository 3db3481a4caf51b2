package vet

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/mcpgen/mcpgen/generator"
	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
)

// TestParity runs the real `go vet -vettool` and the generator over all cases of testdata, and over packages that use types of
// others: both find the same codes at the same places. A package that does not compile is the compiler's, not vet's.
func TestParity(t *testing.T) {
	if testing.Short() {
		t.Skip("builds mcpgen and runs go vet")
	}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	unpackCases(t, dir)
	result, err := generator.Generate(generator.Config{Dir: dir, Patterns: []string{"./..."}})
	if err != nil {
		t.Fatal(err)
	}
	generated := map[string][]string{}
	for _, d := range result.Diagnostics {
		if d.Span.File == "" {
			t.Fatalf("%s: %s", d.Code, d.Message)
		}
		name, _ := filepath.Rel(dir, d.Span.File) // both absolute
		pkg := filepath.Dir(name)
		line, column := max(1, d.Span.Start.Line), max(1, d.Span.Start.Column)
		generated[pkg] = append(generated[pkg], fmt.Sprintf("%s:%d:%d %s", name, line, column, d.Code))
	}
	for pkg, found := range generated {
		if isCompilers(found) { // the go command would vet nothing at all
			if err := os.RemoveAll(filepath.Join(dir, pkg)); err != nil {
				t.Fatal(err)
			}
			delete(generated, pkg)
		}
	}
	vetted := govet(t, dir)
	for _, pkg := range slices.Sorted(maps.Keys(generated)) {
		if diff := cmp.Diff(sorted(generated[pkg]), sorted(vetted[pkg])); diff != "" {
			t.Errorf("%s: -generate +vet\n%s", pkg, diff)
		}
		delete(vetted, pkg)
	}
	for pkg, found := range vetted {
		t.Errorf("%s: only vet finds %v", pkg, found)
	}
	if len(generated) < 60 {
		t.Errorf("only %d packages were compared", len(generated))
	}
}

func sorted(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.Compact(list)
}

// isCompilers reports whether the package has findings that go vet leaves to the compiler.
func isCompilers(found []string) bool {
	return slices.ContainsFunc(found, func(s string) bool { return strings.Contains(s, " MCP90") && !strings.HasSuffix(s, "MCP906") })
}

// unpackCases puts all cases into one module, each into a directory of its own. Those that are about modules are left out.
func unpackCases(t *testing.T, dir string) {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	sum, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(mod), "module github.com/mcpgen/mcpgen", "module example.com/parity", 1) +
		"\nrequire github.com/mcpgen/mcpgen v0.0.0\n\nreplace github.com/mcpgen/mcpgen => " + root + "\n"
	put(t, filepath.Join(dir, "go.mod"), text)
	put(t, filepath.Join(dir, "go.sum"), string(sum))
	for _, kind := range []string{"diagnostics", "generate"} {
		paths, err := filepath.Glob(filepath.Join(root, "testdata", kind, "*.txtar"))
		if err != nil || len(paths) == 0 {
			t.Fatalf("no cases: %v", err)
		}
		for _, path := range paths {
			unpackCase(t, path, filepath.Join(dir, kind, strings.TrimSuffix(filepath.Base(path), ".txtar")), kind)
		}
	}
	for _, f := range txtar.Parse([]byte(dependencies)).Files {
		put(t, filepath.Join(dir, f.Name), string(f.Data))
	}
}

func unpackCase(t *testing.T, path, dir, kind string) {
	t.Helper()
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	own := "example.com/parity/" + kind + "/" + filepath.Base(dir)
	for _, f := range archive.Files {
		if strings.HasPrefix(f.Name, "vendor/") || f.Name == "go.work" || strings.HasSuffix(f.Name, "/go.mod") {
			return
		}
	}
	for _, f := range archive.Files {
		if f.Name == "want" || f.Name == "go.mod" {
			continue
		}
		text := strings.NewReplacer("line other.go", "lime other.go", "line behind.go", "lime behind.go").Replace(string(f.Data)) // go vet follows line comments
		text = strings.ReplaceAll(text, `"example.com/notes`, `"`+own)
		text = strings.ReplaceAll(text, `"example.com/`+filepath.Base(dir)+`/`, `"`+own+"/")
		text = strings.ReplaceAll(text, "(16 KiB of text)", strings.Repeat("x", 16<<10))
		put(t, filepath.Join(dir, f.Name), strings.ReplaceAll(text, "(128 KiB of text)", strings.Repeat("x", 128<<10)))
	}
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// govet returns what go vet finds, by the directory of the package.
func govet(t *testing.T, dir string) map[string][]string {
	t.Helper()
	tool := filepath.Join(t.TempDir(), "mcpgen.exe")
	build := exec.Command("go", "build", "-o", tool, "../../cmd/mcpgen")
	if out, err := leakcheck.Output(build); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	cmd := exec.Command("go", "vet", "-vettool="+tool, "-json", "./...")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=off")
	out, _ := cmd.Output() // packages that do not compile make it fail
	found := map[string][]string{}
	for decoder := json.NewDecoder(bytes.NewReader(out)); decoder.More(); {
		var report map[string]map[string]json.RawMessage
		if err := decoder.Decode(&report); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		for _, byAnalyzer := range report {
			var list []struct{ Category, Posn string }
			if err := json.Unmarshal(byAnalyzer["mcpgen"], &list); err != nil {
				t.Fatalf("%v\n%s", err, byAnalyzer)
			}
			for _, d := range list {
				name := strings.TrimPrefix(d.Posn, dir+string(filepath.Separator))
				file, _, _ := strings.Cut(name, ":")
				found[filepath.Dir(file)] = append(found[filepath.Dir(file)], name+" "+d.Category)
			}
		}
	}
	return found
}

// dependencies is a package that uses what only the source of another one says.
const dependencies = `
-- uses/uses.go --
package uses

import "example.com/parity/lib"

//mcp:tool
//mcp:param kind default=c
func Move(to lib.Point, kind lib.Kind, own lib.Own, page lib.Page) error { return nil }

//mcp:tool
//mcp:param kind default=d
//mcp:param level enum=-1,7,8
func Refused(kind lib.Kind, level lib.Level) error { return nil }
-- lib/lib.go --
package lib

type Point struct{ X, Y int }

func (p Point) MarshalJSON() ([]byte, error) { return nil, nil }

func (p *Point) UnmarshalJSON(b []byte) error { return nil }

func (Point) JSONSchema() string { return "{\"type\":\"array\"}" }

type Kind string

const (
	A Kind = "a"
	B Kind = "b"
	c Kind = "c"
	//mcp:ignore
	D Kind = "d"
)

type Level int

const (
	low  Level = -1
	High Level = 7
)

const schema = "{\"type\":\"array\"}"

type Own struct{ X int }

func (p Own) MarshalJSON() ([]byte, error) { return nil, nil }

func (p *Own) UnmarshalJSON(b []byte) error { return nil }

func (Own) JSONSchema() string { return schema }

type Page struct {
	//mcp:ignore
	Done  chan int
	Limit int ` + "`json:\"limit\" jsonschema:\"maximum=10\"`" + `
}
`
