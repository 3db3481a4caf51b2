package annotations

import (
	"bytes"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/mcpgen/mcpgen/annotations/diag"
)

// seeds are the sources of the golden cases.
func seeds(f *testing.F) [][]byte {
	paths, err := filepath.Glob("../testdata/diagnostics/*.txtar")
	if err != nil || len(paths) == 0 {
		f.Fatal("no seeds")
	}
	var list [][]byte
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range txtar.Parse(data).Files {
			if strings.HasSuffix(file.Name, ".go") {
				list = append(list, file.Data)
			}
		}
	}
	return list
}

// FuzzParse: every span lies inside the comment, and parse → print → parse is the identity.
func FuzzParse(f *testing.F) {
	for _, source := range seeds(f) {
		for _, line := range bytes.Split(source, []byte("\n")) {
			if bytes.HasPrefix(line, []byte(Prefix)) {
				f.Add(string(line))
			}
		}
	}
	f.Fuzz(func(t *testing.T, comment string) {
		if strings.ContainsAny(comment, "\n\r") {
			return
		}
		pos := diag.Pos{Offset: 11, Line: 3, Column: 5}
		d, found := Parse("f.go", pos, comment)
		if d == nil {
			if found = nearMiss("f.go", pos, comment, surroundings{documents: true}); len(found) == 0 {
				return
			}
		}
		for _, finding := range found {
			inside(t, comment, pos, finding.Span)
		}
		if d == nil {
			return
		}
		inside(t, comment, pos, d.Span)
		inside(t, comment, pos, d.Verb.Span)
		for _, a := range d.Args {
			inside(t, comment, pos, a.Span)
			insideTerms(t, comment, pos, a.Value)
		}
		if len(found) > 0 && found[0].Code == "MCP107" {
			return // not read at all
		}
		printed := d.String()
		again, _ := Parse("f.go", pos, printed)
		if again == nil {
			t.Fatalf("%q prints as %q, which is no directive", comment, printed)
		}
		if diff := cmp.Diff(d, again, meaning); diff != "" {
			t.Fatalf("%q prints as %q -first +second:\n%s", comment, printed, diff)
		}
	})
}

func insideTerms(t *testing.T, comment string, pos diag.Pos, terms []Term) {
	for _, term := range terms {
		inside(t, comment, pos, term.Span)
		inside(t, comment, pos, term.Name)
		if raw := comment[term.Span.Start.Offset-pos.Offset : term.Span.End.Offset-pos.Offset]; raw != term.Raw {
			t.Fatalf("span of %q holds %q", term.Raw, raw)
		}
		insideTerms(t, comment, pos, term.Args)
	}
}

func inside(t *testing.T, comment string, pos diag.Pos, s diag.Span) {
	t.Helper()
	from, to := s.Start.Offset-pos.Offset, s.End.Offset-pos.Offset
	if from < 0 || to < from || to > len(comment) || s.Start.Line != pos.Line || s.Start.Column != pos.Column+from || s.End.Column != pos.Column+to {
		t.Fatalf("span %v is not inside %q", s, comment)
	}
}

// FuzzScan: no source crashes or hangs the scanner, and positions lie inside the file.
func FuzzScan(f *testing.F) {
	for _, source := range seeds(f) {
		f.Add(source)
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		found := ScanComments("f.go", source, "MCP205")
		fset := token.NewFileSet()
		if file, err := parser.ParseFile(fset, "f.go", source, parser.ParseComments|parser.SkipObjectResolution); err == nil {
			_, more := Scan(File{Name: "f.go", Fset: fset, AST: file})
			found = append(found, more...)
		}
		for _, d := range found {
			if d.Span.Start.Offset < 0 || d.Span.End.Offset > len(source) || d.Span.Start.Offset > d.Span.End.Offset {
				t.Fatalf("span %v outside of the file of %d bytes: %s", d.Span, len(source), d.Message)
			}
		}
	})
}

// TestHugeComments: the time spent on a comment grows with its length, not faster.
func TestHugeComments(t *testing.T) {
	for name, source := range map[string]string{
		"one line":       "package p\n//mcp:tool " + strings.Repeat("(", 4<<20) + "\nfunc F() {}\n",
		"many lines":     "package p\n/*\n" + strings.Repeat("mcp\n", 1<<18) + "*/\nfunc F() {}\n",
		"many adrift":    "package p\n" + strings.Repeat("//mcp:tool\n\nvar _ = 0\n", 1<<14),
		"near-misses":    "package p\n" + strings.Repeat("// mcp:tool\n", 1<<14),
		"long prose":     "package p\n" + strings.Repeat("// auth: see below, é\n", 1<<15) + "//mcp:tool\nfunc F() {}\n",
		"almost letters": "package p\n//" + strings.Repeat("m c p : ", 1<<18) + "\n",
	} {
		t.Run(name, func(t *testing.T) {
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, "f.go", source, parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			begin := time.Now()
			Scan(File{Name: "f.go", Fset: fset, AST: file})
			if took := time.Since(begin); took > 20*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}
