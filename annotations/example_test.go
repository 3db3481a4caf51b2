package annotations_test

import (
	"fmt"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/annotations/diag"
)

// A directive is parsed with the place of each word.
func ExampleParse() {
	at := diag.Pos{Line: 7, Column: 1}
	d, found := annotations.Parse("notes.go", at, "//mcp:tool name=add_note readonly auth=scopes(read),owns($id)")
	for _, term := range d.Args[2].Value {
		fmt.Println(term, term.Span.Start.Column)
	}
	fmt.Println(d.Has("readonly"), d.Text("name").Text, len(found))

	_, found = annotations.Parse("notes.go", at, "//mcp:tool auht=authenticated")
	fmt.Println(found[0].Code, found[0].Message)
	// Output:
	// scopes(read) 40
	// owns($id) 53
	// true add_note 0
	// MCP103 mcp:tool has no key "auht"
}
