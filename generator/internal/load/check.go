package load

import (
	"errors"
	"go/ast"
	"go/types"
	"strings"
)

// errUnwanted makes go/types treat an import as opaque: whatever uses it is quietly invalid.
var errUnwanted = errors.New("not needed by any annotated signature")

// importer implements [types.Importer] for one unit.
type importer struct {
	u    *universe
	from *unit
}

func (i importer) Import(path string) (*types.Package, error) {
	switch {
	case path == "unsafe":
		return types.Unsafe, nil
	case !i.from.wants[path]:
		return i.u.opaque(path), errUnwanted
	}
	p := i.u.unit(i.u.actual(i.from, path))
	if p == nil || len(p.files) == 0 {
		return nil, errNotFound
	}
	i.u.check(p)
	if p.status != 2 {
		return nil, errors.New("import cycle")
	}
	return p.types, nil
}

// check type-checks a unit once and returns the errors that are the user's.
func (u *universe) check(p *unit) []types.Error {
	if p.status != 0 {
		return p.errs
	}
	p.status = 1
	p.defs = map[*ast.Ident]types.Object{}
	conf := types.Config{
		IgnoreFuncBodies: true, FakeImportC: true,
		Importer: importer{u, p}, Sizes: types.SizesFor("gc", u.env.goarch),
		Error: func(err error) {
			var e types.Error
			if errors.As(err, &e) && p.root != nil && !forgivable(e) {
				p.errs = append(p.errs, e)
			}
		},
	}
	if p.goLine != "" {
		conf.GoVersion = "go" + p.goLine
	}
	files := p.files
	if p.root == nil {
		files = p.pruned()
	}
	info := &types.Info{Defs: p.defs}
	p.types, _ = conf.Check(p.path, u.fset, files, info) // errors went to conf.Error
	p.types.MarkComplete()
	p.status = 2
	return p.errs
}

// forgivable errors are those of imports left out on purpose, and whatever the missing generated file explains.
func forgivable(e types.Error) bool {
	return strings.Contains(e.Msg, errUnwanted.Error()) || strings.Contains(e.Msg, "RegisterMCP")
}
