package variants

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/annotations/diag"
)

// Use is a type or constant of another package that the generated file depends on.
type Use struct {
	Name, Shown string // as its package declares it, and as it is shown
	File        string // that declares it in this build
	At          diag.Span
}

// foreign holds what other packages declare in constrained files against what they declare in other builds.
func (r *reader) foreign(used []Use) {
	directories := map[string]index{}
	for _, u := range used {
		if head := parsed(u.File, parser.ImportsOnly); head == nil || head.constraint.String() == "" {
			continue // what has no constraint is the only one of its name
		}
		own := parsed(u.File, 0)
		if own == nil {
			continue
		}
		own.here = true
		dir := filepath.Dir(u.File)
		if directories[dir] == nil {
			directories[dir] = indexOf(sourcesIn(dir, u.File))
		}
		r.use(u, indexOf([]*file{own}).here(u.Name), directories[dir][u.Name])
	}
}

// use holds one declaration against the others of its name.
func (r *reader) use(u Use, here *declaration, others []*declaration) {
	if here == nil {
		return
	}
	where := here.file.constraint
	for _, other := range others {
		switch {
		case other.file.constraint.String() == where.String() || !other.file.constraint.Meets(r.where):
		case other.text() != here.text():
			r.report("MCP223", u.At, other.span(), "there", "take a type of your own, and convert in the function",
				"%s is declared otherwise where %s", u.Shown, other.file.constraint)
			return
		default:
			where = where.Or(other.file.constraint)
		}
	}
	if _, isConstant := here.node.(*ast.ValueSpec); isConstant && !r.where.Implies(where) {
		r.report("MCP222", u.At, here.span(), "declared here", "take a type of your own, and convert in the function",
			"constant %s is compiled %s, but the function %s", u.Shown, where.Where(), r.where.Where())
	}
}

// sourcesIn are the files of a directory that are no tests, without one of them.
func sourcesIn(dir, but string) (files []*file) {
	entries, _ := os.ReadDir(dir) // no others, then
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || path == but || e.IsDir() {
			continue
		}
		if f := parsed(path, 0); f != nil {
			files = append(files, f)
		}
	}
	return slices.Clip(files)
}

func parsed(path string, mode parser.Mode) *file {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, path, nil, parser.ParseComments|parser.SkipObjectResolution|mode)
	if err != nil {
		return nil // the compiler will say it
	}
	return newFile(fset, f, false, nil)
}
