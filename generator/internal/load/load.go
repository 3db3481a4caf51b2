package load

import (
	"go/token"
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/annotations/diag"
)

// Load lists, parses and type-checks. Packages are sorted by path; packages that mcpgen has nothing to do with are left
// out. A package with an error in its diagnostics may be incomplete and must not be generated.
func Load(cfg Config) ([]*Package, []diag.Diagnostic) {
	listed, found := list(cfg)
	if len(listed) == 0 {
		return nil, found
	}
	env := newEnvironment(cfg, listed)
	fset := token.NewFileSet()
	results := make([]*root, len(listed))
	parallel(len(listed), func(i int) { results[i] = readRoot(fset, listed[i]) })

	var pkgs []*Package
	var roots []*root
	for i, r := range results {
		found = append(found, r.found...)
		if p := listed[i].Problem; p != "" && !r.broken && !tolerable(listed[i]) {
			found = append(found, r.unlistable())
			r.broken = true
		}
		r.pkg.Faulty = diag.HasErrors(r.found)
		if r.relevant() {
			pkgs = append(pkgs, r.pkg)
			roots = append(roots, r)
		}
	}
	found = append(found, checkRoots(env, fset, roots)...)
	slices.SortFunc(pkgs, func(a, b *Package) int { return strings.Compare(a.Path, b.Path) })
	return pkgs, diag.Sort(found)
}
