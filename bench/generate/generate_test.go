// Package generate measures whole runs of mcpgen beside generators that read Go packages of the same size.
package generate

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// rounds is how often each contender runs; the cheapest run counts.
const rounds = 7

// BenchmarkGenerate runs generators as processes, in turns, and prints a table: mcpgen warm on 100 and 1,000 annotated
// functions, with a stale generated file and without a change, and with an empty build cache; the others on the package
// of 100, which also has an interface with a method per function, and marked structs. The package's generated file
// imports mcp-go. One operation is all rounds of all contenders.
func BenchmarkGenerate(b *testing.B) {
	bin := b.TempDir()
	mcpgen := filepath.Join(bin, "mcpgen")
	build(b, mcpgen, "github.com/mcpgen/mcpgen/cmd/mcpgen")
	hundred, thousand := sample(b, 100), sample(b, 1000)
	for _, dir := range []string{hundred, thousand} {
		run(b, &contender{dir: dir, command: []string{mcpgen, "."}}) // the generated file is there from now on, as in real life
	}
	contenders := []*contender{
		{name: "mcpgen, 100 functions, generated file stale", dir: hundred, before: spoil, command: []string{mcpgen, "."}},
		{name: "mcpgen, 100 functions, nothing to change", dir: hundred, command: []string{mcpgen, "."}},
		{name: "mcpgen, 100 functions, empty build cache", dir: hundred, before: emptyCache, command: []string{mcpgen, "."}},
		{name: "mcpgen, 1,000 functions, generated file stale", dir: thousand, before: spoil, command: []string{mcpgen, "."}},
		{name: "mcpgen, 1,000 functions, nothing to change", dir: thousand, command: []string{mcpgen, "."}},
	}
	contenders = append(contenders, others(b, bin, hundred)...)
	for b.Loop() {
		for range rounds {
			for _, c := range contenders {
				c.measure(b)
			}
		}
	}
	fmt.Print("\n", table(contenders)) // b.Log would cut it off
	stale, unchanged, cold, largeStale, largeUnchanged := contenders[0], contenders[1], contenders[2], contenders[3], contenders[4]
	report := func(name string, x, y *contender) {
		b.ReportMetric(float64(x.clock)/float64(y.clock), name+"-clock")
		b.ReportMetric(float64(x.processor)/float64(y.processor), name+"-processor")
	}
	report("1000/100-stale", largeStale, stale)
	report("1000/100-unchanged", largeUnchanged, unchanged)
	report("unchanged/stale-100", unchanged, stale)
	report("unchanged/stale-1000", largeUnchanged, largeStale)
	b.ReportMetric(cold.clock.Seconds(), "cold-s")
	b.ReportMetric(0, "ns/op")
}

// others are installed with the go command; one that cannot be had is left out.
func others(b *testing.B, bin, dir string) []*contender {
	out := filepath.Join(b.TempDir(), "out.go")
	list := []struct {
		pkg, name string
		args      []string
	}{
		{"github.com/matryer/moq@v0.8.1", "moq v0.8.1, 100 methods", []string{"moq", "-out", out, ".", "API"}},
		{"sigs.k8s.io/controller-tools/cmd/controller-gen@v0.23.0", "controller-gen v0.23.0 object, 10 structs",
			[]string{"controller-gen", "object", "paths=.", "output:dir=" + b.TempDir()}},
		{"go.uber.org/mock/mockgen@v0.6.0", "mockgen v0.6.0 package mode, 100 methods", []string{"mockgen", "-destination", out, ".", "API"}},
	}
	var found []*contender
	for _, other := range list {
		if message, err := install(bin, other.pkg); err != nil {
			b.Logf("left out: cannot install %s: %v: %s", other.pkg, err, message)
			continue
		}
		remove := func(*testing.B, *contender) { os.Remove(out) }
		command := append([]string{filepath.Join(bin, other.args[0])}, other.args[1:]...)
		found = append(found, &contender{name: other.name, dir: dir, before: remove, command: command})
	}
	return found
}

func build(b *testing.B, out, pkg string) {
	b.Helper()
	cmd := exec.Command("go", "build", "-o", out, pkg)
	cmd.Dir = filepath.Join("..", "..") // the module of mcpgen, with its own go.sum
	if message, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("building %s: %v\n%s", pkg, err, message)
	}
}

func install(bin, pkg string) ([]byte, error) {
	cmd := exec.Command("go", "install", pkg)
	cmd.Env = append(os.Environ(), "GOBIN="+bin, "GOFLAGS=")
	return cmd.CombinedOutput()
}

// spoil makes the generated file stale, and leaves it what it imports.
func spoil(b *testing.B, c *contender) {
	path := filepath.Join(c.dir, "mcp_gen.go")
	text, err := os.ReadFile(path)
	if err == nil {
		err = os.WriteFile(path, []byte(strings.Replace(string(text), "update0", "update", 1)), 0o644)
	}
	if err != nil {
		b.Fatal(err)
	}
}

func emptyCache(b *testing.B, c *contender) { c.env = []string{"GOCACHE=" + b.TempDir()} }

func table(contenders []*contender) string {
	var out strings.Builder
	out.WriteString("| | processor time | by the clock | memory |\n|---|---|---|---|\n")
	for _, c := range contenders {
		fmt.Fprintf(&out, "| %s | %d ms | %d ms | %d MiB |\n", c.name, c.processor.Milliseconds(), c.clock.Milliseconds(), c.memoryKiB>>10)
	}
	return out.String()
}
