package load

import (
	"go/ast"
	"go/parser"
	"go/token"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/annotations/diag"
)

// Exclude notes what a file declares that a build constraint excludes, and returns what is wrong with its directives. A file
// that does not parse, or that belongs to another package (a script), declares nothing.
func (p *Package) Exclude(path string, source []byte) []diag.Diagnostic {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, source, parser.ParseComments|parser.SkipObjectResolution)
	mentions := annotations.Mentions(source)
	if err != nil || p.Name != "" && file.Name.Name != p.Name {
		if !mentions {
			return nil
		}
		return annotations.ScanComments(path, source, "MCP206")
	}
	other := Other{Path: path, Fset: fset, AST: file}
	var found []diag.Diagnostic
	if mentions {
		other.Directives, found = annotations.Scan(annotations.File{Name: path, Fset: fset, AST: file})
	}
	p.Others = append(p.Others, other)
	p.excludeDeclarations(fset, file)
	return found
}

// excludeDeclarations notes the functions, methods, constants and types of a file.
func (p *Package) excludeDeclarations(fset *token.FileSet, file *ast.File) {
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
