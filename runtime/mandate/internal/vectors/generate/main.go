// Command generate writes testdata/mandates; run it in the repository's root with
//
//	go run ./runtime/mandate/internal/vectors/generate
package main

import (
	"log"
	"os"
	"path/filepath"

	"github.com/mcpgen/mcpgen/runtime/mandate/internal/vectors"
)

func main() {
	for name, content := range vectors.Files() {
		if err := os.WriteFile(filepath.Join("testdata", "mandates", name), content, 0o644); err != nil {
			log.Fatal(err)
		}
	}
}
