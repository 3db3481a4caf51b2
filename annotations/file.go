package annotations

import (
	"go/ast"
	"go/token"

	"github.com/mcpgen/mcpgen/annotations/diag"
)

// File is one parsed file of a package. AST must have been parsed with comments.
type File struct {
	Name string
	Fset *token.FileSet
	AST  *ast.File
}

// Position is where p stands in its file, not fooled by //line comments.
func Position(fset *token.FileSet, p token.Pos) diag.Pos {
	at := fset.PositionFor(p, false)
	return diag.Pos{Offset: at.Offset, Line: at.Line, Column: at.Column}
}

// NodeSpan is the place of a node in its file.
func NodeSpan(fset *token.FileSet, n ast.Node) diag.Span {
	if n == nil || !n.Pos().IsValid() {
		return diag.Span{}
	}
	file := fset.PositionFor(n.Pos(), false).Filename
	return diag.Span{File: file, Start: Position(fset, n.Pos()), End: Position(fset, n.End())}
}
