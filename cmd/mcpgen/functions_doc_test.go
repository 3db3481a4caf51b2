package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestFunctionsDocument does with the code of docs/functions.md what its reader would: generate, compile, vet.
func TestFunctionsDocument(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a module of its own")
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	document, err := os.ReadFile(filepath.Join(root, "docs", "functions.md"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	env := slices.DeleteFunc(os.Environ(), func(e string) bool { return strings.HasPrefix(e, "MCPGEN_") })
	env = append(env, "MCPGEN="+root, "GOWORK=off", "GOFLAGS=-mod=mod")
	shell(t, dir, env, "go mod init example.com/tracker\n"+
		"go mod edit -require=github.com/mcpgen/mcpgen@v0.0.0 -replace=github.com/mcpgen/mcpgen=$MCPGEN -tool=github.com/mcpgen/mcpgen/cmd/mcpgen")
	files := regexp.MustCompile(`<!-- (file: (\S+)) -->`).FindAllSubmatch(document, -1)
	if len(files) < 5 {
		t.Fatalf("%d files", len(files))
	}
	for _, f := range files {
		path := filepath.Join(dir, string(f[2]))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(block(t, document, string(f[1]))), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	shell(t, dir, env, "go mod tidy\ngo generate\ngo tool mcpgen vet\ngo vet -vettool=$(go tool -n mcpgen) ./...\ngo vet ./...")
}
