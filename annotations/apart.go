package annotations

import (
	"go/ast"
	"slices"
	"sort"
	"strings"

	"github.com/mcpgen/mcpgen/annotations/diag"
)

// apart finds in a comment that belongs to no declaration the directives that say with for= which function they are about.
// Each of them begins a part of the comment; what follows, as mcp:param, is about the same function, and so is the text
// before it. The parts are returned as comments of their own, by the comment line that belongs to them.
func apart(f File, group *ast.CommentGroup) map[*ast.Comment]*ast.CommentGroup {
	if !slices.ContainsFunc(group.List, isAbout) || !outside(f, group) {
		return nil
	}
	parts := map[*ast.Comment]*ast.CommentGroup{}
	var part *ast.CommentGroup
	var text []*ast.Comment
	for _, comment := range group.List {
		d, _ := Parse(f.Name, diag.Pos{}, comment.Text)
		if d == nil {
			text = append(text, comment)
			continue
		}
		if isAbout(comment) {
			part = &ast.CommentGroup{List: append(text, comment)}
			text = nil
		} else if part != nil {
			part.List = append(part.List, comment)
		}
		if part != nil {
			parts[comment] = part
		}
	}
	return parts
}

// isAbout reports whether a comment is a directive with for=.
func isAbout(comment *ast.Comment) bool {
	if !strings.Contains(comment.Text, "for=") {
		return false
	}
	d, _ := Parse("", diag.Pos{}, comment.Text)
	if d == nil {
		return false
	}
	verb, _ := VerbNamed(d.Verb.Text)
	return verb.IsComponent() && d.Text("for").Text != ""
}

// outside reports whether a comment stands between declarations, or behind all of them.
func outside(f File, group *ast.CommentGroup) bool {
	if group.Pos() < f.AST.Name.End() {
		return false
	}
	line := Position(f.Fset, group.Pos()).Line
	decls := f.AST.Decls
	after := sort.Search(len(decls), func(i int) bool { return decls[i].Pos() > group.Pos() })
	if after > 0 && (group.Pos() < decls[after-1].End() || Position(f.Fset, decls[after-1].End()).Line == line) {
		return false
	}
	return Position(f.Fset, f.AST.Name.End()).Line != line
}
