package builds

import (
	"go/ast"
	"go/build/constraint"
	"path/filepath"
	"slices"
	"strings"
)

// File is the constraint of a file, parsed with its comments: its name, its //go:build line and import "C".
func File(path string, f *ast.File) Constraint {
	c := named(filepath.Base(path)).And(header(f))
	for _, spec := range f.Imports {
		if spec.Path.Value == `"C"` {
			c = c.And(tag("cgo"))
		}
	}
	if strings.HasSuffix(path, ".cgo1.go") { // what cgo made of such a file, as go vet shows it
		c = c.And(tag("cgo"))
	}
	return c
}

func tag(name string) Constraint { return Constraint{&constraint.TagExpr{Tag: name}} }

// named is what the name of a file asks for: _GOOS, _GOARCH or _GOOS_GOARCH at its end, and something before.
func named(base string) Constraint {
	stem, _, _ := strings.Cut(base, ".")
	words := strings.Split(stem, "_")[1:]
	if n := len(words); n > 0 && words[n-1] == "test" {
		words = words[:n-1]
	}
	n := len(words)
	if n == 0 {
		return Constraint{}
	}
	last := words[n-1]
	switch {
	case n > 1 && slices.Contains(systems, words[n-2]) && slices.Contains(architectures, last):
		return tag(words[n-2]).And(tag(last))
	case slices.Contains(systems, last), slices.Contains(architectures, last):
		return tag(last)
	}
	return Constraint{}
}

// header is the //go:build line above the package clause or, where there is none, what lines of the older form say.
func header(f *ast.File) Constraint {
	var old Constraint
	for _, group := range f.Comments {
		if group.Pos() > f.Package {
			break
		}
		for _, c := range group.List {
			x, err := constraint.Parse(c.Text)
			switch {
			case err != nil:
			case constraint.IsGoBuild(c.Text):
				return Constraint{x}.simple()
			case group != f.Doc:
				old = old.And(Constraint{x})
			}
		}
	}
	return old.simple()
}
