package generator_test

import (
	"os"
	"os/exec"
	"testing"

	"github.com/mcpgen/mcpgen/generator"
	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
)

// TestServices: three services with the imports that such services have, to which nothing was added but directives, are
// generated as they stand in the repository, and answer.
func TestServices(t *testing.T) {
	const dir = "../testdata/services"
	offline := append(os.Environ(), "GOPROXY=off", "GOWORK=off", "GOFLAGS=-mod=readonly")
	list := exec.Command("go", "list", "-deps", "-test", "./...")
	list.Dir, list.Env = dir, offline
	if out, err := leakcheck.Output(list); err != nil {
		if os.Getenv("MCPGEN_REQUIRE_TOOLS") == "1" {
			t.Fatalf("the modules of testdata/services are not there and MCPGEN_REQUIRE_TOOLS=1: %s", out)
		}
		t.Skip("skipped: the modules of testdata/services are not there (make test downloads them)")
	}
	result, err := generator.Generate(generator.Config{Dir: dir, Patterns: []string{"./..."}})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range result.Diagnostics {
		t.Errorf("%s:%d: %s: %s", d.Span.File, d.Span.Start.Line, d.Code, d.Message)
	}
	if len(result.Files) != 3 {
		t.Errorf("%d files for 3 services", len(result.Files))
	}
	for _, f := range result.Files {
		if stands, err := os.ReadFile(f.Path); err != nil || string(stands) != string(f.Content) {
			t.Errorf("%s is stale: run go generate ./... in testdata/services, and read the diff (%v)", f.Path, err)
		}
	}
	calls := exec.Command("go", "test", "./...")
	calls.Dir, calls.Env = dir, offline
	if out, err := leakcheck.Output(calls); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
