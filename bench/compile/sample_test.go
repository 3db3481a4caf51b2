package compile

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sample writes a package of n annotated methods, each with two to four parameters and a struct as its result, and beside
// it two programs: one registers the tools, the other only keeps the methods. Ten methods share a result and a parameter's
// type. It lies under testdata of this module, so that its imports are found.
func sample(t *testing.T, n int) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("testdata", fmt.Sprintf("sample%d", n)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	write(t, filepath.Join(dir, "sample.go"), source(n))
	write(t, filepath.Join(dir, "with", "main.go"), programWith(n))
	write(t, filepath.Join(dir, "without", "main.go"), programWithout(n))
	return dir
}

// source is the package.
func source(n int) string {
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

//mcp:check
func owns(ctx context.Context, r *check.Request, id string) error { return ctx.Err() }

type Service struct{}
`)
	for i := range n {
		if i%10 == 0 {
			fmt.Fprintf(&s, `
// Item%[1]d is a thing.
type Item%[1]d struct {
	ID   string    `+"`json:\"id\"`"+`
	Tags []string  `+"`json:\"tags\"`"+`
	Size int       `+"`json:\"size,omitempty\"`"+`
	Made time.Time `+"`json:\"made\"`"+`
}

// Filter%[1]d says which ones.
type Filter%[1]d struct {
	Word  string `+"`json:\"word\"`"+`
	Exact bool   `+"`json:\"exact,omitempty\"`"+`
}
`, i/10)
		}
		s.WriteString(method(i))
	}
	return s.String()
}

// method is one annotated method: what it takes and who may use it alternates.
func method(i int) string {
	params, directive := "id string, limit int", `//mcp:tool tags=admin auth=scopes(notes:write),premium deny=challenge`
	switch i % 4 {
	case 1:
		params, directive = "id string, labels []string, loud bool", `//mcp:tool auth=scopes(notes:read)`
	case 2:
		params = fmt.Sprintf("id string, filter Filter%d, since time.Time", i/10)
		directive = `//mcp:tool auth=scopes(notes:read),owns($id)`
	case 3:
		params, directive = "id string, weight float64, page int, count map[string]int", `//mcp:tool auth=scopes(notes:write),premium`
	}
	return fmt.Sprintf(`
// Update%[1]d updates an item.
//
%[3]s
//mcp:param id minlen=1 maxlen=80 "which one"
func (s *Service) Update%[1]d(ctx context.Context, %[4]s) (Item%[2]d, error) {
	return Item%[2]d{ID: id}, ctx.Err()
}
`, i, i/10, directive, params)
}

// programWith registers the tools.
func programWith(n int) string {
	return fmt.Sprintf(`package main

import (
	mcpruntime "github.com/mcpgen/mcpgen/runtime"

	"github.com/mcpgen/mcpgen/bench/compile/testdata/sample%d"
)

func main() {
	s, err := mcpruntime.New(mcpruntime.Config{})
	if err == nil {
		err = new(sample.Service).RegisterMCP(s)
	}
	if err != nil {
		panic(err)
	}
}
`, n)
}

// programWithout keeps the methods in the program, as RegisterMCP does, and the runtime.
func programWithout(n int) string {
	var s strings.Builder
	fmt.Fprintf(&s, `package main

import (
	mcpruntime "github.com/mcpgen/mcpgen/runtime"

	"github.com/mcpgen/mcpgen/bench/compile/testdata/sample%d"
)

var methods = []any{
`, n)
	for i := range n {
		fmt.Fprintf(&s, "\t(*sample.Service).Update%d,\n", i)
	}
	s.WriteString(`}

func main() {
	s, err := mcpruntime.New(mcpruntime.Config{})
	if err == nil {
		err = s.Register()
	}
	if err != nil || len(methods) == 0 {
		panic(err)
	}
}
`)
	return s.String()
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
