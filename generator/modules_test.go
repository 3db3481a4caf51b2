package generator_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator"
	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
)

// TestModules draws packages that import the standard library and what Go programs import (testdata/modules), in every way
// in which a package is imported and mentioned, beside a tool that has nothing to do with it. mcpgen takes each of them,
// and refuses it once a name is misspelt in the signature of a tool. At length, go vet says whether the packages are good, and whether what is
// generated is.
func TestModules(t *testing.T) {
	candidates := importable(t)
	draw(t, 60, func(random *rand.Rand, atLength bool) {
		dir := t.TempDir()
		moduleOfModules(t, dir)
		var good, misspelt []string
		for i := range 120 {
			name := fmt.Sprintf("p%d", i)
			source, wrong := holder(random, candidates, i%3 == 0)
			writeSource(t, filepath.Join(dir, name, "service.go"), source)
			if wrong {
				misspelt = append(misspelt, name)
			} else {
				good = append(good, name)
			}
		}
		if atLength {
			vet(t, dir, good)
		}
		calls := countGo(t)
		result, err := generator.Generate(generator.Config{Dir: dir, Patterns: []string{"./..."}, Env: offline(dir)})
		if err != nil {
			t.Fatal(err)
		}
		if n := calls(); n > 3 {
			t.Errorf("the go command ran %d times", n)
		}
		refused := map[string]string{}
		for _, d := range result.Diagnostics {
			if d.Severity == diag.Error {
				refused[filepath.Base(filepath.Dir(d.Span.File))] += string(d.Code) + " " + d.Message + "; "
			}
		}
		for _, name := range good {
			if problem := refused[name]; problem != "" {
				source, _ := os.ReadFile(filepath.Join(dir, name, "service.go"))
				t.Errorf("refused: %s\n%s", problem, source)
			}
		}
		for _, name := range misspelt {
			if refused[name] == "" {
				source, _ := os.ReadFile(filepath.Join(dir, name, "service.go"))
				t.Errorf("taken, though NoSuchName is declared nowhere:\n%s", source)
			}
		}
		if atLength {
			for _, f := range result.Files {
				writeSource(t, f.Path, string(f.Content))
			}
			vet(t, dir, good)
		}
	})
}

// candidate is an importable package, and what it exports by kind.
type candidate struct {
	path, name                                     string
	structs, interfaces, others, consts, vars, fns []string
}

// kinds are ways in which a name of each kind is mentioned; %[1]s is the qualified name, %[2]d a number.
var ofStruct, ofInterface, ofOther = []string{
	"type ZzField%[2]d struct{ x *%[1]s }", "type ZzEmbeds%[2]d struct{ *%[1]s }", "type ZzDefined%[2]d %[1]s",
}, []string{
	"type ZzEmbedsInterface%[2]d struct{ %[1]s }", "type ZzInterface%[2]d interface{ %[1]s }", "type ZzConstrained%[2]d[A %[1]s] struct{ a A }",
	"type ZzHolds%[2]d struct{ x %[1]s }",
}, []string{
	"type ZzAlias%[2]d = %[1]s", "type ZzOther%[2]d map[string][]%[1]s", "var ZzZero%[2]d %[1]s", "func ZzResult%[2]d(x ...%[1]s) (y chan *%[1]s, err error) { return nil, nil }",
	"func (s *ZzService) ZzMethod%[2]d() *%[1]s { return nil }", "func ZzGeneric%[2]d[A any](x %[1]s) (a A) { return a }",
	"func ZzBody%[2]d() any { var x %[1]s; return x }",
}

// holder draws a package with a tool, and with imports that it mentions elsewhere; wrong says that one name is misspelt.
func holder(random *rand.Rand, all []candidate, misspell bool) (source string, wrong bool) {
	var imports, body strings.Builder
	names := map[string]bool{"context": true}
	dotted := false
	for n := range 1 + random.IntN(4) {
		c := all[random.IntN(len(all))]
		if names[c.name] || names[c.path] {
			continue
		}
		names[c.path] = true
		qualifier, local := c.name+".", ""
		switch random.IntN(6) {
		case 0:
			local = fmt.Sprintf("alias%d", n)
			qualifier = local + "."
		case 1:
			fmt.Fprintf(&imports, "\t_ %q\n", c.path)
			continue
		case 2:
			if dotted {
				continue
			}
			dotted, qualifier, local = true, "", "."
		default:
			names[c.name] = true
		}
		mentions := c.mentions(random, qualifier, n*100)
		if len(mentions) == 0 {
			continue
		}
		if misspell && !wrong && qualifier != "" {
			wrong = true
			mentions = append(mentions, fmt.Sprintf("//mcp:tool auth=authenticated\nfunc ZzWrong(x %sNoSuchName) error { return nil }", qualifier))
		}
		fmt.Fprintf(&imports, "\t%s %q\n", local, c.path)
		body.WriteString(strings.Join(mentions, "\n\n") + "\n\n")
	}
	return "package p\n\nimport (\n\t\"context\"\n" + imports.String() + ")\n\ntype ZzService struct{ name string }\n\n" +
		"//mcp:tool auth=authenticated\nfunc (s *ZzService) ZzGet(ctx context.Context, key string) (string, error) { return key, nil }\n\n" + body.String(), wrong
}

// mentions draws some declarations that mention names of the package.
func (c candidate) mentions(random *rand.Rand, qualifier string, number int) (list []string) {
	add := func(names, ways []string) {
		if len(names) > 0 {
			number++
			list = append(list, fmt.Sprintf(ways[random.IntN(len(ways))], qualifier+names[random.IntN(len(names))], number))
		}
	}
	for range 1 + random.IntN(3) {
		switch random.IntN(6) {
		case 0:
			add(c.structs, ofStruct)
		case 1:
			add(c.interfaces, ofInterface)
		case 2:
			add(c.consts, []string{"const ZzConst%[2]d = %[1]s"})
		case 3:
			add(c.vars, []string{"var ZzVar%[2]d = &%[1]s"})
		case 4:
			add(c.fns, []string{"var ZzFunc%[2]d = %[1]s"})
		default:
			add(slices.Concat(c.structs, c.others), ofOther)
		}
	}
	return list
}

// importable lists what can be imported in testdata/modules: the standard library, and the packages named in modules.go.
func importable(t *testing.T) (all []candidate) {
	t.Helper()
	source, err := parser.ParseFile(token.NewFileSet(), "../testdata/modules/modules.go", nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	paths := []string{"std"}
	for _, spec := range source.Imports {
		paths = append(paths, strings.Trim(spec.Path.Value, `"`))
	}
	cmd := exec.Command("go", append([]string{"list", "-find", "-json=ImportPath,Name,Dir,GoFiles"}, paths...)...)
	cmd.Dir, cmd.Env = "../testdata/modules", append(os.Environ(), "GOPROXY=off", "GOWORK=off", "GOFLAGS=-mod=readonly")
	out, err := leakcheck.Output(cmd)
	if err != nil {
		if os.Getenv("MCPGEN_REQUIRE_TOOLS") == "1" {
			t.Fatalf("the modules of testdata/modules are not there and MCPGEN_REQUIRE_TOOLS=1: %s", out)
		}
		t.Skip("skipped: the modules of testdata/modules are not there (make test downloads them)")
	}
	for list := json.NewDecoder(bytes.NewReader(out)); list.More(); {
		var p struct {
			ImportPath, Name, Dir string
			GoFiles               []string
		}
		if err := list.Decode(&p); err != nil {
			t.Fatal(err)
		}
		inner := strings.Contains(p.ImportPath, "internal/") || strings.HasSuffix(p.ImportPath, "/internal") || strings.HasPrefix(p.ImportPath, "vendor/")
		if c := exports(p.ImportPath, p.Name, p.Dir, p.GoFiles); !inner && p.Name != "main" && p.ImportPath != "unsafe" && p.ImportPath != "builtin" {
			all = append(all, c)
		}
	}
	if len(all) < 200 {
		t.Fatalf("%d packages", len(all))
	}
	return all
}

// exports reads what a package exports that is not generic.
func exports(path, name, dir string, files []string) candidate {
	c := candidate{path: path, name: name}
	for _, file := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, file), nil, parser.SkipObjectResolution)
		if err != nil {
			continue
		}
		for _, decl := range parsed.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil && d.Name.IsExported() && d.Type.TypeParams == nil {
					c.fns = append(c.fns, d.Name.Name)
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					c.add(d.Tok, spec)
				}
			}
		}
	}
	return c
}

func (c *candidate) add(tok token.Token, spec ast.Spec) {
	switch s := spec.(type) {
	case *ast.ValueSpec:
		for _, name := range s.Names {
			switch {
			case !name.IsExported():
			case tok == token.CONST:
				c.consts = append(c.consts, name.Name)
			default:
				c.vars = append(c.vars, name.Name)
			}
		}
	case *ast.TypeSpec:
		if !s.Name.IsExported() || s.TypeParams != nil {
			return
		}
		switch t := s.Type.(type) {
		case *ast.StructType:
			c.structs = append(c.structs, s.Name.Name)
		case *ast.InterfaceType:
			if !isConstraint(t) {
				c.interfaces = append(c.interfaces, s.Name.Name)
			}
		case *ast.MapType, *ast.ArrayType, *ast.FuncType:
			c.others = append(c.others, s.Name.Name)
		}
	}
}

// isConstraint reports whether an interface may stand in constraints only, as far as can be seen without what it embeds.
func isConstraint(t *ast.InterfaceType) bool {
	return slices.ContainsFunc(t.Methods.List, func(f *ast.Field) bool {
		_, selector := f.Type.(*ast.SelectorExpr)
		return len(f.Names) == 0 && !selector
	})
}

// moduleOfModules makes a module with the requirements of testdata/modules.
func moduleOfModules(t *testing.T, dir string) {
	t.Helper()
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"go.mod", "go.sum"} {
		text, err := os.ReadFile(filepath.Join(root, "testdata", "modules", name))
		if err != nil {
			t.Fatal(err)
		}
		writeSource(t, filepath.Join(dir, name), strings.Replace(string(text), "=> ../..", "=> "+root, 1))
	}
}

func offline(string) []string {
	return append(os.Environ(), "GOPROXY=off", "GOWORK=off", "GOFLAGS=-mod=mod")
}

// vet holds that packages are good.
func vet(t *testing.T, dir string, names []string) {
	t.Helper()
	args := []string{"vet", "-copylocks=false", "-unusedresult=false"}
	for _, name := range names {
		args = append(args, "./"+name)
	}
	cmd := exec.Command("go", args...)
	cmd.Dir, cmd.Env = dir, offline(dir)
	if out, err := leakcheck.Output(cmd); err != nil {
		t.Fatalf("go vet: %v\n%s", err, out)
	}
}
