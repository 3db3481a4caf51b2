package variants

import (
	"fmt"
	"go/ast"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// text is all that the generated file takes from a declaration. Two declarations with one text are the same to it.
func (d *declaration) text() string {
	var out strings.Builder
	out.WriteString(strings.TrimSpace(d.doc.Text()) + "\n")
	switch n := d.node.(type) {
	case *ast.FuncDecl:
		if n.Recv != nil && len(n.Recv.List) > 0 {
			out.WriteString(printed(d.file, n.Recv.List[0].Type))
		}
		out.WriteString(printed(d.file, n.Type) + d.qualifiers(n.Type))
		for _, directive := range d.file.directives[n] {
			out.WriteString("\n" + directive + d.directiveQualifiers(directive))
		}
	case *ast.Field:
		out.WriteString(printed(d.file, n.Type) + d.qualifiers(n.Type))
		for _, directive := range d.file.directives[n] {
			out.WriteString("\n" + directive + d.directiveQualifiers(directive))
		}
	case *ast.CommentGroup:
		for _, directive := range d.file.directives[n] {
			out.WriteString("\n" + directive + d.directiveQualifiers(directive))
		}
	case *ast.TypeSpec:
		seen := visible(n.Type)
		if n.Assign.IsValid() {
			out.WriteString("= ")
		}
		if n.TypeParams != nil {
			for _, f := range n.TypeParams.List {
				out.WriteString(fmt.Sprint(len(f.Names)) + printed(d.file, f.Type))
			}
		}
		out.WriteString(printed(d.file, seen) + d.qualifiers(seen))
	case *ast.ValueSpec:
		out.WriteString(d.typed + " " + strconv.Itoa(d.number) + " " + d.value)
		for _, v := range n.Values {
			out.WriteString(d.qualifiers(v))
		}
	}
	return out.String()
}

// visible is a type expression without the fields that JSON does not see.
func visible(t ast.Expr) ast.Expr {
	s, ok := t.(*ast.StructType)
	if !ok || s.Fields == nil {
		return t
	}
	kept := &ast.FieldList{Opening: s.Fields.Opening, Closing: s.Fields.Closing}
	for _, f := range s.Fields.List {
		if !hidden(f) {
			kept.List = append(kept.List, f)
		}
	}
	return &ast.StructType{Struct: s.Struct, Fields: kept}
}

// hidden reports whether JSON sees nothing of a field: it is not exported, or its tag says so. An embedded one brings its
// own fields in.
func hidden(f *ast.Field) bool {
	if f.Tag != nil {
		tag, _ := strconv.Unquote(f.Tag.Value) // the parser has checked it
		if reflect.StructTag(tag).Get("json") == "-" {
			return true
		}
	}
	return len(f.Names) > 0 && !slices.ContainsFunc(f.Names, (*ast.Ident).IsExported)
}

// qualifiers are the import paths behind the qualified names in a node.
func (d *declaration) qualifiers(n ast.Node) string {
	var list []string
	ast.Inspect(n, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := sel.X.(*ast.Ident); ok && d.file.imports[x.Name] != "" {
				list = append(list, " "+x.Name+"="+d.file.imports[x.Name])
			}
		}
		return true
	})
	slices.Sort(list)
	return strings.Join(slices.Compact(list), "")
}

// directiveQualifiers are those of the names in a directive.
func (d *declaration) directiveQualifiers(text string) string {
	var list []string
	for name, path := range d.file.imports {
		if strings.Contains(text, name+".") {
			list = append(list, " "+name+"="+path)
		}
	}
	slices.Sort(list)
	return strings.Join(list, "")
}
