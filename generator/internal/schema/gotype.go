package schema

import (
	"go/types"
	"slices"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// goType is how generated code names a type.
func (b *Builder) goType(t *types.Named, span place) ir.GoType {
	obj := b.written(t)
	g := ir.GoType{Name: obj.Name()}
	if pkg := obj.Pkg(); pkg != nil && pkg != b.cfg.Package {
		g.ImportPath, g.PackageName = pkg.Path(), pkg.Name()
	}
	if obj != t.Obj() {
		return g // an alias names the instance of a generic type, too
	}
	outer := b.words
	b.words = append(slices.Clip(outer), "Argument")
	for i := range t.TypeArgs().Len() {
		g.Args = append(g.Args, b.typeOf(t.TypeArgs().At(i), span))
	}
	b.words = outer
	return g
}
