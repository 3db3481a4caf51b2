package annotations

import (
	"go/scanner"
	"go/token"

	"github.com/mcpgen/mcpgen/annotations/diag"
)

// placed is a comment and where it begins.
type placed struct {
	text string
	pos  diag.Pos
}

// comments lists the comments of source that may not even parse.
func comments(source []byte) []placed {
	fset := token.NewFileSet()
	file := fset.AddFile("", fset.Base(), len(source))
	var s scanner.Scanner
	s.Init(file, source, func(token.Position, string) {}, scanner.ScanComments)
	var list []placed
	for {
		pos, tok, text := s.Scan()
		if tok == token.EOF {
			return list
		}
		if tok == token.COMMENT {
			list = append(list, placed{text, Position(fset, pos)})
		}
	}
}
