package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const (
	notesDir  = "examples/quickstart/notes"
	generated = "mcp_gen.go"
)

// generate copies the sources of the notes package into a module of their own, without the generated file, runs mcpgen
// there and compares what it writes with what is committed.
func generate(ctx context.Context, w io.Writer) error {
	root, err := moduleRoot(ctx)
	if err != nil {
		return err
	}
	tree, err := os.MkdirTemp("", "mcpgen-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tree)
	if err := cleanTree(root, tree); err != nil {
		return err
	}
	command := exec.CommandContext(ctx, "go", "run", "github.com/mcpgen/mcpgen/cmd/mcpgen", "-v", ".")
	command.Dir, command.Env = tree, append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod")
	if out, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("running mcpgen: %w\n%s", err, out)
	}
	fresh, err := os.ReadFile(filepath.Join(tree, generated))
	if err != nil {
		return err
	}
	committed, err := os.ReadFile(filepath.Join(root, notesDir, generated))
	if err != nil {
		return err
	}
	if !bytes.Equal(fresh, committed) {
		return fmt.Errorf("%s/%s is stale: run `go generate ./...`", notesDir, generated)
	}
	fmt.Fprintf(w, "   %s/%s: %d lines, byte for byte what is committed\n\n", notesDir, generated, bytes.Count(fresh, []byte("\n")))
	fmt.Fprint(w, policyTable(string(fresh)))
	return nil
}

// moduleRoot is the directory of mcpgen's own go.mod.
func moduleRoot(ctx context.Context) (string, error) {
	command := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}", "github.com/mcpgen/mcpgen")
	out, err := command.Output()
	if err != nil {
		return "", errors.New("run it from the checkout of mcpgen, as `make demo` does")
	}
	return strings.TrimSpace(string(out)), nil
}

// cleanTree makes a module that requires mcpgen from the checkout and holds the annotated sources only.
func cleanTree(root, tree string) error {
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return err
	}
	text := strings.Replace(string(mod), "module github.com/mcpgen/mcpgen", "module example.com/notes", 1)
	text += fmt.Sprintf("\nrequire github.com/mcpgen/mcpgen v0.0.0\n\nreplace github.com/mcpgen/mcpgen => %s\n", root)
	if err := os.WriteFile(filepath.Join(tree, "go.mod"), []byte(text), 0o600); err != nil {
		return err
	}
	sources, err := filepath.Glob(filepath.Join(root, notesDir, "*.go"))
	if err != nil {
		return err
	}
	for _, path := range append(sources, filepath.Join(root, "go.sum")) {
		name := filepath.Base(path)
		if name == generated || strings.HasSuffix(name, "_test.go") {
			continue
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(tree, name), content, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// policyTable is the doc comment of RegisterMCP in generated source: who may use what.
func policyTable(source string) string {
	var comment []string
	for line := range strings.Lines(source) {
		switch {
		case strings.HasPrefix(line, "//"):
			text := strings.TrimPrefix(strings.TrimPrefix(line, "//"), " ")
			comment = append(comment, strings.TrimRight("   "+text, " \t\n")+"\n")
		case strings.Contains(line, ") RegisterMCP("):
			return strings.Join(comment, "")
		default:
			comment = nil
		}
	}
	return ""
}
