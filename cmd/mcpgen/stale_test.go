package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
)

const staleSource = `package notes

import (
	"context"

	"github.com/mcpgen/mcpgen/runtime/check"
)

type Patch struct {
	Owner string ` + "`json:\"owner\"`" + `
	Size  int    ` + "`json:\"size\"`" + `
}

//mcp:check
func premium(r *check.Request) bool { return false }

//mcp:check
func owns(ctx context.Context, r *check.Request, id string) error { return check.ErrRefused }

//mcp:tool auth=premium,owns($id)
func Purge(ctx context.Context, id string, reason string) error { return nil }

//mcp:tool auth=owns($owner)
func Edit(patch Patch) error { return nil }
`

// TestStaleFile: who changes what a policy names and forgets to generate is told by the compiler, or else by mcpgen diff,
// which CI runs; never does the old policy go on to guard the new function in silence.
func TestStaleFile(t *testing.T) {
	const both, diffOnly = "go build, mcpgen diff", "mcpgen diff"
	tests := []struct {
		name     string
		old, new string
		by       string
	}{
		{"a check function is renamed", "premium", "paying", both},
		{"a check function is renamed, its uses are not", "func premium", "func paying", both},
		{"a check function is renamed, and another one takes its name", "//mcp:check\nfunc premium",
			"func premium(r *check.Request) bool { return true }\n\n//mcp:check\nfunc paying", diffOnly},
		{"a check on arguments is renamed", "owns", "possesses", both},
		{"a check becomes a plain function", "//mcp:check\nfunc premium", "func premium", diffOnly},
		{"a check gets another shape", "func premium(r *check.Request) bool {", "func premium(ctx context.Context, r *check.Request) error { return nil }\n\nfunc old() bool {", both},
		{"a parameter used by $ is removed", "id string, reason", "reason", both},
		{"a parameter used by $ is renamed", "id string, reason", "key string, reason", diffOnly},
		{"a parameter used by $ changes places with another", "id string, reason string", "reason string, id string", diffOnly},
		{"a member used by $ is removed", "\tOwner string `json:\"owner\"`\n", "", both},
		{"a member used by $ is renamed in JSON only", `json:"owner"`, `json:"boss"`, diffOnly},
		{"a parameter used by $ changes its type", "id string, reason", "id int, reason", both},
		{"a parameter used by $ becomes an any", "id string, reason", "id any, reason", diffOnly},
		{"a member used by $ changes its type", "Owner string", "Owner *string", both},
		{"two members exchange their names in JSON", "\tOwner string `json:\"owner\"`\n\tSize  int    `json:\"size\"`", "\tSize  int    `json:\"owner\"`\n\tOwner string `json:\"size\"`", diffOnly},
		{"the parameter of a check changes its type", "r *check.Request, id string", "r *check.Request, id int", both},
		{"the parameter of a check is removed", "r *check.Request, id string", "r *check.Request", both},
	}
	dir := staleModule(t)
	t.Chdir(dir)
	mcpgen := func(args ...string) int {
		p := &program{stdout: &bytes.Buffer{}, stderr: &bytes.Buffer{}, environ: os.Environ()}
		code := p.run(args)
		if testing.Verbose() && code != 0 {
			t.Logf("mcpgen %s: %s", strings.Join(args, " "), p.stderr)
		}
		return code
	}
	build := func() error {
		out, err := leakcheck.Output(exec.Command("go", "build", "."))
		if testing.Verbose() && err != nil {
			t.Logf("go build: %s", out)
		}
		return err
	}
	writeSource(t, staleSource)
	if mcpgen("generate") != 0 || build() != nil || mcpgen("diff") != 0 {
		t.Fatal("what all cases start from is stale already (-v shows more)")
	}
	for _, tt := range tests {
		changed := strings.ReplaceAll(staleSource, tt.old, tt.new)
		if changed == staleSource {
			t.Fatalf("%s: nothing is changed", tt.name)
		}
		writeSource(t, changed)
		var by []string
		if build() != nil {
			by = append(by, "go build")
		}
		if mcpgen("diff") != 0 {
			by = append(by, "mcpgen diff")
		}
		got := strings.Join(by, ", ")
		t.Logf("%s: caught by %s", tt.name, got)
		if got != tt.by {
			t.Errorf("%s: caught by %q, want %q", tt.name, got, tt.by)
		}
	}
}

func writeSource(t *testing.T, source string) {
	t.Helper()
	if err := os.WriteFile("notes.go", []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
}

// staleModule makes a module that uses this checkout, with no need of the network.
func staleModule(t *testing.T) string {
	t.Helper()
	for name, value := range map[string]string{"GOFLAGS": "-mod=mod", "GOPROXY": "off", "GOWORK": "off"} {
		t.Setenv(name, value)
	}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	checkout, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	mod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	sum, err := os.ReadFile("../../go.sum")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(mod), "module github.com/mcpgen/mcpgen", "module example.com/notes", 1) +
		"\nrequire github.com/mcpgen/mcpgen v0.0.0\n\nreplace github.com/mcpgen/mcpgen => " + checkout + "\n"
	for name, content := range map[string][]byte{"go.mod": []byte(text), "go.sum": sum} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
