package leakcheck

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const maxReported = 20

// TestNothingSecretWasWritten is the last test of a whole run: it searches what all others have written.
func TestNothingSecretWasWritten(t *testing.T) {
	root := os.Getenv("MCPGEN_LEAKCHECK_SEARCH")
	if root == "" {
		t.Skip("searches a whole run of the suite: run `make test`")
	}
	r, err := search(root)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("searched %d texts, %d KiB, for %d secrets", r.texts, r.size>>10, r.secrets)
	if r.texts == 0 || r.secrets == 0 {
		t.Errorf("%d texts and %d secrets: the run kept nothing", r.texts, r.secrets)
	}
	for i, f := range r.findings {
		if i == maxReported {
			t.Fatalf("and %d more", len(r.findings)-i)
		}
		t.Error(f)
	}
}

// TestLeaksAreFound runs tests that leak on purpose, each by itself and in another way, as `.ci/test` runs them all.
func TestLeaksAreFound(t *testing.T) {
	source, err := os.ReadFile("testdata/leaky/leaky_test.go")
	if err != nil {
		t.Fatal(err)
	}
	binary := filepath.Join(t.TempDir(), "leaky.test")
	if out, err := exec.Command("go", "test", "-c", "-o", binary, "./testdata/leaky").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	names := regexp.MustCompile(`func (Test\w+)\(`).FindAllStringSubmatch(string(source), -1)
	for _, name := range names {
		t.Run(name[1], func(t *testing.T) {
			t.Parallel()
			root := t.TempDir()
			if err := os.MkdirAll(filepath.Join(root, writtenDir), 0o700); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command("go", "tool", "test2json", "-p", "leaky", binary, "-test.v=test2json", "-test.run", "^"+name[1]+"$")
			cmd.Env = append(os.Environ(), Env+"="+root)
			out, _ := cmd.Output() // it may fail, or panic
			if err := os.WriteFile(filepath.Join(root, writtenDir, events), out, 0o600); err != nil {
				t.Fatal(err)
			}
			r, err := search(root)
			if err != nil || !strings.Contains(string(out), name[1]) {
				t.Fatalf("%v\n%s", err, out)
			}
			if leaks := name[1] != "TestNothing"; leaks != (len(r.findings) > 0) {
				t.Errorf("findings: %v", r.findings)
			}
		})
	}
	if len(names) < 15 {
		t.Errorf("%d ways to leak", len(names))
	}
}
