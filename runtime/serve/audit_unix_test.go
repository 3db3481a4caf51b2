//go:build unix

package serve

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
	"github.com/mcpgen/mcpgen/runtime/audit"
)

// TestAuditFileIsReopenedOnSIGHUP rotates the file as logrotate does: move it away, then send SIGHUP.
func TestAuditFileIsReopenedOnSIGHUP(t *testing.T) {
	path := filepath.Join(t.TempDir(), "audit.jsonl")
	p := &program{set: &settings{audit: "file:" + path}, log: leakcheck.Logger(nil)}
	sink, err := p.auditSink()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(sink.close)
	record := func(name string) {
		t.Helper()
		if err := sink.sink.Record(t.Context(), audit.Event{Name: name}); err != nil {
			t.Fatal(err)
		}
	}
	record("before")
	if err := os.Rename(path, path+".1"); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(os.Getpid(), syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if _, err := os.Stat(path); err == nil {
			break
		} else if time.Now().After(deadline) {
			t.Fatal("the file was not opened again")
		}
	}
	record("after")
	for file, want := range map[string]string{path + ".1": "before", path: "after"} {
		content, err := os.ReadFile(file)
		if err != nil || !strings.Contains(string(content), want) || strings.Count(string(content), "\n") != 1 {
			t.Errorf("%s: %q, %v", filepath.Base(file), content, err)
		}
	}
}
