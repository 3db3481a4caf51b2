package generator_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/tools/txtar"

	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/load"
	"github.com/mcpgen/mcpgen/generator/internal/resolve"
	"github.com/mcpgen/mcpgen/generator/internal/validate"
)

// mutant is a package with one character of one directive changed.
type mutant struct {
	file    string
	source  string
	slip    string // what was done, for the report
	literal bool   // the slip is inside a number that is passed to a check
}

// TestSweep makes every slip of one character in every directive of the quickstart, and of checks that are methods: left out, doubled, in the other
// case, preceded by a blank. Each has to give an error or the same policies; a component with another policy, or one
// that has vanished, would be a hole. One slip cannot be told from intent: a digit of a number that is passed to a
// check; those are counted apart.
func TestSweep(t *testing.T) {
	if testing.Short() {
		t.Skip("type-checks some thousand packages")
	}
	t.Run("quickstart", func(t *testing.T) { sweepSlips(t, quickstart(t)) })
	t.Run("method checks", func(t *testing.T) {
		archive, err := txtar.ParseFile("../testdata/generate/method_checks.txtar")
		if err != nil {
			t.Fatal(err)
		}
		sources := map[string]string{}
		for _, f := range archive.Files {
			if f.Name == "method_checks.go" {
				sources[f.Name] = string(f.Data)
			}
		}
		sweepSlips(t, sources)
	})
}

func sweepSlips(t *testing.T, sources map[string]string) {
	var mutants []mutant
	for name, source := range sources {
		mutants = append(mutants, mutate(name, source)...)
	}
	root := t.TempDir()
	write(t, root, nil)
	plant(t, filepath.Join(root, "m00000"), sources, mutant{})
	for i, m := range mutants {
		plant(t, filepath.Join(root, fmt.Sprintf("m%05d", i+1)), sources, m)
	}
	policies, errors := sweep(root)
	want := policies["m00000"]
	if want == "" || errors["m00000"] {
		t.Fatalf("the package itself has findings:\n%s", want)
	}
	same, refused, literals := 0, 0, 0
	for i, m := range mutants {
		name := fmt.Sprintf("m%05d", i+1)
		switch {
		case errors[name]:
			refused++
		case policies[name] == want:
			same++
		case m.literal:
			literals++
		default:
			t.Errorf("%s: accepted with another policy:\n%s", m.slip, firstDifference(want, policies[name]))
		}
	}
	t.Logf("%d slips: %d refused, %d with the same policy, %d in the number of a check", len(mutants), refused, same, literals)
}

// quickstart reads the hand-written files of the example.
func quickstart(t *testing.T) map[string]string {
	paths, err := filepath.Glob("../examples/quickstart/notes/*.go")
	if err != nil || len(paths) == 0 {
		t.Fatal("no quickstart")
	}
	sources := map[string]string{}
	for _, path := range paths {
		name := filepath.Base(path)
		if name == load.GeneratedFile || strings.HasSuffix(name, "_test.go") {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		sources[name] = string(data)
	}
	return sources
}

// mutate makes every slip in every directive of a file.
func mutate(name, source string) []mutant {
	var list []mutant
	at := 0
	for _, line := range strings.SplitAfter(source, "\n") {
		if strings.HasPrefix(line, "//mcp:") {
			text := strings.TrimSuffix(line, "\n")
			for i := range text {
				for how, slip := range slips(text, i) {
					if slip == text {
						continue
					}
					list = append(list, mutant{
						file: name, source: source[:at] + slip + source[at+len(text):],
						slip: fmt.Sprintf("%s: %s at %d: %s", name, how, i+1, slip), literal: inNumber(text, i),
					})
				}
			}
		}
		at += len(line)
	}
	return list
}

// slips are the ways in which one character goes wrong.
func slips(s string, i int) map[string]string {
	other := unicode.ToUpper(rune(s[i]))
	if unicode.IsUpper(rune(s[i])) {
		other = unicode.ToLower(rune(s[i]))
	}
	return map[string]string{
		"left out":   s[:i] + s[i+1:],
		"doubled":    s[:i+1] + s[i:],
		"other case": s[:i] + string(other) + s[i+1:],
		"blank":      s[:i] + " " + s[i:],
	}
}

// inNumber reports whether s[i] is a digit inside the parentheses of auth=.
func inNumber(s string, i int) bool {
	return s[i] >= '0' && s[i] <= '9' && strings.Contains(s[:i], "auth=") && strings.ContainsAny(s[:i], "(")
}

// plant writes a package with one of its files changed.
func plant(t *testing.T, dir string, sources map[string]string, m mutant) {
	t.Helper()
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, source := range sources {
		if name == m.file {
			source = m.source
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(source), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// sweep resolves all packages in one run and returns the policies of each as text, and which of them have an error.
func sweep(root string) (policies map[string]string, errors map[string]bool) {
	policies, errors = map[string]string{}, map[string]bool{}
	packages, found := load.Load(load.Config{Dir: root, Patterns: []string{"./..."}})
	for _, p := range packages {
		resolved, more := resolve.Package(p)
		found = append(found, more...)
		if resolved != nil {
			found = append(found, validate.Package(resolved)...)
			policies[filepath.Base(p.Dir)] = describe(resolved)
		}
	}
	for _, d := range found {
		if d.Severity == diag.Error {
			errors[filepath.Base(filepath.Dir(d.Span.File))] = true
		}
	}
	return policies, errors
}

// describe writes down everything that decides about access.
func describe(p *ir.Package) string {
	var b strings.Builder
	for _, c := range p.Components {
		fmt.Fprintf(&b, "%s %s.%s challenge=%v", c.Kind, c.Func.Receiver, c.Func.Name, c.Policy.Challenge)
		for _, t := range c.Policy.Terms {
			fmt.Fprintf(&b, " %s%q%q%v%s%v", t.Op, t.Strings, t.ImpliedBy, t.Number, t.Value, t.Args)
			if t.Check != nil {
				b.WriteString(t.Check.ImportPath + "." + t.Check.Receiver + "." + t.Check.Name)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func firstDifference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			return "want " + a[i] + "\ngot  " + strings.Join(b[min(i, len(b)):min(i+1, len(b))], "")
		}
	}
	return got
}
