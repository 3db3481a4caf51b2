package interop

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

// The protocol versions that clients speak.
const (
	Modern = "2026-07-28"
	Legacy = "2025-11-25"
)

// visitTimeout is for machines that do much beside.
const visitTimeout = 4 * time.Minute

// root is the directory of the repository.
func root() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(file), "..", "..", "..")
}

// NPM returns the path of a program or package of testdata/npm.
func NPM(t testing.TB, program string) string {
	t.Helper()
	path := filepath.Join(root(), "testdata", "npm", "node_modules", program)
	if _, err := os.Stat(path); err != nil {
		missing(t, program+" is not installed: run .ci/tools")
	}
	return path
}

// Debian returns the path of a program that .ci/tools installs from Debian's packages.
func Debian(t testing.TB, program string) string {
	t.Helper()
	// Debian keeps servers where only root's PATH leads.
	for _, name := range []string{program, filepath.Join("/usr/sbin", program)} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	missing(t, program+" is not installed: run .ci/tools")
	return ""
}

// missing skips a test that lacks a tool, or fails it where tools are required.
func missing(t testing.TB, text string) {
	t.Helper()
	if os.Getenv("MCPGEN_REQUIRE_TOOLS") == "1" {
		t.Fatal(text)
	}
	t.Skip(text)
}

// visitNode runs testdata/npm/interop.mjs with one of the official libraries.
func visitNode(library string) func(testing.TB, Target) *Report {
	return func(t testing.TB, target Target) *Report {
		t.Helper()
		NPM(t, "@modelcontextprotocol/"+library)
		return visitWith(t, target, NPM(t, ".bin/node"), filepath.Join(root(), "testdata", "npm", "interop.mjs"), library)
	}
}

// visitGoSDK builds testdata/gosdk, a module of its own, and runs it.
func visitGoSDK(t testing.TB, target Target) *Report {
	t.Helper()
	program := filepath.Join(t.TempDir(), "gosdk")
	build := exec.Command("go", "build", "-o", program, ".")
	build.Dir = filepath.Join(root(), "testdata", "gosdk")
	build.Env = append(os.Environ(), "GOFLAGS=-mod=readonly")
	if out, err := build.CombinedOutput(); err != nil {
		missing(t, fmt.Sprintf("the go-sdk client cannot be built (its modules may be out of reach): %v\n%s", err, out))
	}
	return visitWith(t, target, program)
}

// visitWith runs a client program. Its environment is only what programs need to start.
func visitWith(t testing.TB, target Target, command ...string) *Report {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), visitTimeout)
	defer cancel()
	input, err := json.Marshal(target)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	var stderr bytes.Buffer
	cmd.Stdin, cmd.Stderr, cmd.Env = bytes.NewReader(input), &stderr, environment()
	out, err := cmd.Output()
	target.print(stderr.String(), string(out))
	report := &Report{}
	if err == nil {
		err = json.Unmarshal(out, report)
	}
	if err != nil {
		t.Fatalf("%v\n%s\n%s", err, stderr.String(), out)
	}
	return report
}

// environment is the environment of clients, and through them of servers that they start: switches of the tests are no
// settings of a server, which refuses to start with one that it does not know.
func environment() []string {
	var env []string
	for _, name := range []string{"PATH", "HOME", "TMPDIR", "SystemRoot"} {
		if value, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+value)
		}
	}
	return env
}
