package generate

import (
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// contender is a command that runs again and again in a directory, and what its cheapest runs took.
type contender struct {
	name, dir string
	command   []string
	env       []string
	before    func(*testing.B, *contender) // prepares a run, and is not timed; nil for nothing

	clock, processor time.Duration // the least of all runs; the go commands that it starts are counted too
	memoryKiB        int64         // the most
}

// measure runs the command once.
func (c *contender) measure(b *testing.B) {
	b.Helper()
	if c.before != nil {
		c.before(b, c)
	}
	begin := time.Now()
	state := run(b, c)
	clock, processor := time.Since(begin), state.UserTime()+state.SystemTime()
	if c.clock == 0 {
		c.clock, c.processor = clock, processor
	}
	c.clock, c.processor = min(c.clock, clock), min(c.processor, processor)
	c.memoryKiB = max(c.memoryKiB, state.SysUsage().(*syscall.Rusage).Maxrss)
}

// run runs the command and returns what it used.
func run(b *testing.B, c *contender) *os.ProcessState {
	b.Helper()
	cmd := exec.Command(c.command[0], c.command[1:]...)
	cmd.Dir = c.dir
	cmd.Env = append(os.Environ(), c.env...)
	if message, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%s: %v\n%s", strings.Join(c.command, " "), err, message)
	}
	return cmd.ProcessState
}
