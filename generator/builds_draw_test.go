package generator_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/mcpgen/mcpgen/generator/internal/load"
)

// limits are ways to say in which builds a file is: an end of its name and a line above its package clause.
var limits = []struct{ suffix, line string }{
	{"", ""}, {"_linux", ""}, {"_windows", ""}, {"_darwin", ""}, {"_amd64", ""}, {"_js", ""}, {"_linux_amd64", ""}, {"_linux", "!mini"},
	{"", "linux"}, {"", "!linux"}, {"", "windows || darwin"}, {"", "unix"}, {"", "!unix"}, {"", "mini"}, {"", "!mini"}, {"", "cgo"},
	{"", "!cgo"}, {"", "linux || !linux"}, {"", "386 || wasm"}, {"", "go1.21"},
}

// partners are pairs of them that exclude each other: a declaration in both is one.
var partners = [][]int{{1, 9}, {1, 2, 3}, {13, 14}, {15, 16}, {11, 12}, {8, 10}, {1, 2}}

// mentioned are types of parameters and results. Those called Own are the package's.
var mentioned = []string{
	"string", "int64", "int", "Own", "*Own", "[]Own", "map[string]Own", "Named", "[]Named", "Sized", "Short", "lib.Token", "[]lib.Token",
	"*lib.Hidden", "lib.Kind", "lib.Note", "lib.Page", "lib.Handle", "struct{ At Own }", "lib.Deep",
}

// drawPackage draws the files of one package. Not all compile in all builds, and not all can be accepted.
func drawPackage(random *rand.Rand) []txtar.File {
	d := &drawing{random: random, files: map[int]*strings.Builder{}}
	home := d.spread()
	for i := range 1 + random.IntN(3) {
		where := home
		if random.IntN(8) == 0 {
			where = d.spread()
		}
		in, out := mentioned[random.IntN(len(mentioned))], mentioned[random.IntN(len(mentioned))]
		receiver := []string{"", "(s *Service) ", "(s Service) "}[random.IntN(3)]
		auth := []string{"authenticated", "premium", "level(least)", "scopes(a,b)"}[random.IntN(4)]
		param := ""
		if in == "int64" || in == "int" {
			param = "//mcp:param in max=" + []string{"7", "5000000000"}[random.IntN(2)] + []string{"", " default=3", " default=4000000000"}[random.IntN(3)] + "\n"
		}
		d.declare(where, 12, "// F%[1]d is one.\n//\n//mcp:tool auth=%[2]s\n"+strings.ReplaceAll(param, "%", "%%")+"func %[3]sF%[1]d(in %[4]s) (out %[5]s, err error) { return }", i, auth, receiver, in, out)
	}
	d.declare(d.near(home), 9, "type Service struct{ state int }")
	d.declare(d.near(home), 9, "type Own struct {\n\tName string\n\tN Named\n}")
	d.declare(d.near(home), 9, "type Named string")
	d.declare(d.near(home), 12, "const (\n\tOne Named = \"one\"\n\tTwo Named = \"two\"\n)")
	d.declare(d.near(home), 9, "type Sized [size]Named")
	d.declare(d.near(home), 9, "const size = 2")
	d.declare(d.near(home), 9, "type Short = Own")
	d.declare(d.near(home), 20, "//mcp:check\nfunc premium(r *check.Request) bool { return false }")
	d.declare(d.near(home), 20, "//mcp:check\nfunc level(n int) check.Check { return nil }\n\nconst least = 5")
	switch random.IntN(8) {
	case 0:
		d.declare(d.spread(), 0, "func (n Named) MarshalText() ([]byte, error) { return nil, nil }\n\nfunc (n *Named) UnmarshalText(b []byte) error { return nil }")
	case 1:
		d.declare(d.spread(), 0, "const Three Named = \"three\"")
	case 2:
		d.declare(d.spread(), 0, "type f0Input struct{}\n\nfunc decodeOwn() {}\n\nvar context, s, ownMembers int")
	case 3:
		d.declare(d.spread(), 0, "func RegisterMCP() {}")
	case 4:
		d.declare(d.spread(), 0, "type string = int")
	}
	return d.archive()
}

// drawing is a package that is being drawn.
type drawing struct {
	random *rand.Rand
	files  map[int]*strings.Builder // by the index of their limit
}

// spread draws in which files something is declared.
func (d *drawing) spread() []int {
	switch d.random.IntN(4) {
	case 0:
		return partners[d.random.IntN(len(partners))]
	case 1:
		return []int{d.random.IntN(len(limits))}
	}
	return []int{0}
}

// near is mostly everywhere or where the functions are.
func (d *drawing) near(home []int) []int {
	switch n := d.random.IntN(16); {
	case n == 0:
		return d.spread()
	case n < 4:
		return home
	}
	return []int{0}
}

// declare writes a declaration into files; once in so many times with a slip in all but the first.
func (d *drawing) declare(where []int, slips int, format string, args ...any) {
	text := format
	if len(args) > 0 {
		text = fmt.Sprintf(format, args...)
	}
	for i, at := range where {
		if d.files[at] == nil {
			d.files[at] = new(strings.Builder)
		}
		if i > 0 && slips > 0 && d.random.IntN(slips) == 0 {
			text = strings.NewReplacer("string", "float64", "is one", "is two", "size = 2", "size = 3", "state", "State", "one", "eins").Replace(text)
		}
		d.files[at].WriteString(text + "\n\n")
	}
}

func (d *drawing) archive() (files []txtar.File) {
	for at, limit := range limits {
		body := d.files[at]
		if body == nil {
			continue
		}
		var b strings.Builder
		if limit.line != "" {
			b.WriteString("//go:build " + limit.line + "\n\n")
		}
		b.WriteString("package p\n\n")
		for name, path := range map[string]string{"lib": "example.com/lib", "check": load.CheckPath} {
			if strings.Contains(body.String(), name+".") {
				fmt.Fprintf(&b, "import %q\n\n", path)
			}
		}
		b.WriteString(body.String())
		files = append(files, txtar.File{Name: fmt.Sprintf("f%d%s.go", at, limit.suffix), Data: []byte(b.String())})
	}
	return files
}

// library has types that others reach and may not name.
const library = `
-- lib.go --
package lib

import "example.com/lib/internal/secret"

type (
	Token  = secret.Token
	Kind   = secret.Kind
	Page   = secret.Page[secret.Token]
	Hidden = hidden
)

type hidden struct{ Name string }

type Note struct {
	secret.Base
	At Token
}

type Deep struct{ In secret.Unreachable }
-- handle.go --
//go:build !windows

package lib

type Handle struct{ N int }
-- handle_windows.go --
package lib

type Handle struct{ N string }
-- internal/secret/secret.go --
package secret

type Token struct{ Text string }

type Kind string

const (
	Hard Kind = "hard"
	Soft Kind = "soft"
)

type Page[T any] struct{ Items []T }

type Base struct{ ID int }

type Unreachable struct{ N int }
`
