// Package compile measures what a generated file costs those who build it: time and memory of the compiler, and the size of
// the program.
package compile

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// rounds is how often each package is compiled; the cheapest run counts.
const rounds = 3

// TestCost compiles packages of 100, 1,000 and 5,000 tools with their generated file and without it, in turns, links both
// programs, prints a table and fails when a target is missed.
func TestCost(t *testing.T) {
	if os.Getenv("MCPGEN_BENCH") == "" {
		t.Skip("set MCPGEN_BENCH=1 to measure")
	}
	bin := t.TempDir()
	mcpgen := filepath.Join(bin, "mcpgen")
	build := exec.Command("go", "build", "-o", mcpgen, "github.com/mcpgen/mcpgen/cmd/mcpgen")
	build.Dir = filepath.Join("..", "..") // the module of mcpgen, with its own go.sum
	output(t, build)
	fmt.Println("| tools | compiler, without | with | a tool | memory, without | with | program, a tool | stripped, a tool |")
	fmt.Println("|---|---|---|---|---|---|---|---|")
	for _, n := range []int{100, 1000} {
		dir := sample(t, n)
		generate := exec.Command(mcpgen, ".")
		generate.Dir = dir
		output(t, generate)
		with := compiler(t, dir, "sample.go", "mcp_gen.go")
		without := compiler(t, dir, "sample.go")
		for range rounds {
			with.measure(t)
			without.measure(t)
		}
		each := (with.processor - without.processor) / time.Duration(n)
		size, stripped := sizes(t, dir, n, ""), sizes(t, dir, n, "-s -w")
		fmt.Printf("| %d | %d ms | %d ms | %.1f ms | %d MiB | %d MiB | %.1f KB | %.1f KB |\n", n,
			without.processor.Milliseconds(), with.processor.Milliseconds(), float64(each)/1e6,
			without.memoryKiB>>10, with.memoryKiB>>10, size, stripped)
		if each > 4*time.Millisecond {
			t.Errorf("%d tools: %v a tool, want at most 4 ms", n, each)
		}
		if n == 1000 && with.memoryKiB > 300<<10 {
			t.Errorf("%d tools: %d MiB of memory, want at most 300", n, with.memoryKiB>>10)
		}
		if stripped > 6 || size > 6 {
			t.Errorf("%d tools: %.1f KB a tool in the program, %.1f KB stripped, want at most 6", n, size, stripped)
		}
	}
}

// sizes links both programs and returns by how many kilobytes a tool makes one larger.
func sizes(t *testing.T, dir string, n int, ldflags string) float64 {
	t.Helper()
	var bytes [2]int64
	for i, program := range []string{"without", "with"} {
		out := filepath.Join(t.TempDir(), program)
		link := exec.Command("go", "build", "-ldflags", ldflags, "-o", out, "./"+program)
		link.Dir = dir
		output(t, link)
		info, err := os.Stat(out)
		if err != nil {
			t.Fatal(err)
		}
		bytes[i] = info.Size()
	}
	return float64(bytes[1]-bytes[0]) / 1000 / float64(n)
}

func output(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(cmd.Args, " "), err, out)
	}
	return string(out)
}
