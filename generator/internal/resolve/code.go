package resolve

import (
	"bytes"
	"cmp"
	"go/ast"
	"go/format"
	"go/scanner"
	"go/token"
	"strings"
)

// code lists the tokens of a function, without comments and layout.
func (r *resolver) code(fn *ast.FuncDecl) string {
	var printed bytes.Buffer
	if err := format.Node(&printed, r.pkg.Fset, &ast.FuncDecl{Recv: fn.Recv, Name: fn.Name, Type: fn.Type, Body: fn.Body}); err != nil {
		return "" // no source: a dependency that go vet knows by its export data
	}
	var s scanner.Scanner
	s.Init(token.NewFileSet().AddFile("", -1, printed.Len()), printed.Bytes(), nil, 0)
	var b strings.Builder
	ended := false // a statement, by a line end or a semicolon, which a closing bracket makes superfluous
	for {
		_, tok, text := s.Scan()
		if tok == token.EOF {
			return b.String()
		}
		if ended && tok != token.RBRACE && tok != token.RPAREN {
			b.WriteString("; ")
		}
		if ended = tok == token.SEMICOLON; !ended {
			b.WriteString(cmp.Or(text, tok.String()) + " ")
		}
	}
}
