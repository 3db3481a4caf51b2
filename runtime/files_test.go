package mcpruntime_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
)

// looped are the packages whose files still reach each other in a loop, with the number of files in their loops. It may
// only become smaller: the files of a package form a stair, so that it can be read from the top down.
var looped = map[string]int{
	"annotations":                      2, // terms are in lists of terms
	"cmd/mcpgen":                       2, // help lists the commands, and is one
	"generator/internal/emit":          3, // a type is read by reading what it is made of
	"generator/internal/resolve":       2, // an imported check is read as a local one
	"generator/internal/schema":        7, // a type is made of types
	"generator/internal/schema/render": 4, // and so is its schema
	"generator/internal/schema/within": 3, // and what lies within it
	"internal/jsonschema":              7, // schemas hold schemas, and values values
	"runtime/codec":                    2, // what is skipped may be a string, and a string of the wrong type is skipped
}

// TestNoLoopBetweenFiles holds that the files of a package use each other one way. What counts is what a file mentions of
// another: functions, types, methods, fields, constants and variables. Tests and generated files do not count.
func TestNoLoopBetweenFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("type-checks every package")
	}
	loaded, err := packages.Load(&packages.Config{
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo |
			packages.NeedImports | packages.NeedDeps | packages.NeedExportFile,
	}, module+"...")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range loaded {
		if len(p.Errors) > 0 {
			t.Fatal(p.Errors)
		}
		path := strings.TrimSuffix(strings.TrimPrefix(p.PkgPath+"/", module), "/")
		uses := fileUses(p)
		inLoop := 0
		var text strings.Builder
		for _, loop := range loops(uses) {
			inLoop += len(loop)
			fmt.Fprintf(&text, "\n  loop of %d: %s", len(loop), strings.Join(loop, " "))
			for _, from := range loop {
				for _, to := range loop {
					if why := uses[from][to]; why != "" {
						fmt.Fprintf(&text, "\n    %s uses %s: %s", from, to, why)
					}
				}
			}
		}
		if inLoop != looped[path] {
			t.Errorf("%s: %d files in loops, not %d%s", path, inLoop, looped[path], text.String())
		}
	}
}

// fileUses says which file of a package uses which other, and what it mentions of it.
func fileUses(p *packages.Package) map[string]map[string]string {
	uses := map[string]map[string]string{}
	for _, file := range p.Syntax {
		from := fileName(p.Fset, file.Pos())
		if ast.IsGenerated(file) {
			continue
		}
		uses[from] = map[string]string{}
		ast.Inspect(file, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			object := origin(p.TypesInfo.Uses[id])
			if object == nil || object.Pkg() != p.Types || !declared(p.Types, object) {
				return true
			}
			if to := fileName(p.Fset, object.Pos()); to != from && !strings.Contains(uses[from][to]+", ", object.Name()+", ") {
				uses[from][to] = strings.TrimPrefix(uses[from][to]+", "+object.Name(), ", ")
			}
			return true
		})
	}
	for _, to := range uses {
		maps.DeleteFunc(to, func(file, _ string) bool { return uses[file] == nil })
	}
	return uses
}

func fileName(fset *token.FileSet, pos token.Pos) string {
	return filepath.Base(fset.Position(pos).Filename)
}

// origin is the declaration of an object that may belong to an instance of a generic type.
func origin(o types.Object) types.Object {
	switch o := o.(type) {
	case *types.Var:
		return o.Origin()
	case *types.Func:
		return o.Origin()
	}
	return o
}

// declared reports whether an object is one that other files can mention: at package level, a method or a field.
func declared(p *types.Package, o types.Object) bool {
	switch o := o.(type) {
	case *types.Var:
		return o.IsField() || o.Parent() == p.Scope()
	case *types.Func:
		return true
	default:
		return o.Parent() == p.Scope()
	}
}

// loops are the groups of files that reach each other, by Tarjan's algorithm.
func loops(uses map[string]map[string]string) (found [][]string) {
	index, low := map[string]int{}, map[string]int{}
	var stack []string
	var visit func(string)
	visit = func(file string) {
		index[file] = len(index) + 1
		low[file] = index[file]
		stack = append(stack, file)
		for _, next := range slices.Sorted(maps.Keys(uses[file])) {
			switch {
			case index[next] == 0:
				visit(next)
				low[file] = min(low[file], low[next])
			case slices.Contains(stack, next):
				low[file] = min(low[file], index[next])
			}
		}
		if low[file] != index[file] {
			return
		}
		at := slices.Index(stack, file)
		if loop := slices.Sorted(slices.Values(stack[at:])); len(loop) > 1 {
			found = append(found, loop)
		}
		stack = stack[:at]
	}
	for _, file := range slices.Sorted(maps.Keys(uses)) {
		if index[file] == 0 {
			visit(file)
		}
	}
	return found
}
