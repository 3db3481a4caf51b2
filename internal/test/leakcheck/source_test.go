package leakcheck

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// bypasses are ways to write what a run would not see, with what to use instead. A logger or sink that a test does not
// set is slog's default: it writes to standard error, which go test prints.
var bypasses = []struct{ code, instead string }{
	{`\bslog\.(New|NewTextHandler|NewJSONHandler|NewLogLogger|DiscardHandler|SetDefault)\b`, "leakcheck.Logger"},
	{`\blog\.(New|SetOutput)\b`, "leakcheck.Logger"},
	{`\baudit\.(Discard|JSONLines|Slog|OpenFile|Fan)\b`, "leakcheck.Sink"},
	{`\bio\.Discard\b`, "leakcheck.Tee(nil)"},
	{`\.Std(err|out) = [^l]`, "leakcheck.Tee"},
	{`\bCombinedOutput\(`, "leakcheck.Output"},
}

// needs are what a function must do that does something else: declare the secrets it makes, copy what it keeps to itself.
var needs = []struct{ code, call string }{
	{`\.(Mint|Token)\(\w`, "leakcheck.Secret"},
	{`\bruntimetest\.Start\(`, "leakcheck.Sink"},
	{`\bmcpruntime\.Config\{[^}]*\bAudit:`, "leakcheck.Sink"},
	{`\bserve\.Streams\{.`, "leakcheck.Tee"},
}

// exempt are the functions that need not, by file and name, with the reason.
var exempt = map[string]string{
	"runtime/audit/audit_test.go":                            "tests the sinks themselves, with one event that holds no secret",
	"runtime/mandate/example_test.go Example":                "is shown to users",
	"runtime/example_test.go ExampleServer_Decisions":        "is shown to users; nothing is audited",
	"runtime/audit/example_test.go Example":                  "is shown to users; one event that holds no secret",
	"runtime/serve/example_test.go ExampleRun":               "is shown to users; it stops before it serves",
	"runtime/deps_test.go TestArrows":                        "lists the packages",
	"generator/generate_test.go":                             "runs the compiler",
	"cmd/mcpgen/readme_test.go shell":                        "runs the README's commands, the compiler's among them",
	"runtime/redaction_test.go TestNoTokenIsWrittenAnywhere": "sets slog's default logger, to one of leakcheck",
}

// TestTestsKeepNothingToThemselves holds every test file of the module to this package.
func TestTestsKeepNothingToThemselves(t *testing.T) {
	root := filepath.Join("..", "..", "..")
	files, used := 0, map[string]bool{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && slices.Contains([]string{"testdata", "bench", "leakcheck", ".git"}, entry.Name()):
			return fs.SkipDir
		case !strings.HasSuffix(path, "_test.go"):
			return nil
		}
		files++
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(root, path)
		for _, p := range problems(t, filepath.ToSlash(name), string(raw)) {
			key := p.file + " " + p.function
			if exempt[key] == "" {
				key = p.file
			}
			used[key] = true
			if exempt[key] == "" {
				t.Errorf("%s: %s: %s", p.file, p.function, p.text)
			}
		}
		return nil
	})
	if err != nil || files < 80 {
		t.Errorf("%d files: %v", files, err)
	}
	for key := range exempt {
		if !used[key] {
			t.Errorf("%s needs no exemption", key)
		}
	}
}

type problem struct{ file, function, text string }

// problems returns what is wrong with the declarations of a file.
func problems(t *testing.T, name, source string) (list []problem) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, name, source, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range file.Decls {
		function := ""
		if f, ok := d.(*ast.FuncDecl); ok {
			function = f.Name.Name
		}
		text := source[files.Position(d.Pos()).Offset:files.Position(d.End()).Offset]
		for _, b := range bypasses {
			if found := regexp.MustCompile(b.code).FindString(text); found != "" {
				list = append(list, problem{name, function, found + " would not be searched: use " + b.instead})
			}
		}
		for _, n := range needs {
			if found := regexp.MustCompile(n.code).FindString(text); found != "" && !strings.Contains(text, n.call) {
				list = append(list, problem{name, function, found + " without " + n.call})
			}
		}
	}
	return list
}

// TestSourceRulesFind shows that the rules find something.
func TestSourceRulesFind(t *testing.T) {
	for code, want := range map[string]string{
		`c.Logger = slog.New(slog.NewTextHandler(io.Discard, nil))`:       "slog.New would not be searched: use leakcheck.Logger",
		`c.Audit = audit.Discard`:                                         "audit.Discard would not be searched: use leakcheck.Sink",
		`cmd.Stderr = &b`:                                                 ".Stderr = & would not be searched: use leakcheck.Tee",
		`token, err := issuer.Mint(c)`:                                    ".Mint(c without leakcheck.Secret",
		`s := runtimetest.Start(t, runtimetest.Options{})`:                "runtimetest.Start( without leakcheck.Sink",
		`s, err := mcpruntime.New(mcpruntime.Config{Audit: &recorder{}})`: "mcpruntime.Config{Audit: without leakcheck.Sink",
	} {
		got := problems(t, "x_test.go", "package x\nfunc f() {\n"+code+"\n}\n")
		if len(got) == 0 || got[0].text != want {
			t.Errorf("%s: %v, want %s", code, got, want)
		}
	}
}

// TestOnlyTestsImportThis: a program must not copy what it logs into anybody's directory.
func TestOnlyTestsImportThis(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "../../../...").Output()
	if err != nil || len(out) < 1000 {
		t.Fatalf("%v: %s", err, out)
	}
	for line := range strings.Lines(string(out)) {
		path, imports, _ := strings.Cut(line, " ")
		if strings.Contains(imports, "internal/test/leakcheck") {
			t.Errorf("%s imports it", path)
		}
	}
}
