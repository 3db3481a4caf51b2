package generator_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator"
	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
)

// dependencies are packages whose names their paths do not tell, in the ways that modules have, and some whose do.
var dependencies = []struct{ path, name string }{
	{"example.org/pgx/v5", "pgx"}, {"example.org/chi/v5", "chi"}, {"example.org/go-redis/v9", "redis"}, {"example.org/yaml.v3", "yaml"},
	{"example.org/nats.go", "nats"}, {"example.org/go-hclog", "hclog"}, {"example.org/core/v1", "v1"}, {"example.org/hy-phen", "hyphen"},
	{"example.org/plain", "plain"}, {"example.org/other", "different"}, {"example.org/jwt/v5/request", "request"}, {"example.org/sqlite3", "sqlite3"},
}

// dependency is the source of each: one declaration of each kind that others mention.
const dependency = `package %s

import "context"

type Conn struct{ Port int }

func (c *Conn) Close(ctx context.Context) error { return nil }

type Closer interface{ Close(ctx context.Context) error }

type Number interface{ ~int | ~float64 }

type List[T any] struct{ Items []T }

type ID string

const Port = 5432

var Default = &Conn{}

func New() (*Conn, error) { return nil, nil }
`

// mentions are ways in which a package that holds a dependency mentions it; %[1]s qualifies its names, %[2]d makes them the
// package's own.
var mentions = []string{
	"type Field%[2]d struct{ conn *%[1]sConn }",
	"type Embeds%[2]d struct{ *%[1]sConn }",
	"type EmbedsInterface%[2]d struct{ %[1]sCloser }",
	"type Interface%[2]d interface{ %[1]sCloser; More() %[1]sID }",
	"type Constrained%[2]d[T %[1]sNumber] struct{ value T }",
	"type Instance%[2]d struct{ list %[1]sList[%[1]sID] }",
	"type Alias%[2]d = %[1]sConn",
	"type Defined%[2]d %[1]sConn",
	"const Constant%[2]d = %[1]sPort + 1",
	"type Array%[2]d [%[1]sPort]byte",
	"var Variable%[2]d = %[1]sDefault",
	"var Satisfies%[2]d %[1]sCloser = (*%[1]sConn)(nil)",
	"func Function%[2]d(c %[1]sConn, ids ...%[1]sID) (map[%[1]sID]chan *%[1]sConn, error) { return nil, nil }",
	"func (s *Service) Method%[2]d() *%[1]sConn { return nil }",
	"func Generic%[2]d[T %[1]sNumber](v T) %[1]sList[T] { return %[1]sList[T]{} }",
	"var Called%[2]d, _ = %[1]sNew()",
	"var Literal%[2]d = %[1]sConn{Port: %[1]sPort}",
	"func Body%[2]d() any { return %[1]sDefault.Port }",
}

// TestWhateverBuildsLoads: packages that hold dependencies of any name, imported in any way and mentioned anywhere, are taken
// as the go command takes them, and what is generated for them compiles.
func TestWhateverBuildsLoads(t *testing.T) {
	draw(t, 13, func(random *rand.Rand, _ bool) { buildsLoad(t, random) })
}

func buildsLoad(t *testing.T, random *rand.Rand) {
	dir := t.TempDir()
	const packages = 60
	for i := range packages {
		writeSource(t, filepath.Join(dir, fmt.Sprintf("p%d", i), "service.go"), service(random))
	}
	writeModules(t, dir)
	if out, err := goCommand(dir, "vet", "./..."); err != nil {
		t.Fatalf("these packages are no good, so they show nothing: %v\n%s", err, out)
	}
	calls := countGo(t)
	result, err := generator.Generate(generator.Config{Dir: dir, Patterns: []string{"./..."}})
	if err != nil {
		t.Fatal(err)
	}
	if n := calls(); n > 3 {
		t.Errorf("the go command ran %d times", n)
	}
	for _, d := range result.Diagnostics {
		if d.Severity == diag.Error {
			source, _ := os.ReadFile(d.Span.File)
			t.Fatalf("%s: %s\n%s", d.Code, d.Message, source)
		}
	}
	if len(result.Files) != packages {
		t.Fatalf("%d files for %d packages", len(result.Files), packages)
	}
	for _, f := range result.Files {
		writeSource(t, f.Path, string(f.Content))
	}
	if out, err := goCommand(dir, "build", "./..."); err != nil {
		t.Fatalf("what is generated does not compile: %v\n%s", err, out)
	}
}

// service is a package with a tool, and with imports that it mentions elsewhere.
func service(random *rand.Rand) string {
	var imports, body strings.Builder
	taken := map[string]bool{}
	dotted := false
	for n, at := range random.Perm(len(dependencies))[:1+random.IntN(6)] {
		d := dependencies[at]
		qualifier := d.name + "."
		switch random.IntN(6) {
		case 0:
			qualifier = fmt.Sprintf("alias%d.", n)
			fmt.Fprintf(&imports, "\t%s %q\n", strings.TrimSuffix(qualifier, "."), d.path)
		case 1:
			fmt.Fprintf(&imports, "\t_ %q\n", d.path)
			continue
		case 2:
			if dotted {
				fmt.Fprintf(&imports, "\t_ %q\n", d.path)
				continue
			}
			dotted, qualifier = true, ""
			fmt.Fprintf(&imports, "\t. %q\n", d.path)
		default:
			if taken[d.name] {
				continue
			}
			taken[d.name] = true
			fmt.Fprintf(&imports, "\t%q\n", d.path)
		}
		for k, at := range random.Perm(len(mentions))[:1+random.IntN(5)] {
			fmt.Fprintf(&body, mentions[at]+"\n\n", qualifier, n*100+k)
		}
	}
	return "package p\n\nimport (\n\t\"context\"\n\n" + imports.String() + ")\n\ntype Service struct{ name string }\n\n" +
		"// Get gets.\n//\n//mcp:tool auth=authenticated\nfunc (s *Service) Get(ctx context.Context, key string) (string, error) { return key, nil }\n\n" +
		body.String()
}

// writeModules writes the dependencies, each a module of its own, and the module that requires them.
func writeModules(t *testing.T, dir string) {
	t.Helper()
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	sums, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	own, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	var requires strings.Builder
	for i, d := range dependencies {
		name := fmt.Sprintf("dep%d", i)
		module, version := d.path, "v0.0.0"
		if rest, inside := strings.CutSuffix(module, "/request"); inside {
			module = rest
		}
		if parts := strings.Split(module, "/"); len(parts[len(parts)-1]) > 1 && parts[len(parts)-1][0] == 'v' && parts[len(parts)-1] != "v1" {
			version = parts[len(parts)-1] + ".0.0"
		}
		if module == "example.org/core/v1" {
			module = "example.org/core"
		}
		sub := strings.TrimPrefix(strings.TrimPrefix(d.path, module), "/")
		writeSource(t, filepath.Join(dir, ".deps", name, "go.mod"), "module "+module+"\n\ngo 1.26\n")
		writeSource(t, filepath.Join(dir, ".deps", name, sub, "code.go"), fmt.Sprintf(dependency, d.name))
		fmt.Fprintf(&requires, "require %s %s\nreplace %s => ./.deps/%s\n", module, version, module, name)
	}
	_, block, _ := strings.Cut(string(own), "\nrequire")
	writeSource(t, filepath.Join(dir, "go.mod"), "module example.com/app\n\ngo 1.26\n\nrequire github.com/mcpgen/mcpgen v0.0.0\nreplace github.com/mcpgen/mcpgen => "+
		root+"\n\n"+requires.String()+"\nrequire"+strings.ReplaceAll(block, "\ntool ", "\n// "))
	writeSource(t, filepath.Join(dir, "go.sum"), string(sums))
}

// countGo puts a go command in front of the real one, and returns how often it was run.
func countGo(t *testing.T) func() int {
	t.Helper()
	real, err := exec.LookPath("go")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	script := "#!/bin/sh\necho run >> " + dir + "/calls\nexec " + real + " \"$@\"\n"
	if err := os.WriteFile(filepath.Join(dir, "go"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	return func() int {
		calls, _ := os.ReadFile(filepath.Join(dir, "calls"))
		return strings.Count(string(calls), "run")
	}
}

func writeSource(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func goCommand(dir string, args ...string) (string, error) {
	cmd := exec.Command("go", args...)
	cmd.Dir, cmd.Env = dir, slices.Concat(os.Environ(), []string{"GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=off"})
	out, err := leakcheck.Output(cmd)
	return string(out), err
}
