package load

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
)

// universe is the set of packages that annotated signatures reach. Demand first marks declarations, starting from the
// roots; then each package is type-checked with the marked ones only.
type universe struct {
	env   *environment
	fset  *token.FileSet
	units map[string]*unit
	// thorough imports and checks everything instead: slower, and never wrong.
	thorough bool
	queue    []demand
}

// demand is a name that some package wants from another; isType says that it stands where a type must.
type demand struct {
	path, name string
	isType     bool
}

// unit is one package of the universe.
type unit struct {
	path    string
	root    *root // nil for a dependency
	files   []*ast.File
	goLine  string
	decls   map[string][]place
	methods map[string][]*ast.FuncDecl
	names   map[*ast.File]map[string]string // import path by local name
	byType  map[string][]*ast.GenDecl       // const blocks by the type name they mention
	home    map[ast.Node]*ast.File          // file of a function declaration or const block

	marked map[string]bool
	keep   map[ast.Node]bool // marked specs and declarations
	wants  map[string]bool   // import paths that marked declarations use

	types  *types.Package
	defs   map[*ast.Ident]types.Object
	errs   []types.Error
	status int // 0 not checked, 1 checking, 2 done
}

// place is a declaration and the file it stands in.
type place struct {
	file *ast.File
	decl ast.Decl
	spec ast.Spec // nil for a function
}

// unit returns the package with the path, reading it when it is new; nil when it cannot be found.
func (u *universe) unit(path string) *unit {
	if known, ok := u.units[path]; ok {
		return known
	}
	p := u.read(path)
	u.units[path] = p
	return p
}

func (u *universe) read(path string) *unit {
	if stub, ok := stubs[path]; ok && !(u.thorough && u.env.dir(path) != "") {
		file, err := parser.ParseFile(u.fset, path, stub, parser.SkipObjectResolution)
		if err != nil {
			panic("stub of " + path + ": " + err.Error())
		}
		return newUnit(path, []*ast.File{file})
	}
	dir := u.env.dir(path)
	if dir == "" {
		return nil
	}
	mode := parser.SkipObjectResolution
	if !u.env.standard(dir) {
		mode |= parser.ParseComments // descriptions of types and checks
	}
	paths := u.env.goFiles(dir)
	files := make([]*ast.File, len(paths))
	parallel(len(paths), func(i int) {
		if source, err := os.ReadFile(paths[i]); err == nil {
			files[i], _ = parser.ParseFile(u.fset, paths[i], source, mode)
		}
	})
	var parsed []*ast.File
	for _, f := range files {
		if f != nil && f.Name != nil {
			parsed = append(parsed, f)
		}
	}
	return newUnit(path, parsed)
}

func newUnit(path string, files []*ast.File) *unit {
	p := &unit{
		path: path, files: files,
		decls: map[string][]place{}, methods: map[string][]*ast.FuncDecl{}, names: map[*ast.File]map[string]string{},
		byType: map[string][]*ast.GenDecl{}, home: map[ast.Node]*ast.File{},
		marked: map[string]bool{}, keep: map[ast.Node]bool{}, wants: map[string]bool{},
	}
	for _, f := range files {
		for _, decl := range f.Decls {
			p.index(f, decl)
		}
	}
	return p
}

// index notes which names a declaration declares.
func (p *unit) index(f *ast.File, decl ast.Decl) {
	p.home[decl] = f
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			p.decls[d.Name.Name] = append(p.decls[d.Name.Name], place{f, d, nil})
		} else if name := receiverName(d); name != "" {
			p.methods[name] = append(p.methods[name], d)
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.TypeSpec:
				p.decls[s.Name.Name] = append(p.decls[s.Name.Name], place{f, d, s})
			case *ast.ValueSpec:
				for _, name := range s.Names {
					p.decls[name.Name] = append(p.decls[name.Name], place{f, d, s})
				}
				if d.Tok == token.CONST {
					p.indexConst(d, s)
				}
			}
		}
	}
}

// indexConst notes the types that a constant may have: T in `c T = 1` and `c = T(1)`.
func (p *unit) indexConst(d *ast.GenDecl, s *ast.ValueSpec) {
	note := func(e ast.Expr) {
		if id, ok := e.(*ast.Ident); ok {
			p.byType[id.Name] = append(p.byType[id.Name], d)
		}
	}
	note(s.Type)
	for _, v := range s.Values {
		if call, ok := v.(*ast.CallExpr); ok {
			note(call.Fun)
		}
	}
}

// receiverName is T for the receivers T, *T, T[P] and *T[P].
func receiverName(d *ast.FuncDecl) string {
	if len(d.Recv.List) != 1 {
		return ""
	}
	expr := d.Recv.List[0].Type
	for {
		switch e := expr.(type) {
		case *ast.StarExpr:
			expr = e.X
		case *ast.ParenExpr:
			expr = e.X
		case *ast.IndexExpr:
			expr = e.X
		case *ast.IndexListExpr:
			expr = e.X
		case *ast.Ident:
			return e.Name
		default:
			return ""
		}
	}
}
