package generator_test

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/mcpgen/mcpgen/generator"
)

// Generation is pure: it returns what to write, and everything that is wrong.
func ExampleGenerate() {
	dir, err := os.MkdirTemp("", "mcpgen")
	if err != nil {
		panic(err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	for name, text := range map[string]string{
		"go.mod": "module example.com/notes\n\ngo 1.26.0\n",
		"notes.go": `package notes

// Purge removes everything.
//
//mcp:tool auth=scopes(admin) destrutcive
func Purge() error { return nil }
`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			panic(err)
		}
	}
	result, err := generator.Generate(generator.Config{Dir: dir})
	if err != nil {
		panic(err) // about the run: no go command, say
	}
	for _, d := range result.Diagnostics {
		fmt.Printf("%s:%d:%d %s: %s (%s)\n", filepath.Base(d.Span.File), d.Span.Start.Line, d.Span.Start.Column, d.Code, d.Message, d.Hint)
	}
	fmt.Println(len(result.Files), "files to write")
	// Output:
	// notes.go:5:31 MCP103: mcp:tool has no flag "destrutcive" (did you mean destructive?)
	// 0 files to write
}
