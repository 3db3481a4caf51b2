package emit

import (
	"bytes"
	"go/token"
)

// familiar reports whether [layout] knows how to write t, a token inside that many brackets.
func familiar(before, t, after word, depth int) bool {
	switch t.tok {
	case token.IDENT,
		token.LPAREN, token.RPAREN, token.LBRACK, token.RBRACK, token.LBRACE, token.RBRACE,
		token.COMMA, token.SEMICOLON, token.COLON, token.PERIOD,
		token.ASSIGN, token.DEFINE, token.EQL, token.NEQ, token.LAND, token.NOT, token.MUL, token.AND,
		token.CONST, token.VAR, token.TYPE, token.STRUCT, token.MAP, token.FUNC,
		token.IF, token.FOR, token.SWITCH, token.CASE, token.RETURN:
		return true
	case token.ADD: // the blanks of a sum within a line depend on what is around it
		return after.breaks > 0
	case token.SUB: // a sign
		return opens(before.tok) || before.tok == token.COMMA || before.tok == token.COLON || before.tok == token.ASSIGN
	case token.STRING: // one with line breaks has an indentation of its own
		return !bytes.Contains(t.text, []byte("\n"))
	case token.INT, token.FLOAT: // gofmt knows one way to write a number
		return !bytes.ContainsFunc(t.text, func(r rune) bool { return r >= 'A' && r <= 'Z' })
	case token.COMMENT: // above a declaration
		alone := (before.tok == token.ILLEGAL || t.breaks > 0) && after.breaks > 0
		return depth == 0 && alone && !bytes.HasPrefix(t.text, []byte("/*")) && !bytes.HasSuffix(t.text, []byte(" "))
	}
	return false
}

func opens(tok token.Token) bool {
	return tok == token.LPAREN || tok == token.LBRACK || tok == token.LBRACE
}

func closes(tok token.Token) bool {
	return tok == token.RPAREN || tok == token.RBRACK || tok == token.RBRACE
}

// goesOn reports whether an expression goes on in the line after the token.
func goesOn(last token.Token) bool { return last == token.ADD || last == token.PERIOD }
