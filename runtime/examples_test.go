package mcpruntime_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestPackagesHaveExamples: each package that users import shows on its documentation page how it is used.
func TestPackagesHaveExamples(t *testing.T) {
	for _, dir := range []string{
		".", "audit", "check", "codec", "mandate", "principal", "revocation", "serve", "../annotations", "../generator",
	} {
		text, err := os.ReadFile(filepath.Join(dir, "example_test.go"))
		if err != nil || !strings.Contains(string(text), "\nfunc Example") {
			t.Errorf("package %s has no Example in example_test.go: %v", dir, err)
		}
	}
}
