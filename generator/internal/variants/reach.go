package variants

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// signature follows what an annotated function mentions. Of its receiver's type only the name matters.
func (r *reader) signature(fn *declaration) {
	t := fn.signature()
	for _, list := range []*ast.FieldList{t.Params, t.Results} {
		if list != nil {
			r.followAll(list)
		}
	}
	if receiver, _, isMethod := strings.Cut(fn.key, "."); isMethod {
		r.also = r.also.And(r.anywhere(receiver))
	}
}

// followAll follows the names of the package that a node mentions.
func (r *reader) followAll(n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Field: // its names mean nothing
			r.followAll(n.Type)
			return false
		case *ast.SelectorExpr:
			return false // of another package
		case *ast.StructType:
			if seen := visible(n); seen != n {
				for _, f := range seen.(*ast.StructType).Fields.List {
					r.followAll(f.Type)
				}
				return false
			}
		case *ast.Ident:
			r.follow(n.Name)
		}
		return true
	})
}

// follow holds the declaration of a name against those of other builds, and goes on to what it mentions.
func (r *reader) follow(name string) {
	here := r.index.here(name)
	if here == nil || r.done[name] {
		return
	}
	r.done[name] = true
	r.also = r.also.And(r.alike(here, name))
	switch n := here.node.(type) {
	case *ast.TypeSpec:
		r.followAll(visible(n.Type))
		r.methods(here, name)
		r.constants(here, name)
	case *ast.ValueSpec:
		for _, v := range n.Values {
			r.followAll(v)
		}
	}
}

// decisive are the methods that decide how a type is read and written.
var decisive = []string{"MarshalJSON", "UnmarshalJSON", "MarshalText", "UnmarshalText", "JSONSchema", "IsZero"}

// methods holds that a type has the same JSON form in all builds.
func (r *reader) methods(t *declaration, name string) {
	for _, method := range decisive {
		key := name + "." + method
		here := r.index.here(key)
		if here != nil {
			r.needs(r.alike(here, key), here.span(), "method "+key)
			if method == "JSONSchema" {
				r.followAll(here.node.(*ast.FuncDecl).Body)
			}
			continue
		}
		for _, other := range r.index[key] {
			if other.file.constraint.Meets(r.where) {
				r.report("MCP223", t.span(), other.span(), "there", "declare the method in all builds or in none",
					"%s has a method %s %s", name, method, other.file.constraint.Where())
			}
		}
	}
}

// constants holds that the constants of a type, which are its valid values, are the same in all builds.
func (r *reader) constants(t *declaration, typeName string) {
	if _, ok := t.node.(*ast.TypeSpec).Type.(*ast.Ident); !ok {
		return // no string and no integer
	}
	for _, name := range r.index.names() {
		here := r.index.here(name)
		if here != nil && r.isConstantOf(name, typeName) && !ignored(here) {
			r.done[name] = true
			r.needs(r.alike(here, name), here.span(), "constant "+name)
			continue
		}
		for _, other := range r.index[name] {
			if here == nil && other.typed == typeName && other.value != "" && other.file.constraint.Meets(r.where) && !ignored(other) {
				r.report("MCP223", t.span(), other.span(), "there", "declare the same constants of the type in all builds, or mark the others //mcp:ignore",
					"%s has a constant %s %s", typeName, name, other.file.constraint.Where())
			}
		}
	}
}

func ignored(d *declaration) bool {
	comment := d.node.(*ast.ValueSpec).Comment
	for _, group := range []*ast.CommentGroup{d.doc, comment} {
		if group == nil {
			continue
		}
		for _, c := range group.List {
			if strings.HasPrefix(c.Text, "//mcp:ignore") {
				return true
			}
		}
	}
	return false
}

func (r *reader) isConstantOf(name, typeName string) bool {
	c, ok := r.pkg.Types.Scope().Lookup(name).(*types.Const)
	if !ok {
		return false
	}
	named, ok := c.Type().(*types.Named)
	return ok && named.Obj().Name() == typeName && named.Obj().Pkg() == r.pkg.Types
}

// policy holds that what a policy names is wherever the functions are.
func (r *reader) policy(terms []ir.Term) {
	for _, t := range terms {
		if t.Check != nil && t.Check.ImportPath == "" {
			name := strings.TrimPrefix(t.Check.Receiver+"."+t.Check.Name, ".")
			if len(r.index[name]) > 0 {
				r.needs(r.anywhere(name), t.Declared, "check "+name)
			}
		}
		for _, arg := range t.Args {
			if arg.Path == nil && arg.ImportPath == "" && token.IsIdentifier(arg.Go) && len(r.index[arg.Go]) > 0 {
				r.needs(r.anywhere(arg.Go), t.Declared, "constant "+arg.Go)
			}
		}
		r.policy(t.Terms)
	}
}
