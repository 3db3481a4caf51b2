package schema

import (
	"cmp"
	"fmt"
	"go/types"
	"slices"
	"strings"
)

// Generated code writes the names of types. A type that is not exported, or whose package the generated one may not import,
// has a name all the same where an alias leads to it.

// mayImport reports whether the generated package may import a path, by the rules of the go command for internal and vendor.
func (b *Builder) mayImport(path string) bool {
	if strings.HasPrefix(path, "vendor/") || strings.Contains(path, "/vendor/") {
		return false // of the standard library, or of another tree
	}
	elements := strings.Split(path, "/")
	at := len(elements) - 1
	for at >= 0 && elements[at] != "internal" {
		at--
	}
	if at < 0 {
		return true
	}
	parent := strings.Join(elements[:at], "/")
	own := b.cfg.Package.Path()
	return parent != "" && (own == parent || strings.HasPrefix(own, parent+"/"))
}

// nameable reports whether generated code can write the name that a declaration has.
func (b *Builder) nameable(obj types.Object) bool {
	return obj.Pkg() == nil || obj.Pkg() == b.cfg.Package || obj.Exported() && b.mayImport(obj.Pkg().Path())
}

// alias is a name for a type whose own cannot be written: of this package or, by path and name the first, of one that this
// package imports, directly or not. Nil: there is none.
func (b *Builder) alias(t *types.Named) *types.TypeName {
	if found := aliasIn(b.cfg.Package, t, func(*types.TypeName) bool { return true }); found != nil {
		return found
	}
	var all []*types.Package
	seen := map[*types.Package]bool{}
	var collect func(p *types.Package)
	collect = func(p *types.Package) {
		for _, imported := range p.Imports() {
			if !seen[imported] {
				seen[imported] = true
				all = append(all, imported)
				collect(imported)
			}
		}
	}
	collect(b.cfg.Package)
	slices.SortFunc(all, func(p, q *types.Package) int { return cmp.Compare(p.Path(), q.Path()) })
	for _, p := range all {
		if found := aliasIn(p, t, func(obj *types.TypeName) bool { return b.nameable(obj) }); found != nil {
			return found
		}
	}
	return nil
}

func aliasIn(p *types.Package, t *types.Named, usable func(*types.TypeName) bool) *types.TypeName {
	for _, name := range p.Scope().Names() { // sorted
		obj, ok := p.Scope().Lookup(name).(*types.TypeName)
		if !ok || !obj.IsAlias() || !usable(obj) {
			continue
		}
		if a, ok := obj.Type().(*types.Alias); ok && a.TypeParams().Len() > 0 {
			continue
		}
		if types.Identical(types.Unalias(obj.Type()), t) {
			return obj
		}
	}
	return nil
}

// unnameable says why generated code cannot name a type, with the path of its package, and what can be done.
func (b *Builder) unnameable(obj *types.TypeName) (why, hint string) {
	if b.mayImport(obj.Pkg().Path()) {
		return fmt.Sprintf("is %s, an unexported type of %q", obj.Name(), obj.Pkg().Path()),
			"take a type of your own and convert in the function; in that package, export the type or an alias for it"
	}
	return fmt.Sprintf("is %s.%s, and %q may not be imported by %q", obj.Pkg().Name(), obj.Name(), obj.Pkg().Path(), b.cfg.Package.Path()),
		"take a type of your own and convert in the function, or declare an alias for the type where it may be imported"
}

// written is the name that generated code writes for a type.
func (b *Builder) written(t *types.Named) *types.TypeName {
	if !b.nameable(t.Obj()) {
		if alias := b.alias(t); alias != nil {
			return alias
		}
	}
	return t.Obj()
}
