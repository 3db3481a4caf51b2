package generate

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sample writes a package of n annotated functions, each with two or three parameters and a struct as its result; ten
// functions share a struct. It lies under testdata of this module, so that its imports are found.
func sample(b *testing.B, n int) string {
	b.Helper()
	dir, err := filepath.Abs(filepath.Join("testdata", fmt.Sprintf("sample%d", n)))
	if err != nil {
		b.Fatal(err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { os.RemoveAll("testdata") })
	var s strings.Builder
	s.WriteString(`//mcp:scope notes:read "read notes"
//mcp:scope notes:write implies=notes:read "change notes"
//mcp:restrict tag=admin auth=scopes(notes:write)
package sample

import (
	"context"
	"time"

	"github.com/mcpgen/mcpgen/runtime/check"
)

//mcp:check
func premium(r *check.Request) bool { return r.Principal != nil }

type Service struct{}
`)
	for i := range n {
		if i%10 == 0 {
			fmt.Fprintf(&s, "\n// Item%d is a thing.\n//\n// +kubebuilder:object:generate=true\ntype Item%d struct {\n\tID string `json:\"id\"`\n\tTags []string `json:\"tags\"`\n\tMade time.Time `json:\"made\"`\n}\n", i/10, i/10)
		}
		fmt.Fprintf(&s, `
// Update%d updates an item.
//
//mcp:tool tags=admin auth=scopes(notes:write),premium deny=challenge
//mcp:param id minlen=1 maxlen=80 "which one"
func (s *Service) Update%d(ctx context.Context, id string, limit int) (Item%d, error) {
	return Item%d{ID: id}, ctx.Err()
}
`, i, i, i/10, i/10)
	}
	s.WriteString("\n// API is what generators of mocks read.\ntype API interface {\n")
	for i := range n {
		fmt.Fprintf(&s, "\tUpdate%d(ctx context.Context, id string, limit int) (Item%d, error)\n", i, i/10)
	}
	s.WriteString("}\n")
	if err := os.WriteFile(filepath.Join(dir, "sample.go"), []byte(s.String()), 0o644); err != nil {
		b.Fatal(err)
	}
	return dir
}
