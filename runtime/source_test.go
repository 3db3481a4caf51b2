package mcpruntime_test

import (
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// source is one Go file of the repository.
type source struct {
	path string // from the root of the repository
	fset *token.FileSet
	file *ast.File
}

func (s source) at(n ast.Node) string {
	p := s.fset.Position(n.Pos())
	return s.path + ":" + strings.TrimPrefix(p.String(), p.Filename+":")
}

func (s source) text(n ast.Node) string {
	var b strings.Builder
	_ = printer.Fprint(&b, s.fset, n)
	return b.String()
}

func (s source) isTest() bool { return strings.HasSuffix(s.path, "_test.go") }

// sources are all Go files of the repository that people wrote.
func sources(t *testing.T) []source {
	t.Helper()
	var list []source
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || d.Name() == "node_modules" || d.Name() != ".." && strings.HasPrefix(d.Name(), ".")) {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, path, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		if !ast.IsGenerated(file) {
			list = append(list, source{filepath.ToSlash(strings.TrimPrefix(path, ".."+string(filepath.Separator))), fset, file})
		}
		return nil
	})
	if err != nil || len(list) < 300 {
		t.Fatalf("%d files, %v", len(list), err)
	}
	return list
}

// TestDocCommentsBeginWithTheName: a doc comment is found by the name that it explains, by people and by go doc.
func TestDocCommentsBeginWithTheName(t *testing.T) {
	for _, s := range sources(t) {
		if s.isTest() {
			continue
		}
		for _, d := range s.file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				s.checkDoc(t, d.Doc, d.Name)
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if one, ok := spec.(*ast.TypeSpec); ok {
						doc := one.Doc
						if len(d.Specs) == 1 {
							doc = d.Doc
						}
						s.checkDoc(t, doc, one.Name)
					}
					if one, ok := spec.(*ast.ValueSpec); ok && len(d.Specs) == 1 && !d.Lparen.IsValid() {
						s.checkDoc(t, d.Doc, one.Names...)
					}
				}
			}
		}
	}
}

// checkDoc wants the first word of a doc comment to be one of the names; several names may share one that begins otherwise.
func (s source) checkDoc(t *testing.T, doc *ast.CommentGroup, names ...*ast.Ident) {
	t.Helper()
	text := strings.TrimSpace(doc.Text())
	if text == "" || len(names) > 1 {
		return
	}
	for _, article := range []string{"A ", "An ", "The "} {
		text = strings.TrimPrefix(text, article)
	}
	first := regexp.MustCompile(`^[\pL\pN_]+`).FindString(text)
	if first != names[0].Name && !strings.HasPrefix(text, "Deprecated:") {
		t.Errorf("%s: the comment on %s begins with %q", s.at(doc), names[0].Name, first)
	}
}

// elsewhere are words for texts that are not in the repository.
var elsewhere = regexp.MustCompile(`(?i)\b(the design's section|design section|first design|DESIGN\.md section)\b`)

// mentioned are tests and files that a comment names.
var (
	mentionedTest = regexp.MustCompile(`\b(Test|Fuzz|Benchmark)[A-Z][A-Za-z0-9]+\b`)
	mentionedFile = regexp.MustCompile(`\b(?:[a-z0-9_]+/)*[a-z0-9_]+\.(?:go|md)\b`)
)

// TestCommentsPointToWhatIsThere: a test or file that a comment or a document names exists.
func TestCommentsPointToWhatIsThere(t *testing.T) {
	all := sources(t)
	functions, files := map[string]bool{}, map[string]bool{}
	for _, s := range all {
		for _, d := range s.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok {
				functions[f.Name.Name] = true
			}
		}
	}
	documents, err := filepath.Glob("../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	documents = append(documents, "../README.md", "../CONTRIBUTING.md", "../SECURITY.md")
	if err := filepath.WalkDir("..", func(path string, _ fs.DirEntry, err error) error {
		path = filepath.ToSlash(path)
		for i := range path {
			if path[i] == '/' {
				files[path[i+1:]] = true // by the last elements of its path, too
			}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	check := func(where, text string) {
		if words := elsewhere.FindString(text); words != "" {
			t.Errorf("%s: %q is not in the repository", where, words)
		}
		for _, name := range mentionedTest.FindAllString(text, -1) {
			if !functions[name] {
				t.Errorf("%s: there is no %s", where, name)
			}
		}
		for _, name := range mentionedFile.FindAllString(text, -1) {
			if !files[name] && !slices.Contains(usersFiles, filepath.Base(name)) {
				t.Errorf("%s: there is no %s", where, name)
			}
		}
	}
	for _, s := range all {
		for _, group := range s.file.Comments {
			check(s.at(group), group.Text())
		}
	}
	for _, path := range documents {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(path, "diagnostics.md") { // its examples are of users' files
			check(path, string(text))
		}
	}
}

// usersFiles are names that stand for a user's own.
var usersFiles = []string{"mcp_gen.go", "main.go", "notes.go", "a.go", "b.go", "x.go", "tracker.go", "questions.go", "directory.go", "disk_linux.go", "disk_windows.go"}

// TestNothingIsHiddenInAnIf: the statement before the condition of an if says what the condition is about. An assignment to
// something else stands on a line of its own.
func TestNothingIsHiddenInAnIf(t *testing.T) {
	for _, s := range sources(t) {
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.IfStmt:
				s.checkInit(t, n.Init, n.Cond)
			case *ast.SwitchStmt:
				if n.Tag != nil {
					s.checkInit(t, n.Init, n.Tag)
				}
			}
			return true
		})
	}
}

// checkInit wants one of the assigned expressions in the condition.
func (s source) checkInit(t *testing.T, init ast.Stmt, cond ast.Expr) {
	t.Helper()
	var assigned []ast.Expr
	switch init := init.(type) {
	case *ast.AssignStmt:
		if init.Tok == token.DEFINE {
			return
		}
		assigned = init.Lhs
	case *ast.IncDecStmt:
		assigned = []ast.Expr{init.X}
	case *ast.ExprStmt:
		t.Errorf("%s: a call before a condition that does not use what it returns", s.at(init))
		return
	default:
		return
	}
	text := s.text(cond)
	for _, one := range assigned {
		if name := s.text(one); name != "_" && strings.Contains(text, name) {
			return
		}
	}
	t.Errorf("%s: %q is assigned before a condition about something else", s.at(init), s.text(init))
}

// step is a line of a walk in docs/design.md: files and what they are entered by.
var (
	step  = regexp.MustCompile(`(?m)^[0-9]+\. (.*)$`)
	entry = regexp.MustCompile("`([a-z0-9_/]+\\.go)` `(\\w+)`(?:[^`\n]*?; `(\\w+)`|, `(\\w+)`)?")
)

// TestWalks: what the walks of docs/design.md name is where they say, and no walk enters a file twice but the last, by which
// it leaves.
func TestWalks(t *testing.T) {
	text, err := os.ReadFile("../docs/design.md")
	if err != nil {
		t.Fatal(err)
	}
	_, walks, found := strings.Cut(string(text), "## Three walks")
	walks, _, ended := strings.Cut(walks, "\n## ")
	if !found || !ended {
		t.Fatal("there are no walks")
	}
	declared := map[string]bool{}
	for _, s := range sources(t) {
		for _, d := range s.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok {
				declared[s.path+" "+f.Name.Name] = true
			}
		}
	}
	steps := 0
	for _, walk := range strings.Split(walks, "\n1. ")[1:] {
		lines := step.FindAllStringSubmatch("1. "+walk, -1)
		seen := map[string]bool{}
		for i, line := range lines {
			steps++
			entries := entry.FindAllStringSubmatch(line[1], -1)
			if len(entries) == 0 {
				t.Errorf("%q names no file", line[0])
			}
			for _, e := range entries {
				if seen[e[1]] && i < len(lines)-1 {
					t.Errorf("%q: the walk was there before", line[0])
				}
				seen[e[1]] = true
				for _, name := range e[2:] {
					if name != "" && !declared[e[1]+" "+name] {
						t.Errorf("%q: %s does not declare %s", line[0], e[1], name)
					}
				}
			}
		}
	}
	if steps < 30 {
		t.Errorf("%d steps", steps)
	}
}
