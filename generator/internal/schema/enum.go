package schema

import (
	"cmp"
	"go/constant"
	"go/types"
	"slices"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/schema/literals"
)

// enum returns the constants of a named string or integer type, in the order of their declaration: they are its valid
// values when there are two or more that //mcp:ignore does not leave out. A single constant is a default or a limit,
// not a choice.
func (b *Builder) enum(t *types.Named, kind ir.TypeKind) []ir.EnumValue {
	if kind != ir.String && kind != ir.Integer || t.Obj().Pkg() == nil {
		return nil
	}
	var values []ir.EnumValue
	seen := map[string]bool{}
	for _, c := range b.constants(t) {
		literal := constantJSON(c)
		if b.docs.Ignored(c) || seen[literal] {
			continue
		}
		seen[literal] = true
		value := ir.EnumValue{JSON: literal, Description: b.docs.Of(c)}
		if b.nameable(c) && b.written(t).Pkg() == c.Pkg() {
			value.Name = c.Name()
			b.use(c)
		}
		values = append(values, value)
	}
	if len(values) < 2 {
		return nil
	}
	return values
}

// constants returns the package-level constants of type t in declaration order: by file name, then position.
func (b *Builder) constants(t *types.Named) []*types.Const {
	var list []*types.Const
	scope := t.Obj().Pkg().Scope()
	for _, name := range scope.Names() {
		if c, ok := scope.Lookup(name).(*types.Const); ok && name != "_" && types.Identical(c.Type(), t) {
			list = append(list, c)
		}
	}
	if b.cfg.Constants != nil && t.Obj().Pkg() != b.cfg.Package {
		list = append(list, b.cfg.Constants(t.Obj())...)
	}
	slices.SortStableFunc(list, func(x, y *types.Const) int {
		p, q := b.cfg.Fset.Position(x.Pos()), b.cfg.Fset.Position(y.Pos())
		return cmp.Or(cmp.Compare(p.Filename, q.Filename), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column))
	})
	return list
}

func constantJSON(c *types.Const) string {
	if c.Val().Kind() == constant.String {
		return literals.QuoteJSON(constant.StringVal(c.Val()))
	}
	return c.Val().ExactString()
}
