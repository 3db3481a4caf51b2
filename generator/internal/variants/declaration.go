package variants

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/token"
	"strconv"
	"strings"

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

// declaration is one declaration of a name: of a function or method, a type or a constant. A comment whose directive names
// a function with for= declares what it says of it.
type declaration struct {
	file *file
	key  string // in the index
	name *ast.Ident
	node ast.Node // *ast.FuncDecl, *ast.TypeSpec, *ast.ValueSpec, *ast.Field of an interface or *ast.CommentGroup
	doc  *ast.CommentGroup
	// value is how a constant gets its value, and number its line in the block, where that is not written out; typed is the
	// name of its type.
	value  string
	number int
	typed  string
}

// signature is the type of a function or method; nil for anything else.
func (d *declaration) signature() *ast.FuncType {
	switch n := d.node.(type) {
	case *ast.FuncDecl:
		return n.Type
	case *ast.Field:
		t, _ := n.Type.(*ast.FuncType)
		return t
	}
	return nil
}

func (d *declaration) span() diag.Span { return annotations.NodeSpan(d.file.fset, d.name) }

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

// printed is the source of a node, in one layout.
func printed(f *file, n ast.Node) string {
	var out bytes.Buffer
	if err := format.Node(&out, f.fset, n); err != nil {
		return err.Error()
	}
	return strings.Join(strings.Fields(out.String()), " ")
}
