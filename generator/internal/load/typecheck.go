package load

import (
	"go/ast"
	"go/token"
	"maps"
	"slices"

	"github.com/mcpgen/mcpgen/annotations/diag"
)

// checkRoots type-checks the packages that have directives, first quickly, and those that then show errors a second
// time with all that they mention.
func checkRoots(env *environment, fset *token.FileSet, roots []*root) []diag.Diagnostic {
	env.aim(roots)
	quick := newUniverse(env, fset, roots, false)
	var doubtful []*root
	var found []diag.Diagnostic
	var units []*unit
	for _, r := range roots {
		if p := quick.units[r.pkg.Path]; p != nil && !r.broken {
			found = append(found, quick.missingImports(p)...)
			quick.nameOpaque(p)
			units = append(units, p)
		}
	}
	for _, p := range units {
		r, errs := p.root, quick.check(p)
		if len(errs) > 0 && !quick.certain(p) {
			doubtful = append(doubtful, r)
			continue
		}
		for _, e := range errs {
			found = append(found, typeError(fset, e))
		}
		quick.deliver(p)
		r.lose(found)
	}
	if len(doubtful) == 0 {
		return found
	}
	thorough := newUniverse(env, fset, doubtful, true)
	for _, r := range doubtful {
		p := thorough.units[r.pkg.Path]
		thorough.nameOpaque(p)
		for _, e := range thorough.check(p) {
			found = append(found, typeError(fset, e))
		}
		thorough.deliver(p)
		r.lose(found)
	}
	return found
}

func newUniverse(env *environment, fset *token.FileSet, roots []*root, thorough bool) *universe {
	u := &universe{env: env, fset: fset, units: map[string]*unit{}, clauses: map[string]string{}, thorough: thorough}
	for _, r := range roots {
		if len(r.pkg.Directives) == 0 {
			continue
		}
		p := newUnit(r.pkg.Path, r.pkg.Files)
		p.indexAll()
		p.root, p.goLine = r, r.listed.GoLine
		u.units[p.path] = p
	}
	for _, path := range slices.Sorted(maps.Keys(u.units)) {
		u.seed(u.units[path])
		if thorough {
			u.seedAll(u.units[path])
		}
	}
	u.settle()
	// What a root mentions of a package that is imported anyway must be there, or innocent code would look wrong.
	for _, path := range slices.Sorted(maps.Keys(u.units)) {
		if p := u.units[path]; p != nil && p.root != nil && !thorough {
			u.complete(p)
		}
	}
	u.settle()
	return u
}

// complete asks the packages that a root needs for all the other names the root uses of them.
func (u *universe) complete(p *unit) {
	for _, file := range p.files {
		names := u.importNames(p, file)
		ast.Inspect(file, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := sel.X.(*ast.Ident); ok && p.wants[names[x.Name].path] {
					u.queue = append(u.queue, demand{path: names[x.Name].path, name: sel.Sel.Name})
				}
			}
			_, body := n.(*ast.BlockStmt)
			return !body
		})
	}
}

// deliver puts the results into the package that the caller gets.
func (u *universe) deliver(p *unit) {
	if p == nil || p.root == nil || p.status != 2 {
		return
	}
	p.root.pkg.Types, p.root.pkg.Defs, p.root.pkg.Invalid = p.types, p.defs, len(p.errs) > 0
	p.root.pkg.ImportPath = func(pos token.Pos, name string) (string, bool) {
		return u.directiveImport(p.fileAt(pos), name)
	}
	p.root.pkg.Dependency = u.function
}
