package generator_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/emit"
	"github.com/mcpgen/mcpgen/generator/internal/load"
	"github.com/mcpgen/mcpgen/generator/internal/resolve"
	"github.com/mcpgen/mcpgen/generator/internal/validate"
	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/codec"
)

// TestURIsThatGenerateRegister draws URIs and asks both ends, neither of which sees what the other reads: mcpgen refuses the
// directive exactly if a server refuses the component, and the file that is emitted for all the others registers.
func TestURIsThatGenerateRegister(t *testing.T) {
	draw(t, 5, func(random *rand.Rand, _ bool) { urisRegister(t, drawURIs(random, 600)) })
}

func urisRegister(t *testing.T, uris []string) {
	root := module(t)
	dir := filepath.Join(root, "uris")
	source, lines := resourcesOf(uris)
	writeFiles(t, dir, []txtar.File{{Name: "uris.go", Data: []byte(source)}})
	refused := map[int]string{} // by line
	for _, d := range uriFindings(t, dir) {
		if d.Code != "MCP321" {
			t.Errorf("line %d: %s: %s", d.Span.Start.Line, d.Code, d.Message)
		}
		refused[d.Span.Start.Line] += d.Message + "; "
	}
	var accepted []string
	for i, uri := range uris {
		problem := refused[lines[i]]
		if problem == "" {
			accepted = append(accepted, uri)
		}
		if err := register(t, uri); (err == nil) != (problem == "") {
			t.Errorf("%q: registering says %v, mcpgen %q", uri, err, problem)
		}
	}
	if len(accepted) < 100 || len(accepted) > 500 {
		t.Fatalf("%d of %d URIs are accepted: nothing was tried", len(accepted), len(uris))
	}
	source, _ = resourcesOf(accepted)
	writeFiles(t, dir, []txtar.File{{Name: "uris.go", Data: []byte(source)}, {Name: "uris_test.go", Data: []byte(registers)}})
	generated := generate(t, dir)
	if len(generated) != 1 || strings.Count(string(generated[0].Data), "URI:") != len(accepted) {
		t.Fatalf("%d files for %d resources", len(generated), len(accepted))
	}
	writeFiles(t, dir, []txtar.File{{Name: emit.Name, Data: generated[0].Data}})
	run(t, root, "go", "test", "./...")
}

const registers = `package uris

import (
	"testing"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
)

func TestRegister(t *testing.T) {
	s, err := mcpruntime.New(mcpruntime.Config{Name: "n", Version: "1"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := RegisterMCP(s); err != nil {
		t.Error(err)
	}
}
`

// drawURIs makes texts: some from pieces that mean something in a URI and some from URIs with slips. Each has a scheme of its
// own, so that they do not overlap. Control characters are not among them: no text of a directive holds those (MCP105).
func drawURIs(random *rand.Rand, n int) []string {
	pieces := []string{
		"a", "z", "0", "80", "{a}", "{b}", "{1}", "{_c}", "{type}", "{d", "}", "{}", "{+e}", "/", "//", "///", ":", "?", "#", "@", "[", "]",
		"%", "%41", "%2F", "%zz", " ", "é", "日", "\u00a0", "\ufffd", "-", ".", "..", "_", "~", "\"", "'", "<", ">", "\\", "^", "`", "|",
		"!", "$", "&", "(", ")", "*", "+", ",", ";", "=",
	}
	real := []string{
		"://{a}", "://notes/{a}/{b}", ":///{a}.json", "://{a}:{b}/x", "://[::1]:80/{a}?b={c}", "://host:80/%C3%A9/{a}", ":{a}:{b}", "://x@y/{a}#{b}",
	}
	var uris []string
	for i := range n {
		text := real[random.IntN(len(real))]
		if i%2 == 0 {
			text = []string{":", "://", ":///", ""}[random.IntN(4)]
			for range random.IntN(5) {
				text += pieces[random.IntN(len(pieces))]
			}
		} else {
			at := []rune(text)
			from := random.IntN(len(at))
			to := min(len(at), from+random.IntN(3))
			text = string(at[:from]) + []string{"", pieces[random.IntN(len(pieces))]}[random.IntN(2)] + string(at[to:])
		}
		uris = append(uris, fmt.Sprintf("n%03dx", i)+text)
	}
	return uris
}

var variable = regexp.MustCompile(`\{([a-z0-9_]+)\}`)

// resourcesOf writes one resource for each URI, whose input has a member for each variable, and tells the directives' lines.
func resourcesOf(uris []string) (source string, lines []int) {
	var b strings.Builder
	b.WriteString("package uris\n")
	for i, uri := range uris {
		var names []string
		for _, found := range variable.FindAllStringSubmatch(uri, -1) {
			if !slices.Contains(names, found[1]) {
				names = append(names, found[1])
			}
		}
		in := ""
		if len(names) > 0 {
			fmt.Fprintf(&b, "\ntype In%d struct {\n", i)
			for j, name := range names {
				fmt.Fprintf(&b, "\tF%d string `json:\"%s\"`\n", j, name)
			}
			b.WriteString("}\n")
			in = fmt.Sprintf("in In%d", i)
		}
		lines = append(lines, strings.Count(b.String(), "\n")+2)
		fmt.Fprintf(&b, "\n//mcp:resource uri=%s auth=unrestricted\nfunc F%d(%s) (string, error) { return \"\", nil }\n", strconv.Quote(uri), i, in)
	}
	return b.String(), lines
}

// uriFindings are what mcpgen finds in the package in dir.
func uriFindings(t *testing.T, dir string) []diag.Diagnostic {
	t.Helper()
	packages, found := load.Load(load.Config{Dir: dir, Patterns: []string{"."}})
	if len(packages) != 1 {
		t.Fatalf("%d packages: %v", len(packages), found)
	}
	resolved, more := resolve.Package(packages[0])
	return slices.Concat(found, more, validate.Package(resolved))
}

// register registers a resource with the URI on a server of its own.
func register(t *testing.T, uri string) error {
	t.Helper()
	s, err := mcpruntime.New(mcpruntime.Config{Name: "n", Version: "1"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	return s.Register(mcpruntime.Resource(mcpruntime.ResourceSpec{URI: uri, Name: "x"}, mcpruntime.HideUnless(check.Unrestricted()),
		codec.ReadNothing, func(context.Context, *struct{}) (string, error) { return "", nil }, mcpruntime.ResourceText()))
}
