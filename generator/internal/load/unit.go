package load

import (
	"go/ast"
	"go/token"
)

func newUnit(path string, files []*ast.File) *unit {
	return &unit{
		path: path, files: files,
		decls: map[string][]place{}, methods: map[string][]*ast.FuncDecl{}, names: map[*ast.File]map[string]called{},
		byType: map[string][]*ast.GenDecl{}, home: map[ast.Node]*ast.File{},
		marked: map[string]bool{}, keep: map[ast.Node]bool{}, wants: map[string]bool{},
	}
}

// add takes those of the package's files that are built.
func (p *unit) add(parsed map[string]*ast.File) {
	for _, path := range p.sources {
		if f := parsed[path]; f != nil {
			p.files = append(p.files, f)
		}
	}
}

// indexAll notes what each declaration of the package declares.
func (p *unit) indexAll() {
	for _, f := range p.files {
		for _, decl := range f.Decls {
			p.index(f, decl)
		}
	}
	for alias, methods := range p.methods {
		if name := p.aliased(alias); name != alias {
			p.methods[name] = append(p.methods[name], methods...)
		}
	}
}

// aliased is the type of the same package that an alias is another name for, as a receiver may have.
func (p *unit) aliased(name string) string {
	for range 10 { // of aliases of aliases; a loop of them is no type
		if len(p.decls[name]) != 1 {
			return name
		}
		s, ok := p.decls[name][0].spec.(*ast.TypeSpec)
		if !ok || !s.Assign.IsValid() {
			return name
		}
		id, ok := s.Type.(*ast.Ident)
		if !ok {
			return name
		}
		name = id.Name
	}
	return name
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
