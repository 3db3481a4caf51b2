package vet

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"

	"golang.org/x/tools/go/analysis"

	"github.com/mcpgen/mcpgen/generator/internal/load"
)

// function is what [load.Package.Dependency] returns.
type function = *types.Func

// exportFacts tells importing packages which functions are checks.
func exportFacts(pass *analysis.Pass, p *load.Package) {
	for _, d := range p.Directives {
		if d.Verb.Text != "check" {
			continue
		}
		decl := d.Node.(*ast.FuncDecl)
		if decl.Recv != nil {
			continue // no other package can name it
		}
		if fn, ok := pass.TypesInfo.Defs[decl.Name].(*types.Func); ok {
			pass.ExportObjectFact(fn, &checkFact{Doc: decl.Doc.Text()})
		}
	}
}

// importPath finds the import that the file at pos calls name; a _ import goes by its package's name.
func importPath(pass *analysis.Pass, pos token.Pos, name string) (string, bool) {
	for _, file := range pass.Files {
		if pos < file.FileStart || file.FileEnd < pos {
			continue
		}
		return importIn(pass, file, name)
	}
	return "", false
}

// importIn finds an import as the compiler does; where none has the name, the one _ import whose package has it. Of two of
// those neither is meant more than the other, as for mcpgen itself.
func importIn(pass *analysis.Pass, file *ast.File, name string) (string, bool) {
	found, count := "", 0
	for _, spec := range file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue
		}
		if spec.Name != nil && spec.Name.Name == name && name != "_" {
			return path, true
		}
		if spec.Name != nil && spec.Name.Name != "_" {
			continue
		}
		if p := imported(pass, path); p != nil && p.Name() == name && path != found {
			if spec.Name == nil {
				return path, true
			}
			found, count = path, count+1
		}
	}
	return found, count == 1
}

func imported(pass *analysis.Pass, path string) *types.Package {
	for _, p := range pass.Pkg.Imports() {
		if p.Path() == path {
			return p
		}
	}
	return nil
}

// dependency finds a function of an imported package. Its declaration is made up from the fact: a doc comment, with the
// directive when there is a fact.
func dependency(pass *analysis.Pass, path, name string) (*types.Func, *ast.FuncDecl) {
	p := imported(pass, path)
	if p == nil {
		return nil, nil
	}
	fn, ok := p.Scope().Lookup(name).(*types.Func)
	if !ok {
		return nil, nil
	}
	decl := &ast.FuncDecl{Name: &ast.Ident{Name: name, NamePos: fn.Pos()}}
	var fact checkFact
	if pass.ImportObjectFact(fn, &fact) {
		decl.Doc = &ast.CommentGroup{List: []*ast.Comment{{Text: "/*" + fact.Doc + "*/"}, {Text: "//mcp:check"}}}
	}
	return fn, decl
}

// checkFact says that a function is marked //mcp:check, for packages that name it in their policies.
type checkFact struct{ Doc string }

// AFact makes it a fact.
func (*checkFact) AFact() {}

// String is shown by tests.
func (*checkFact) String() string { return "check" }
