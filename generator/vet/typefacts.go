package vet

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// schemaFact is the schema that a method JSONSchema returns. mcpgen reads it in the source; go vet knows other packages by
// their export data, which hold neither bodies nor unexported constants.
type schemaFact struct{ Text string }

// AFact makes it a fact.
func (*schemaFact) AFact() {}

// String is shown by tests.
func (*schemaFact) String() string { return "schema" }

// constantsFact are the unexported constants of an exported type: they are among its valid values.
type constantsFact struct{ List []hiddenConstant }

type hiddenConstant struct {
	Name, File, Value string
	Offset            int
	IsString          bool
}

// AFact makes it a fact.
func (*constantsFact) AFact() {}

// String is shown by tests.
func (*constantsFact) String() string { return "constants" }

// exportTypeFacts tells importing packages what they would read in the source of this one.
func exportTypeFacts(pass *analysis.Pass) {
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv != nil && fn.Name.Name == "JSONSchema" {
				exportSchema(pass, fn)
			}
		}
	}
	scope := pass.Pkg.Scope()
	facts := map[*types.TypeName]*constantsFact{}
	for _, name := range scope.Names() {
		c, ok := scope.Lookup(name).(*types.Const)
		if !ok || c.Exported() {
			continue
		}
		named, ok := c.Type().(*types.Named)
		kind := c.Val().Kind()
		if !ok || named.Obj().Pkg() != pass.Pkg || !named.Obj().Exported() || kind != constant.String && kind != constant.Int {
			continue
		}
		fact := facts[named.Obj()]
		if fact == nil {
			fact = new(constantsFact)
			facts[named.Obj()] = fact
		}
		at, value := pass.Fset.PositionFor(c.Pos(), false), c.Val().ExactString()
		fact.List = append(fact.List, hiddenConstant{Name: name, File: at.Filename, Offset: at.Offset, Value: value, IsString: kind == constant.String})
	}
	for obj, fact := range facts {
		pass.ExportObjectFact(obj, fact)
	}
}

// exportSchema tells what a method returns, when that is all it does.
func exportSchema(pass *analysis.Pass, fn *ast.FuncDecl) {
	obj, ok := pass.TypesInfo.Defs[fn.Name].(*types.Func)
	if !ok || fn.Body == nil || len(fn.Body.List) != 1 {
		return
	}
	result, ok := fn.Body.List[0].(*ast.ReturnStmt)
	if !ok || len(result.Results) != 1 {
		return
	}
	switch result.Results[0].(type) {
	case *ast.BasicLit, *ast.Ident: // what the generator accepts
	default:
		return
	}
	if v := pass.TypesInfo.Types[result.Results[0]].Value; v != nil && v.Kind() == constant.String {
		pass.ExportObjectFact(obj, &schemaFact{constant.StringVal(v)})
	}
}

// schema is what a method JSONSchema of another package returns; "" when it is not known.
func (r *reporter) schema(method *types.Func) string {
	var fact schemaFact
	if !r.pass.ImportObjectFact(method, &fact) {
		return ""
	}
	return fact.Text
}

// constants are the unexported constants of a type of another package, where its source has them.
func (r *reporter) constants(of *types.TypeName) (list []*types.Const) {
	var fact constantsFact
	if !r.pass.ImportObjectFact(of, &fact) {
		return nil
	}
	for _, c := range fact.List {
		if of.Pkg().Scope().Lookup(c.Name) != nil {
			continue // export data have it all the same
		}
		pos := token.NoPos
		if f := r.file(c.File); f != nil && c.Offset <= f.Size() {
			pos = f.Pos(c.Offset)
		}
		list = append(list, types.NewConst(pos, of.Pkg(), c.Name, of.Type(), c.value()))
	}
	return list
}

func (c hiddenConstant) value() constant.Value {
	if c.IsString {
		text, _ := strconv.Unquote(c.Value) // ExactString quotes as Go does
		return constant.MakeString(text)
	}
	digits, negative := strings.CutPrefix(c.Value, "-")
	v := constant.MakeFromLiteral(digits, token.INT, 0)
	if negative {
		v = constant.UnaryOp(token.SUB, v, 0)
	}
	return v
}
