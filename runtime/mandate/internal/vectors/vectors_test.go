package vectors

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

const folder = "../../../../testdata/mandates"

func TestFilesAreCurrent(t *testing.T) {
	t.Parallel()
	for name, want := range Files() {
		got, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("testdata/mandates/%s is stale; run: go run ./runtime/mandate/internal/vectors/generate", name)
		}
	}
}
