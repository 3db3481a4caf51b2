package emit

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// ShadowedError says that the package declares names which its generated file needs in the meaning of Go, as error.
type ShadowedError struct{ Names []string }

func (e *ShadowedError) Error() string {
	return "the package declares " + strings.Join(e.Names, ", ") + ", which its generated file needs in the meaning of Go"
}

// shadowed returns the predeclared names that the source uses and the package declares over, sorted. A type of the
// package with such a name is meant when it is written as that.
func (e *emitter) shadowed(source []byte) []string {
	if !slices.ContainsFunc(types.Universe.Names(), e.isShadowed) {
		return nil // as nearly always: the source need not be read
	}
	file, err := parser.ParseFile(token.NewFileSet(), Name, source, parser.SkipObjectResolution)
	if err != nil {
		return nil // the compiler will say it better
	}
	var names []string
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			ast.Inspect(n.X, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok && e.isShadowed(id.Name) {
					names = append(names, id.Name)
				}
				return true
			})
			return false
		case *ast.Ident:
			if e.isShadowed(n.Name) {
				names = append(names, n.Name)
			}
		}
		return true
	})
	slices.Sort(names)
	return slices.Compact(names)
}

func (e *emitter) isShadowed(name string) bool {
	if !e.pkg.Taken[name] || types.Universe.Lookup(name) == nil {
		return false
	}
	return !e.ownTypes[name] || e.goTypes[name]
}
