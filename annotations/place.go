package annotations

import (
	"go/ast"
	"go/token"

	"github.com/mcpgen/mcpgen/annotations/diag"
)

// attachments maps each doc comment of a file to its declaration.
func attachments(file *ast.File) map[*ast.CommentGroup]target {
	m := map[*ast.CommentGroup]target{}
	set := func(g *ast.CommentGroup, t target) {
		if g != nil {
			m[g] = t
		}
	}
	set(file.Doc, target{place: OnPackage, node: file})
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			place := OnFunc
			if d.Recv != nil {
				place = OnMethod
			}
			set(d.Doc, target{place: place, node: d})
		case *ast.GenDecl:
			genDecl(d, set)
		}
	}
	return m
}

func genDecl(d *ast.GenDecl, set func(*ast.CommentGroup, target)) {
	set(d.Doc, target{node: d, what: what(d.Tok)})
	for _, spec := range d.Specs {
		switch s := spec.(type) {
		case *ast.ValueSpec:
			t := target{node: s, what: "a variable"}
			if d.Tok == token.CONST {
				t = target{place: OnConst, node: s}
				if !d.Lparen.IsValid() {
					set(d.Doc, t)
				}
			}
			set(s.Doc, t)
		case *ast.TypeSpec:
			set(s.Doc, target{node: s, what: "a type"})
			fields(s.Type, set)
			interfaceMethods(s, set)
		case *ast.ImportSpec:
			set(s.Doc, target{node: s, what: "an import"})
		}
	}
}

// what names a declaration for messages.
func what(tok token.Token) string {
	if tok == token.IMPORT {
		return "an import"
	}
	return "a " + tok.String() + " declaration"
}

// fields attaches the comments of struct fields, nested structs included, and of interface methods.
func fields(expr ast.Expr, set func(*ast.CommentGroup, target)) {
	ast.Inspect(expr, func(n ast.Node) bool {
		switch t := n.(type) {
		case *ast.StructType:
			for _, f := range t.Fields.List {
				set(f.Doc, target{place: OnField, node: f})
			}
		case *ast.InterfaceType:
			for _, f := range t.Methods.List {
				set(f.Doc, target{node: f, what: "an interface method"})
			}
		}
		return true
	})
}

// interfaceMethods attaches the comments of the methods of an interface type that is declared at package level: only that
// has a name by which values can be registered.
func interfaceMethods(spec *ast.TypeSpec, set func(*ast.CommentGroup, target)) {
	t, ok := spec.Type.(*ast.InterfaceType)
	if !ok || spec.Assign.IsValid() {
		return
	}
	for _, f := range t.Methods.List {
		if len(f.Names) == 1 && spec.TypeParams == nil {
			set(f.Doc, target{place: OnInterface, node: f})
		} else if len(f.Names) == 1 {
			set(f.Doc, target{node: f, what: "a method of a generic interface"})
		}
	}
}

// misplaced says why the directive may not stand where it stands, or returns nil.
func misplaced(f File, verb Verb, d *Directive, t target, attached bool) *diag.Diagnostic {
	report := func(code diag.Code, hint, format string, args ...any) *diag.Diagnostic {
		found := finding(code, d.Span, hint, format, args...)
		return &found
	}
	about := verb.IsComponent() && d.Text("for").Text != ""
	switch {
	case !attached:
		return adrift(f, verb, d, report)
	case about && t.place != Apart:
		return report("MCP220", "put an empty line below it, and above it where another comment stands there",
			"mcp:%s for=%s belongs to the declaration below, and must stand apart", verb.Name, d.Text("for").Text)
	}
	if !verb.Allows(t.place) {
		what := t.what
		if what == "" {
			what = article(t.place)
		}
		return report("MCP201", "put it directly above "+placesOf(verb), "mcp:%s cannot stand on %s", verb.Name, what)
	}
	if fn, ok := t.node.(*ast.FuncDecl); ok && (verb.Name != "check" || fn.Recv != nil) && isGeneric(fn) {
		return report("MCP204", "write a function with the concrete types that calls it",
			"mcp:%s on the generic function %s", verb.Name, fn.Name.Name)
	}
	return nil
}

func isGeneric(fn *ast.FuncDecl) bool {
	if fn.Type.TypeParams != nil {
		return true
	}
	if fn.Recv == nil || len(fn.Recv.List) != 1 {
		return false
	}
	recv := fn.Recv.List[0].Type
	if star, ok := recv.(*ast.StarExpr); ok {
		recv = star.X
	}
	switch recv.(type) {
	case *ast.IndexExpr, *ast.IndexListExpr:
		return true
	}
	return false
}
