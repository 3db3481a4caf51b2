package load

import (
	"bytes"
	"go/ast"
	"go/build"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// FuzzWithoutBodies: a source without its bodies parses if it did before, to the same declarations at the same places. The
// seeds are the standard library's own sources; the fuzz test runs on from what is hard to read.
func FuzzWithoutBodies(f *testing.F) {
	for _, hard := range []string{
		"func F() interface{ M() } { return nil }\nfunc G() struct{ a int } { return struct{ a int }{} }",
		"func F() struct /* c } */ { a int } { return x }",
		"var f = []func(){a, b}\nvar g =\nfunc() {}\nvar h <-chan\nfunc()\nfunc F() { }",
		"func F[T interface{ ~int }](f func() struct{}) (r func() []struct{ a int }) { _ = '}'; _ = \"}\\\"\"; _ = `}\\`; /* } */ // }\n}\n\ntype T struct{}",
		"func F()\nfunc G() { if x { } }; func H() { }",
		"func (t T) JSONSchema() string { return `{}` }",
		"// func F() {\nvar a = 1 / 2 // {\nfunc F() { a := 1 / 2; _ = a }",
		"import \"C\"\n\nfunc F() map[string]interface{} {\r\n\treturn nil\r\n}\r\n",
		"func größe() {}\nvar x = func() int { return 1 }()",
	} {
		f.Add([]byte("package p\n" + hard))
	}
	for _, dir := range []string{"net/http", "go/types", "encoding/json", "reflect", "runtime", "os", "crypto/tls"} {
		names, _ := filepath.Glob(filepath.Join(build.Default.GOROOT, "src", dir, "*.go"))
		for _, name := range names {
			source, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(source)
		}
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		whole, err := parser.ParseFile(token.NewFileSet(), "", source, parser.SkipObjectResolution|parser.ParseComments)
		if err != nil {
			t.Skip("does not parse")
		}
		without := withoutBodies(source)
		if len(without) != len(source) || bytes.Count(without, []byte("\n")) != bytes.Count(source, []byte("\n")) {
			t.Fatalf("lines have moved:\n%s", without)
		}
		got, err := parser.ParseFile(token.NewFileSet(), "", without, parser.SkipObjectResolution|parser.ParseComments)
		if err != nil {
			t.Fatalf("%v\n%s", err, without)
		}
		if want, got := outline(t, whole), outline(t, got); want != got {
			t.Fatalf("got\n%s\nwant\n%s", got, want)
		}
	})
}

// outline is a file's declarations and their places, without the statements of functions.
func outline(t *testing.T, file *ast.File) string {
	t.Helper()
	var out strings.Builder
	fset := token.NewFileSet()
	for _, decl := range file.Decls {
		if d, ok := decl.(*ast.FuncDecl); ok && d.Body != nil && !strings.Contains(d.Name.Name, "JSONSchema") {
			d.Body.List = nil
		}
		out.WriteString("\n" + string(rune('0'+decl.Pos()%10)))
		if err := format.Node(&out, fset, decl); err != nil {
			t.Skip(err)
		}
	}
	return out.String()
}
