package docs

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strconv"
	"strings"
)

// Docs finds the doc comments of types, fields and constants by the position of their names.
type Docs struct {
	cfg    Config
	texts  map[string]Entry // by file:line:column of the name, and by file:line:name
	parsed map[string]bool  // files of other packages that have been read
}

// Entry is what is written about one declaration.
type Entry struct {
	text    string
	ignored bool
	// Literal is the string that a method JSONSchema returns, or Constant the name of what it returns.
	Literal, Constant string
	Tag               string // the struct tag as it is written, quotes included
	TagPos            token.Pos
}

// New returns the Docs of a package that is being generated.
func New(cfg Config) *Docs {
	d := &Docs{cfg: cfg, texts: map[string]Entry{}, parsed: map[string]bool{}}
	for _, f := range cfg.Files {
		d.collect(cfg.Fset, f)
		d.parsed[cfg.Fset.Position(f.Package).Filename] = true
	}
	return d
}

// Of is the doc comment of an object, directives removed; "" when it has none or its source is not at hand. Of another
// package's comments it is the first paragraph: the rest is written for programmers.
func (d *Docs) Of(obj types.Object) string {
	text := d.Lookup(obj).text
	if obj.Pkg() != d.cfg.Package {
		text, _, _ = strings.Cut(text, "\n\n")
	}
	return text
}

// Ignored reports whether the object is marked //mcp:ignore.
func (d *Docs) Ignored(obj types.Object) bool { return d.Lookup(obj).ignored }

// Lookup returns what is written about an object; the zero Entry where its source is not at hand.
func (d *Docs) Lookup(obj types.Object) Entry {
	if !obj.Pos().IsValid() {
		return Entry{}
	}
	pos := d.cfg.Fset.Position(obj.Pos())
	d.read(pos.Filename)
	if e, ok := d.texts[key(pos)]; ok || pos.Column > 1 {
		return e
	}
	return d.texts[lineKey(pos, obj.Name())] // export data, as under go vet, know no columns
}

func key(pos token.Position) string { pos.Offset = 0; return pos.String() }

func lineKey(pos token.Position, name string) string {
	pos.Offset, pos.Column = 0, 0
	return pos.String() + ":" + name
}

// keep notes what is written about a name.
func (d *Docs) keep(pos token.Position, name string, e Entry) {
	d.texts[key(pos)] = e
	if at := lineKey(pos, name); d.texts[at] == (Entry{}) {
		d.texts[at] = e
	}
}

// read collects the comments of a file of another package, once.
func (d *Docs) read(filename string) {
	if d.parsed[filename] || d.cfg.Source == nil {
		return
	}
	d.parsed[filename] = true
	text, err := d.cfg.Source(filename)
	if err != nil {
		return // a description less, not a failure
	}
	fset := token.NewFileSet()
	if f, err := parser.ParseFile(fset, filename, text, parser.ParseComments|parser.SkipObjectResolution); err == nil {
		d.collect(fset, f)
	}
}

func (d *Docs) collect(fset *token.FileSet, f *ast.File) {
	for _, decl := range f.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok {
			d.method(fset, decl)
			continue
		}
		for _, spec := range gen.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				doc := spec.Doc
				if doc == nil && len(gen.Specs) == 1 {
					doc = gen.Doc
				}
				d.put(fset, []*ast.Ident{spec.Name}, doc, nil, nil)
				d.fields(fset, spec.Type)
			case *ast.ValueSpec:
				doc := spec.Doc
				if doc == nil && !gen.Lparen.IsValid() {
					doc = gen.Doc
				}
				d.put(fset, spec.Names, doc, spec.Comment, nil)
			}
		}
	}
}

// fields collects the comments and tags of the fields in a type.
func (d *Docs) fields(fset *token.FileSet, expr ast.Expr) {
	ast.Inspect(expr, func(n ast.Node) bool {
		if field, ok := n.(*ast.Field); ok {
			d.put(fset, fieldNames(field), field.Doc, field.Comment, field.Tag)
		}
		return true
	})
}

// method collects the comments of anonymous structs in a signature, and keeps the string literal, or the name of the
// constant, that a method JSONSchema returns.
func (d *Docs) method(fset *token.FileSet, decl ast.Decl) {
	f, ok := decl.(*ast.FuncDecl)
	if ok {
		d.put(fset, []*ast.Ident{f.Name}, f.Doc, nil, nil)
		ast.Inspect(f.Type, func(n ast.Node) bool {
			if s, ok := n.(*ast.StructType); ok {
				d.fields(fset, s)
			}
			return true
		})
	}
	if !ok || f.Recv == nil || f.Name.Name != "JSONSchema" || f.Body == nil || len(f.Body.List) != 1 {
		return
	}
	result, ok := f.Body.List[0].(*ast.ReturnStmt)
	if !ok || len(result.Results) != 1 {
		return
	}
	at := fset.Position(f.Name.Pos())
	switch x := result.Results[0].(type) {
	case *ast.BasicLit:
		if x.Kind == token.STRING {
			text, _ := strconv.Unquote(x.Value) // the parser has checked it
			d.keep(at, f.Name.Name, Entry{Literal: text})
		}
	case *ast.Ident:
		d.keep(at, f.Name.Name, Entry{Constant: x.Name})
	}
}

// fieldNames are the names of a field; the type name of an embedded one.
func fieldNames(field *ast.Field) []*ast.Ident {
	if len(field.Names) > 0 {
		return field.Names
	}
	t := field.Type
	for {
		switch x := t.(type) {
		case *ast.StarExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.IndexListExpr:
			t = x.X
		case *ast.SelectorExpr:
			return []*ast.Ident{x.Sel}
		case *ast.Ident:
			return []*ast.Ident{x}
		default:
			return nil
		}
	}
}

func (d *Docs) put(fset *token.FileSet, names []*ast.Ident, doc, trailing *ast.CommentGroup, tag *ast.BasicLit) {
	e := Entry{ignored: hasIgnore(doc) || hasIgnore(trailing)}
	if tag != nil {
		e.Tag, e.TagPos = tag.Value, tag.Pos()
	}
	if e.text = prose(doc); e.text == "" {
		e.text = prose(trailing)
	}
	if e == (Entry{}) {
		return
	}
	for _, name := range names {
		d.keep(fset.Position(name.Pos()), name.Name, e)
	}
}

func hasIgnore(group *ast.CommentGroup) bool {
	if group == nil {
		return false
	}
	for _, c := range group.List {
		if c.Text == "//mcp:ignore" || strings.HasPrefix(c.Text, "//mcp:ignore ") {
			return true
		}
	}
	return false
}

// prose is a comment's text for readers that break lines themselves: a paragraph is one line, lists and code keep
// theirs.
func prose(group *ast.CommentGroup) string {
	var out strings.Builder
	text := strings.TrimSpace(group.Text())
	previous := ""
	for i, line := range strings.Split(text, "\n") {
		switch {
		case i == 0:
		case line == "" || previous == "" || strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t") || strings.HasPrefix(line, "- "):
			out.WriteByte('\n')
		default:
			out.WriteByte(' ')
		}
		out.WriteString(line)
		previous = line
	}
	return out.String()
}

// Config is what is known of the package that is being generated.
type Config struct {
	Fset    *token.FileSet
	Package *types.Package
	// Files are the package's files, with comments.
	Files []*ast.File
	// Source returns the text of a file of another package, for its doc comments. Nil: those have none.
	Source func(filename string) ([]byte, error)
	// Schema returns the schema that a method JSONSchema of another package states, and Constants the unexported constants of
	// a type there, where export data know neither. Nil: all declarations are at hand.
	Schema    func(method *types.Func) string
	Constants func(of *types.TypeName) []*types.Const
}
