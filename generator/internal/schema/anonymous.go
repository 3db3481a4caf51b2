package schema

import (
	"fmt"
	"go/token"
	"go/types"
	"strconv"
	"strings"
	"unicode"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// For names the function whose parameters and result come next: anonymous structs among them are named after it.
func (b *Builder) For(function string) { b.words = []string{upperFirst(function)} }

// anonymous builds an anonymous struct once. Identical structs, tags included, are one type in Go and share one decoder;
// the name is made of the place where the first of them was met: the struct in field Author of type Book is BookAuthor.
func (b *Builder) anonymous(s *types.Struct, span place) *ir.Type {
	return b.once(b.identity(s), func(out *ir.Type) { b.fillAnonymous(out, s, span) })
}

// identity is a text that two structs share if they are identical. Unexported fields of different packages differ.
func (b *Builder) identity(s *types.Struct) string {
	key := types.TypeString(s, nil)
	for f := range s.Fields() {
		if !f.Exported() && f.Pkg() != nil {
			return key + " " + f.Pkg().Path()
		}
	}
	return key
}

func (b *Builder) fillAnonymous(out *ir.Type, s *types.Struct, span place) {
	for _, own := range []string{"MarshalJSON", "UnmarshalJSON", "MarshalText", "UnmarshalText"} {
		if b.method(s, own) {
			b.refuse(span, "MCP403", fmt.Sprintf("is an anonymous struct that embeds a type with %s, which would write the whole struct", own), "give the embedded field a name")
			return
		}
	}
	*out = ir.Type{
		Kind: ir.Object, Recursive: out.Recursive, IsZero: hasIsZero(s), Comparable: types.Comparable(s),
		Go: ir.GoType{Name: strings.Join(b.words, ""), Struct: &ir.Anonymous{}},
	}
	before := b.reports
	b.fields(out, s, s)
	b.shows(s, "an anonymous struct", span)
	b.promotedSchema(s, "an anonymous struct", span)
	if b.refusedSince(before) {
		return
	}
	for i := range s.NumFields() {
		f := s.Field(i)
		field := ir.StructField{Name: f.Name(), Tag: s.Tag(i)}
		if f.Embedded() {
			field.Name = ""
		}
		if !f.Exported() && f.Pkg() != b.cfg.Package {
			b.refuse(span, "MCP404", fmt.Sprintf("is an anonymous struct of another package with the unexported field %s", f.Name()), "give the struct type a name there")
			return
		}
		unnameable := ""
		field.Type, unnameable = b.pieces(f.Type())
		if unnameable != "" {
			b.refuse(span, "MCP404", fmt.Sprintf("is an anonymous struct with the type %s, which this package cannot name", unnameable), "give the struct type a name there, or take another type")
			return
		}
		out.Go.Struct.Fields = append(out.Go.Struct.Fields, field)
	}
}

// pieces writes a type expression whatever the type is: of fields that JSON does not see too. unnameable is a name that
// this package cannot write.
func (b *Builder) pieces(t types.Type) (list []ir.Piece, unnameable string) {
	const mark = "\x00"
	imports := map[string]*types.Package{}
	text := types.TypeString(t, func(p *types.Package) string {
		if p == b.cfg.Package {
			return mark
		}
		imports[p.Path()] = p
		return mark + p.Path() + mark
	})
	for text != "" {
		before, rest, found := strings.Cut(text, mark)
		list = append(list, words(before)...)
		if !found {
			break
		}
		path, name, qualified := strings.Cut(rest, mark+".")
		if own, ok := strings.CutPrefix(rest, "."); ok {
			path, name, qualified = "", own, true
		}
		if !qualified {
			break // cannot be: each mark has its end
		}
		end := strings.IndexFunc(name, func(r rune) bool { return !isWord(r) })
		if end < 0 {
			end = len(name)
		}
		piece := ir.Piece{Text: name[:end], Own: path == ""}
		if p := imports[path]; p != nil {
			piece.ImportPath, piece.PackageName = p.Path(), p.Name()
			if !token.IsExported(piece.Text) || !b.mayImport(p.Path()) {
				return nil, p.Path() + "." + piece.Text
			}
		}
		list = append(list, piece)
		text = name[end:]
	}
	return list, ""
}

// words splits text into Go's own names and what stands between them; a struct tag stays whole. Names of fields are text
// too, and no harm is done if one is taken for Go's.
func words(text string) []ir.Piece {
	var list []ir.Piece
	for text != "" {
		end := len(text)
		if quoted, err := strconv.QuotedPrefix(text); err == nil {
			end = len(quoted)
		} else if i := strings.IndexFunc(text, func(r rune) bool { return r == '"' || isWord(r) != isWord(rune(text[0])) }); i > 0 {
			end = i
		}
		list = append(list, ir.Piece{Text: text[:end], Predeclared: types.Universe.Lookup(text[:end]) != nil})
		text = text[end:]
	}
	return list
}

func isWord(r rune) bool { return r == '_' || r >= 0x80 || unicode.IsLetter(r) || unicode.IsDigit(r) }

// shows refuses a struct of which JSON sees nothing.
func (b *Builder) shows(s *types.Struct, shown string, span place) {
	if s.NumFields() > 0 && opaque(s) {
		b.refuse(span, "MCP402", fmt.Sprintf("is %s, which has no exported field, so that its JSON is always {}", shown), "take a type whose value shows in JSON")
	}
}

// promotedSchema refuses a plain struct that has a method JSONSchema from a struct that it embeds: the fields are taken one
// by one, and nobody would hold them against the schema.
func (b *Builder) promotedSchema(t types.Type, shown string, span place) bool {
	obj, index, _ := types.LookupFieldOrMethod(t, true, b.cfg.Package, "JSONSchema")
	if _, ok := obj.(*types.Func); !ok || len(index) == 1 {
		return false
	}
	b.refuse(span, "MCP403", fmt.Sprintf("is %s, which embeds a struct that states its schema: its fields stand beside others, where that schema says nothing", shown), "give the embedded field a name, or the outer type a schema of its own")
	return true
}
