package generator_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/emit"
	"github.com/mcpgen/mcpgen/generator/internal/load"
	"github.com/mcpgen/mcpgen/generator/internal/resolve"
	"github.com/mcpgen/mcpgen/generator/internal/validate"
)

// TestBuilds draws packages whose annotated functions, types, checks and constants are spread over files of several builds, and
// use types of packages that may not be imported. Whatever mcpgen accepts compiles in every build in which its sources
// do, has a RegisterMCP wherever one of its annotated functions is, is the same whichever build wrote it, and registers. At
// length: make fuzz.
func TestBuilds(t *testing.T) {
	draw(t, 13, func(random *rand.Rand, atLength bool) { drawBuilds(t, random, atLength) })
}

func drawBuilds(t *testing.T, random *rand.Rand, atLength bool) {
	root := module(t)
	const packages = 80
	for i := range packages {
		writeFiles(t, filepath.Join(root, fmt.Sprintf("p%d", i)), drawPackage(random))
	}
	layout(t, root, random.IntN(3))
	accepted := acceptedIn(t, root, "linux", "amd64", "")
	if len(accepted) < packages/8 || len(accepted) > packages*7/8 {
		t.Errorf("%d of %d packages are accepted: little was tried", len(accepted), packages)
	}
	for _, other := range []build{{goos: "windows", goarch: "amd64"}, {goos: "darwin", goarch: "arm64"}, {goos: "linux", goarch: "386", tags: "mini"}} {
		for name, content := range acceptedIn(t, root, other.goos, other.goarch, other.tags) {
			if before, both := accepted[name]; both && !bytes.Equal(before, content) {
				t.Errorf("%s differs from that of linux when %v writes it:\n%s\n%s", name, other, before, source(t, root, name))
			}
			accepted[name] = content
		}
	}
	compileEverywhere(t, root, accepted)
	registerHere(t, root, accepted)
	if atLength {
		for _, b := range matrix() {
			if b.tags == "" {
				b.compile(t, root)
			}
		}
	}
}

// acceptedIn generates for all packages in one build; those with an error are left out.
func acceptedIn(t *testing.T, root, goos, goarch, tags string) map[string][]byte {
	t.Helper()
	cfg := load.Config{Dir: root, Patterns: []string{"./..."},
		Env: append(os.Environ(), "GOOS="+goos, "GOARCH="+goarch, "CGO_ENABLED=1", "GOPROXY=off", "GOFLAGS=-mod=mod", "GOWORK="+workFile(root))}
	if tags != "" {
		cfg.BuildTags = []string{tags}
	}
	if filepath.Base(workFile(root)) == "go.work" {
		cfg.Env = append(cfg.Env, "GOFLAGS=")
	}
	loaded, found := load.Load(cfg)
	faulty := map[string]bool{}
	for _, d := range found {
		if d.Severity == diag.Error {
			faulty[filepath.Dir(d.Span.File)] = true
		}
	}
	accepted := map[string][]byte{}
	for _, p := range loaded {
		resolved, problems := resolve.Package(p)
		if faulty[p.Dir] || resolved == nil || diag.HasErrors(problems) || diag.HasErrors(validate.Package(resolved)) {
			continue
		}
		if content, err := emit.File(resolved); err == nil && content != nil {
			accepted[filepath.Base(p.Dir)] = content
		}
	}
	return accepted
}

// layout makes the packages that others may not import a directory, a nested module or one of a workspace.
func layout(t *testing.T, root string, kind int) {
	t.Helper()
	lib := filepath.Join(root, "lib")
	writeFiles(t, lib, txtar.Parse([]byte(library)).Files)
	if kind == 0 {
		return
	}
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	writeFiles(t, lib, []txtar.File{{Name: "go.mod", Data: []byte("module example.com/lib\n\ngo 1.26.0\n")}})
	if kind == 2 {
		writeFiles(t, root, []txtar.File{{Name: "go.work", Data: []byte("go 1.26.0\n\nuse .\nuse ./lib\n")}})
		return
	}
	mod = append(mod, "\nrequire example.com/lib v0.0.0\n\nreplace example.com/lib => ./lib\n"...)
	writeFiles(t, root, []txtar.File{{Name: "go.mod", Data: mod}})
}

func workFile(root string) string {
	path := filepath.Join(root, "go.work")
	if _, err := os.Stat(path); err != nil {
		return "off"
	}
	return path
}

// source shows a package that failed.
func source(t *testing.T, root, name string) string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(root, name, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(paths)
	var all strings.Builder
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&all, "-- %s --\n%s", filepath.Base(path), text)
	}
	return all.String()
}
