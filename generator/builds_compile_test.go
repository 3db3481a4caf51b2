package generator_test

import (
	"bytes"
	"fmt"
	"go/ast"
	gobuild "go/build"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/mcpgen/mcpgen/generator/internal/emit"
	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
)

// build is one build; cgo is off where there is no C compiler for the target, too: files are only selected by it.
type build struct {
	goos, goarch, tags string
	cgo                bool
}

func matrix() (list []build) {
	for _, target := range []string{"linux/amd64", "linux/arm64", "linux/386", "windows/amd64", "windows/386", "darwin/arm64", "darwin/amd64", "js/wasm"} {
		for _, tags := range []string{"", "mini"} {
			for _, cgo := range []bool{false, true} {
				goos, goarch, _ := strings.Cut(target, "/")
				list = append(list, build{goos, goarch, tags, cgo})
			}
		}
	}
	return list
}

// compileEverywhere type-checks each package in each build, first without its generated file, which decides whether the
// sources are good there, and then with it. What lies outside is known by the export data of this system, which is the same
// for all that generated files call.
func compileEverywhere(t *testing.T, root string, accepted map[string][]byte) {
	t.Helper()
	exports := exportData(t)
	good, registered := 0, 0
	for _, b := range matrix() {
		c := &compiler{build: b, root: root, exports: exports, fset: token.NewFileSet(), done: map[string]*types.Package{}}
		c.outside = importer.ForCompiler(c.fset, "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })
		for name, content := range accepted {
			dir := filepath.Join(root, name)
			writeFiles(t, dir, []txtar.File{{Name: emit.Name, Data: content}})
			files, generated, annotated := c.parse(t, dir)
			if _, err := c.check(name, files); err != nil || len(files) == 0 {
				if generated != nil && len(files) == 0 {
					t.Errorf("%s of %s is in build %v, which has no other file of the package:\n%s", emit.Name, name, b, source(t, root, name))
				}
				continue // the sources do not compile there
			}
			good++
			if generated == nil {
				if annotated {
					t.Errorf("%v: functions of %s are not registered:\n%s", b, name, source(t, root, name))
				}
				continue
			}
			registered++
			if _, err := c.check(name, append(files, generated)); err != nil {
				t.Errorf("%v: %s: %v\n%s", b, name, err, source(t, root, name))
			}
		}
	}
	if good < len(accepted) || registered < len(accepted) {
		t.Errorf("%d packages are good in %d builds, and registered in %d: nothing was tried", len(accepted), good, registered)
	}
}

// compiler type-checks packages of the corpus in one build.
type compiler struct {
	build   build
	root    string
	exports map[string]string
	fset    *token.FileSet
	outside types.Importer
	done    map[string]*types.Package
}

// parse returns the files of a directory that the build has, the generated one by itself, and whether one is annotated.
func (c *compiler) parse(t *testing.T, dir string) (files []*ast.File, generated *ast.File, annotated bool) {
	t.Helper()
	context := gobuild.Default
	context.GOOS, context.GOARCH, context.CgoEnabled, context.BuildTags = c.build.goos, c.build.goarch, c.build.cgo, []string{c.build.tags}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if match, err := context.MatchFile(dir, e.Name()); err != nil || !match || !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		f, err := parser.ParseFile(c.fset, filepath.Join(dir, e.Name()), text, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if e.Name() == emit.Name {
			generated = f
			continue
		}
		files = append(files, f)
		annotated = annotated || bytes.Contains(text, []byte("//mcp:tool"))
	}
	return files, generated, annotated
}

func (c *compiler) check(path string, files []*ast.File) (*types.Package, error) {
	conf := types.Config{Importer: c, Sizes: types.SizesFor("gc", c.build.goarch), FakeImportC: true}
	return conf.Check("example.com/"+path, c.fset, files, nil)
}

// Import implements [types.Importer].
func (c *compiler) Import(path string) (*types.Package, error) {
	rest, ours := strings.CutPrefix(path, "example.com/lib")
	if !ours {
		return c.outside.Import(path)
	}
	if c.done[path] == nil {
		files, _, _ := c.parse(new(testing.T), filepath.Join(c.root, "lib", rest))
		p, err := c.check(strings.TrimPrefix(path, "example.com/"), files)
		if err != nil {
			return nil, err
		}
		c.done[path] = p
	}
	return c.done[path], nil
}

// exportData lists the files of export data of all that generated files import.
func exportData(t *testing.T) map[string]string {
	t.Helper()
	cmd := exec.Command("go", "list", "-export", "-deps", "-f", "{{.ImportPath}} {{.Export}}",
		"github.com/mcpgen/mcpgen/runtime", "github.com/mcpgen/mcpgen/runtime/check", "github.com/mcpgen/mcpgen/runtime/codec")
	out, err := leakcheck.Output(cmd)
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	exports := map[string]string{}
	for line := range strings.Lines(string(out)) {
		path, file, _ := strings.Cut(strings.TrimSpace(line), " ")
		exports[path] = file
	}
	return exports
}

// registerHere builds what this system has, and registers it.
func registerHere(t *testing.T, root string, accepted map[string][]byte) {
	t.Helper()
	var kept int
	for name := range accepted {
		b := build{goos: "linux", goarch: "amd64", cgo: true}
		c := &compiler{build: b, root: root, fset: token.NewFileSet()}
		_, generated, _ := c.parse(t, filepath.Join(root, name))
		if generated == nil {
			continue
		}
		kept++
		var calls strings.Builder
		for _, decl := range generated.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Name.Name == "RegisterMCP" {
				receiver := ""
				if fn.Recv != nil {
					receiver = "new(Service)."
				}
				fmt.Fprintf(&calls, "\tif err := %sRegisterMCP(server); err != nil {\n\t\tt.Error(err)\n\t}\n", receiver)
			}
		}
		test := strings.Replace(registers, "package uris", "package p", 1)
		test = strings.Replace(test, "\tif err := RegisterMCP(s); err != nil {\n\t\tt.Error(err)\n\t}\n", calls.String(), 1)
		test = strings.NewReplacer("s, err :=", "server, err :=", "s.Close", "server.Close").Replace(test)
		writeFiles(t, filepath.Join(root, name), []txtar.File{{Name: "register_test.go", Data: []byte("//go:build linux && amd64 && cgo\n\n" + test)}})
	}
	for _, dir := range corpusDirs(t, root) { // those that were refused may not compile, either
		if accepted[filepath.Base(dir)] == nil {
			if err := os.RemoveAll(dir); err != nil {
				t.Fatal(err)
			}
		}
	}
	if kept == 0 {
		t.Error("nothing registers here")
	}
	goRun(t, root, build{goos: "linux", goarch: "amd64", cgo: true}, "test", "./p...")
}

func corpusDirs(t *testing.T, root string) []string {
	t.Helper()
	dirs, err := filepath.Glob(filepath.Join(root, "p*"))
	if err != nil {
		t.Fatal(err)
	}
	return dirs
}

// compile builds with the go command.
func (b build) compile(t *testing.T, root string) { goRun(t, root, b, "build", "./p...") }

// goRun runs the go command. Packages of which this build has no file, or whose sources are no good in it, do not count.
func goRun(t *testing.T, root string, b build, args ...string) {
	t.Helper()
	cgo := "CGO_ENABLED=0"
	if b.cgo && b.goos == "linux" && b.goarch == "amd64" {
		cgo = "CGO_ENABLED=1"
	}
	cmd := exec.Command("go", args...)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "GOOS="+b.goos, "GOARCH="+b.goarch, cgo, "GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK="+workFile(root))
	if workFile(root) != "off" {
		cmd.Env = append(cmd.Env, "GOFLAGS=")
	}
	out, err := leakcheck.Output(cmd)
	if err != nil && blames(string(out)) || bytes.Contains(out, []byte("--- FAIL")) {
		t.Errorf("%v go %v: %v\n%s", b, args, err, out)
	}
}

// blames reports whether the go command says of a generated file what it does not say of the sources beside it.
func blames(out string) bool {
	generated, sources := map[string]bool{}, map[string]bool{}
	for line := range strings.Lines(out) {
		file, _, ok := strings.Cut(line, ".go:")
		if !ok {
			continue
		}
		if dir := filepath.Dir(file); strings.HasSuffix(file+".go", emit.Name) {
			generated[dir] = true
		} else {
			sources[dir] = true
		}
	}
	for dir := range generated {
		if !sources[dir] {
			return true
		}
	}
	return false
}
