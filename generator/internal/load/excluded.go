package load

import (
	"go/ast"
	"go/parser"
	"go/token"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/annotations/diag"
)

// Exclude notes the functions, methods, constants and types of a file that a build constraint excludes. A file that does not parse, or
// that belongs to another package (a script), declares nothing.
func (p *Package) Exclude(path string, source []byte) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, source, parser.SkipObjectResolution)
	if err != nil || file.Name.Name != p.Name {
		return
	}
	if p.Excluded == nil {
		p.Excluded = map[string]diag.Span{}
	}
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if prefix, ok := receiverPrefix(d); ok {
				p.Excluded[prefix+d.Name.Name] = annotations.NodeSpan(fset, d.Name)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch s := spec.(type) {
				case *ast.ValueSpec:
					for _, name := range s.Names {
						p.Excluded[name.Name] = annotations.NodeSpan(fset, name)
					}
				case *ast.TypeSpec:
					p.excludeType(s)
				}
			}
		}
	}
}

// excludeType notes a type: an alias, even if another file declares a type of that name, may be any.
func (p *Package) excludeType(s *ast.TypeSpec) {
	if p.ExcludedTypes == nil {
		p.ExcludedTypes = map[string]bool{}
	}
	before, seen := p.ExcludedTypes[s.Name.Name]
	p.ExcludedTypes[s.Name.Name] = !s.Assign.IsValid() && (before || !seen)
}

// receiverPrefix is the type of a method's receiver as it is written, and a dot; "" for a function. A generic type
// has no checks.
func receiverPrefix(fn *ast.FuncDecl) (prefix string, ok bool) {
	if fn.Recv == nil || len(fn.Recv.List) == 0 {
		return "", fn.Recv == nil
	}
	t := ast.Unparen(fn.Recv.List[0].Type)
	if star, ok := t.(*ast.StarExpr); ok {
		t = ast.Unparen(star.X)
	}
	name, ok := t.(*ast.Ident)
	if !ok {
		return "", false
	}
	return name.Name + ".", true
}
