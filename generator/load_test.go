package generator_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/mcpgen/mcpgen/generator/internal/load"
	"github.com/mcpgen/mcpgen/generator/internal/resolve"
)

// TestLoad: packages load and resolve, without a finding, in all the shapes that modules have. A case is named for what
// is special about it; want lists each component with its input schema.
func TestLoad(t *testing.T) {
	tests := []struct {
		name, files string
		dir         string // where mcpgen runs, in the module
		cfg         load.Config
		want        []string
	}{
		{
			name: "generated file is broken",
			files: `
-- notes.go --
package notes

var register = RegisterMCP

//mcp:tool
func Purge(id string) error { return nil }
-- mcp_gen.go --
package notes
import "example.net/unknown"
func RegisterMCP( {
`,
			want: []string{`purge {"id":"string"}`},
		},
		{
			name: "sibling is not generated yet",
			files: `
-- main.go --
package main

import (
	"example.com/notes/inner"
)

var all = []any{inner.RegisterMCP, (*inner.Service).RegisterMCP}

//mcp:tool
func Purge(id inner.ID) error { return nil }

func main() {}
-- inner/inner.go --
package inner

type ID string

type Service struct{}

//mcp:tool
func List() error { return nil }
`,
			want: []string{`purge {"id":"string"}`, `list {}`},
		},
		{
			name: "build tags",
			files: `
-- notes.go --
package notes
-- special.go --
//go:build special

package notes

//mcp:tool
func Purge(id string) error { return nil }
`,
			cfg:  load.Config{BuildTags: []string{"special"}},
			want: []string{`purge {"id":"string"}`},
		},
		{
			name: "workspace",
			files: `
-- go.work --
go 1.26.0

use (
	.
	./other
)
-- notes.go --
package notes

import "example.org/other/deep"

//mcp:tool
func Purge(patch deep.Patch) error { return nil }
-- other/go.mod --
module example.org/other

go 1.26.0
-- other/deep/deep.go --
package deep

import "net/http"

type Patch struct {
	Owner string
	Big   bool
}

func (p Patch) Handler() http.Handler { return nil }
`,
			want: []string{`purge {"Owner":"string","Big":"boolean"}`},
		},
		{
			name: "vendored module",
			files: `
-- go.mod --
module example.com/notes

go 1.26.0

require example.net/lib v1.0.0
-- notes.go --
package notes

import lib "example.net/lib/v"

//mcp:tool
func Purge(patch lib.Patch) error { return nil }
-- vendor/modules.txt --
# example.net/lib v1.0.0
## explicit; go 1.26.0
example.net/lib/v
-- vendor/example.net/lib/v/lib.go --
package lib

type Patch struct{ Owner string }
`,
			want: []string{`purge {"Owner":"string"}`},
		},
		{
			name:  "Windows line ends",
			files: "\n-- notes.go --\npackage notes\r\n\r\n// Purge purges.\r\n//\r\n//mcp:tool auth=scopes(a,b)\r\n//mcp:param id \"the id\"\r\nfunc Purge(id string) error { return nil }\r\n",
			want:  []string{`purge {"id":"string"}`},
		},
		{
			name:  "byte order mark",
			files: "\n-- notes.go --\n\ufeff//mcp:package auth=authenticated\npackage notes\n\n//mcp:tool\nfunc Purge(id string) error { return nil }\n",
			want:  []string{`purge {"id":"string"}`},
		},
		{
			name: "cgo",
			files: `
-- notes.go --
package notes

// int answer(void);
import "C"

//mcp:tool
func Purge(id string) (int, error) { return int(C.answer()), nil }

var opaque C.int
`,
			cfg:  load.Config{Env: append(os.Environ(), "CGO_ENABLED=1")},
			want: []string{`purge {"id":"string"}`},
		},
		{
			name: "tests that do not compile",
			files: `
-- notes.go --
package notes

//mcp:tool
func Purge(id string) error { return nil }
-- notes_test.go --
package notes

func TestX(t *testing.T { undefined
-- x_test.go --
package notes_test

import "example.net/unknown"
`,
			want: []string{`purge {"id":"string"}`},
		},
		{
			name: "names of imports",
			files: `
-- notes.go --
package notes

import (
	. "example.com/notes/dotted"
	"example.com/notes/go-odd"
	"example.com/notes/ids/v2"
	other "example.com/notes/ids"
	"math/rand/v2"
)

var _ = rand.N[int]

//mcp:tool
func Purge(a Dot, b strange.Odd, c ids.ID, d other.ID) error { return nil }
-- dotted/d.go --
package dotted

type Dot int
-- go-odd/o.go --
package strange

type Odd bool
-- ids/ids.go --
package ids

type ID string
-- ids/v2/ids.go --
package ids

type ID int
`,
			want: []string{`purge {"a":"integer","b":"boolean","c":"integer","d":"string"}`},
		},
		{
			name: "types from everywhere",
			files: `
-- notes.go --
package notes

import (
	"encoding/json"
	"time"

	"example.com/notes/dep"
)

type Page[T any] struct {
	Items []T
	At    time.Time
}

type Local = dep.Alias

//mcp:tool
func Purge(a Page[dep.Kind], b Local, c json.RawMessage, d dep.Embedding, e *dep.Textual, f map[dep.Kind]int) error { return nil }
-- dep/dep.go --
package dep

import (
	"database/sql"
	"strconv"
)

type Kind string

const (
	Small Kind = "small"
	Big   Kind = "big"
)

const Unrelated = sql.LevelDefault

type Alias = Inner

type Inner struct{ Name string }

type Embedding struct {
	Inner
	Count int
}

type Textual struct{ n int }

func (t Textual) MarshalText() ([]byte, error)   { return strconv.AppendInt(nil, int64(t.n), 10), nil }
func (t *Textual) UnmarshalText(b []byte) error { return nil }
func (t Textual) DB() *sql.DB                    { return nil }
`,
			want: []string{`purge {"a":"object","b":"object","c":"?","d":"object","e":"string","f":"object"}`},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir, err := filepath.EvalSymlinks(t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			write(t, dir, txtar.Parse([]byte(tt.files)).Files)
			link := filepath.Join(dir, "..", "link")
			if err := os.Symlink(dir, link); err != nil {
				t.Fatal(err)
			}
			for _, dir := range []string{dir, link} { // symlinked modules load alike
				tt.cfg.Dir, tt.cfg.Patterns = filepath.Join(dir, tt.dir), []string{"./..."}
				if diff := cmp.Diff(tt.want, inputs(t, tt.cfg)); diff != "" {
					t.Errorf("in %s -want +got:\n%s", filepath.Base(dir), diff)
				}
			}
		})
	}
}

// inputs loads and resolves, and lists each component with the types of its arguments.
func inputs(t *testing.T, cfg load.Config) []string {
	t.Helper()
	packages, found := load.Load(cfg)
	var list []string
	for _, p := range packages {
		resolved, more := resolve.Package(p)
		found = append(found, more...)
		if resolved == nil {
			continue
		}
		for _, c := range resolved.Components {
			var members []string
			for _, f := range c.Input.Fields {
				members = append(members, `"`+f.JSON+`":"`+schemaType(c.Input.Schema, f.JSON)+`"`)
			}
			list = append(list, c.Name+" {"+strings.Join(members, ",")+"}")
		}
	}
	for _, d := range found {
		t.Errorf("%s:%d: %s: %s", d.Span.File, d.Span.Start.Line, d.Code, d.Message)
	}
	return list
}

// schemaType is the type of a member, "?" when its schema has none.
func schemaType(schema, member string) string {
	_, rest, ok := strings.Cut(schema, `"`+member+`":{`)
	if !ok {
		return "missing"
	}
	if strings.HasPrefix(rest, `"$ref"`) {
		return "object"
	}
	_, typed, ok := strings.Cut(strings.SplitAfterN(rest, "}", 2)[0], `"type":"`)
	if !ok {
		return "?"
	}
	return typed[:strings.IndexByte(typed, '"')]
}
