package load

import (
	"os"
	"path/filepath"
	"testing"
)

// TestGuessNestedModules: of two modules whose paths begin alike, the longer one is asked first, and a directory without
// Go files holds no package, wherever it lies: as the go command decides in a workspace.
func TestGuessNestedModules(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{
		"notes/inner/ids/README.md", // of the outer module, and not a package
		"elsewhere/inner.go",
		"elsewhere/ids/ids.go",       // example.com/notes/inner/ids
		"notes/inner/plans/plans.go", // example.com/notes/inner/plans
		"elsewhere/plans/README.md",
		"notes/both/x.go",
		"notes/inner/both/x.go", // the go command refuses two; what must not happen is now this one and now that
		"elsewhere/both/x.go",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	env := newEnvironment(Config{}, []listedPackage{
		{Path: "example.com/notes", Module: "example.com/notes", ModuleDir: filepath.Join(dir, "notes"), goroot: filepath.Join(dir, "goroot")},
		{Path: "example.com/notes/inner", Module: "example.com/notes/inner", ModuleDir: filepath.Join(dir, "elsewhere")},
	})
	for path, want := range map[string]string{
		"example.com/notes/both":        "notes/both",
		"example.com/notes/inner":       "elsewhere",
		"example.com/notes/inner/ids":   "elsewhere/ids",
		"example.com/notes/inner/plans": "notes/inner/plans",
		"example.com/notes/inner/both":  "elsewhere/both",
	} {
		for range 20 { // the order of a map changes from one walk to the next
			if got := env.guess(path); got != filepath.Join(dir, want) {
				t.Errorf("%s is taken from %s, not from %s", path, got, filepath.Join(dir, want))
				break
			}
		}
	}
}
