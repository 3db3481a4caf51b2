package variants

import (
	"go/ast"
	"go/token"
	"maps"
	"slices"
	"strconv"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/builds"
	"github.com/mcpgen/mcpgen/generator/internal/load"
)

// file is a file of the package. Here says that this build has it.
type file struct {
	fset       *token.FileSet
	ast        *ast.File
	constraint builds.Constraint
	here       bool
	imports    map[string]string // by local name; a guess where the file gives none
	directives map[ast.Node][]string
}

// declaration is one declaration of a name: of a function or method, a type or a constant.
type declaration struct {
	file *file
	name *ast.Ident
	node ast.Node // *ast.FuncDecl, *ast.TypeSpec or *ast.ValueSpec
	doc  *ast.CommentGroup
	// value is how a constant gets its value, and number its line in the block, where that is not written out; typed is the
	// name of its type.
	value  string
	number int
	typed  string
}

func (d *declaration) span() diag.Span { return annotations.NodeSpan(d.file.fset, d.name) }

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

func newFile(fset *token.FileSet, f *ast.File, here bool, directives []annotations.Found) *file {
	out := &file{fset: fset, ast: f, here: here, imports: map[string]string{}, directives: map[ast.Node][]string{},
		constraint: builds.File(fset.PositionFor(f.FileStart, false).Filename, f)}
	for _, spec := range f.Imports {
		path, _ := strconv.Unquote(spec.Path.Value) // the parser has checked it
		name := load.GuessName(path)
		if spec.Name != nil {
			name = spec.Name.Name
		}
		out.imports[name] = path
	}
	for _, d := range directives {
		out.directives[d.Node] = append(out.directives[d.Node], d.String())
	}
	return out
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
		for _, decl := range f.ast.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				x[functionName(d)] = append(x[functionName(d)], &declaration{file: f, name: d.Name, node: d, doc: d.Doc})
			case *ast.GenDecl:
				x.specs(f, d)
			}
		}
	}
	return x
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
			x[s.Name.Name] = append(x[s.Name.Name], &declaration{file: f, name: s.Name, node: s, doc: doc})
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
				x[name.Name] = append(x[name.Name], one)
			}
		}
	}
}

// typeOf is the name of the type that a constant may have: T in `c T = 1` and `c = T(1)`.
func typeOf(s *ast.ValueSpec, i int) string {
	var t ast.Expr = s.Type
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

// functionName is the name of a function, or of a method behind the type of its receiver and a dot.
func functionName(fn *ast.FuncDecl) string {
	if fn.Recv == nil || len(fn.Recv.List) == 0 {
		return fn.Name.Name
	}
	return receiverOf(fn) + "." + fn.Name.Name
}

// receiverOf is T for the receivers T, *T and T[P].
func receiverOf(fn *ast.FuncDecl) string {
	t := fn.Recv.List[0].Type
	for {
		switch e := t.(type) {
		case *ast.StarExpr:
			t = e.X
		case *ast.ParenExpr:
			t = e.X
		case *ast.IndexExpr:
			t = e.X
		case *ast.IndexListExpr:
			t = e.X
		case *ast.Ident:
			return e.Name
		default:
			return ""
		}
	}
}

// names are all names that are declared, sorted.
func (x index) names() []string { return slices.Sorted(maps.Keys(x)) }
