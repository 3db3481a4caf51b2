package variants

import (
	"go/ast"
	"go/token"
	"maps"
	"slices"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/generator/internal/load"
)

// index are the declarations of a package by name; those of methods by Type.Name.
type index map[string][]*declaration

// here is the declaration that this build has; nil when it has none.
func (x index) here(name string) *declaration {
	for _, d := range x[name] {
		if d.file.here {
			return d
		}
	}
	return nil
}

// filesOf are the files of a package, this build's first.
func filesOf(p *load.Package) []*file {
	byFile := map[*ast.File][]annotations.Found{}
	for _, f := range p.Files {
		for _, d := range p.Directives {
			if f.FileStart <= d.Node.Pos() && d.Node.Pos() < f.FileEnd {
				byFile[f] = append(byFile[f], d)
			}
		}
	}
	var files []*file
	for _, f := range p.Files {
		files = append(files, newFile(p.Fset, f, true, byFile[f]))
	}
	for _, o := range p.Others {
		files = append(files, newFile(o.Fset, o.AST, false, o.Directives))
	}
	return files
}

// indexOf lists what files declare.
func indexOf(files []*file) index {
	x := index{}
	for _, f := range files {
		for node, directives := range f.directives {
			if group, ok := node.(*ast.CommentGroup); ok {
				name := &ast.Ident{NamePos: group.Pos(), Name: directives[0]}
				x.add(directives[0], &declaration{file: f, name: name, node: group, doc: group})
			}
		}
		for _, decl := range f.ast.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				x.add(functionName(d), &declaration{file: f, name: d.Name, node: d, doc: d.Doc})
			case *ast.GenDecl:
				x.specs(f, d)
			}
		}
	}
	return x
}

func (x index) add(key string, d *declaration) {
	d.key = key
	x[key] = append(x[key], d)
}

// methods lists the methods of an interface type.
func (x index) methods(f *file, spec *ast.TypeSpec) {
	t, ok := spec.Type.(*ast.InterfaceType)
	if !ok {
		return
	}
	for _, m := range t.Methods.List {
		for _, name := range m.Names {
			x.add(spec.Name.Name+"."+name.Name, &declaration{file: f, name: name, node: m, doc: m.Doc})
		}
	}
}

func (x index) specs(f *file, d *ast.GenDecl) {
	governing := &ast.ValueSpec{}
	for number, spec := range d.Specs {
		doc := d.Doc
		switch s := spec.(type) {
		case *ast.TypeSpec:
			if s.Doc != nil || len(d.Specs) > 1 {
				doc = s.Doc
			}
			x.add(s.Name.Name, &declaration{file: f, name: s.Name, node: s, doc: doc})
			x.methods(f, s)
		case *ast.ValueSpec:
			if s.Doc != nil || d.Lparen.IsValid() {
				doc = s.Doc
			}
			if s.Type != nil || len(s.Values) > 0 || d.Tok != token.CONST {
				governing = s
			}
			for i, name := range s.Names {
				one := &declaration{file: f, name: name, node: s, doc: doc, number: number, typed: typeOf(governing, i)}
				if i < len(governing.Values) && d.Tok == token.CONST {
					one.value = printed(f, governing.Values[i])
				}
				x.add(name.Name, one)
			}
		}
	}
}

// typeOf is the name of the type that a constant may have: T in `c T = 1` and `c = T(1)`.
func typeOf(s *ast.ValueSpec, i int) string {
	t := s.Type
	if i < len(s.Values) && t == nil {
		if call, ok := s.Values[i].(*ast.CallExpr); ok {
			t = call.Fun
		}
	}
	if id, ok := t.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}

// names are all names that are declared, sorted.
func (x index) names() []string { return slices.Sorted(maps.Keys(x)) }
