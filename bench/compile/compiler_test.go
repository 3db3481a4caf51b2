package compile

import (
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// contender compiles some files again and again, by the compiler itself: the go command would take the result from its cache.
type contender struct {
	dir     string
	command []string

	processor time.Duration // the least of all runs
	memoryKiB int64         // the most
}

// compiler prepares the compilation of files of a package; what they import is built here.
func compiler(t *testing.T, dir string, files ...string) *contender {
	t.Helper()
	list := exec.Command("go", append([]string{
		"list", "-export", "-deps", "-f", `{{if .Export}}packagefile {{.ImportPath}}={{.Export}}{{end}}`,
	}, imports...)...)
	list.Dir = dir
	config := filepath.Join(t.TempDir(), "importcfg")
	write(t, config, output(t, list))
	return &contender{dir: dir, command: append([]string{
		"go", "tool", "compile", "-o", filepath.Join(t.TempDir(), "sample.a"), "-p", "sample", "-pack", "-c", "2",
		"-importcfg", config,
	}, files...)}
}

// imports are what samples import.
var imports = []string{
	"context", "time", "github.com/mcpgen/mcpgen/runtime", "github.com/mcpgen/mcpgen/runtime/check", "github.com/mcpgen/mcpgen/runtime/codec",
}

// measure compiles once.
func (c *contender) measure(t *testing.T) {
	t.Helper()
	cmd := exec.Command(c.command[0], c.command[1:]...)
	cmd.Dir = c.dir
	cmd.Env = append(os.Environ(), "GOMAXPROCS=2")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s", c.command, err, out)
	}
	processor := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	if c.processor == 0 || processor < c.processor {
		c.processor = processor
	}
	c.memoryKiB = max(c.memoryKiB, cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)
}
