package emit

import (
	"bytes"
	"go/token"
	"unicode/utf8"
)

// word is a token of Go with its text and the number of line breaks before it.
type word struct {
	tok    token.Token
	text   []byte
	breaks int
}

// lexer reads the tokens that this package writes. It is go/scanner for them, without its copies of every text, its
// table of lines and its semicolons at their ends. Anything else is a token.ILLEGAL.
type lexer struct {
	source []byte
	at     int
}

// operators are those of one character that no other begins with.
var operators = [utf8.RuneSelf]token.Token{
	'(': token.LPAREN, ')': token.RPAREN, '[': token.LBRACK, ']': token.RBRACK, '{': token.LBRACE, '}': token.RBRACE,
	',': token.COMMA, ';': token.SEMICOLON, '.': token.PERIOD, '*': token.MUL, '+': token.ADD, '-': token.SUB,
	':': token.COLON, '=': token.ASSIGN, '!': token.NOT, '&': token.AND,
}

// doubled are the operators of two characters.
var doubled = map[string]token.Token{":=": token.DEFINE, "==": token.EQL, "!=": token.NEQ, "&&": token.LAND}

// next returns the next token; at the end, and ever after, token.EOF.
func (l *lexer) next() word {
	w := word{tok: token.EOF}
	for ; l.at < len(l.source) && bytes.IndexByte([]byte(" \t\n"), l.source[l.at]) >= 0; l.at++ {
		if l.source[l.at] == '\n' {
			w.breaks++
		}
	}
	if rest := l.source[l.at:]; len(rest) > 0 {
		var size int
		w.tok, size = first(rest)
		w.text = rest[:size]
		l.at += size
	}
	return w
}

// first is the token that s begins with, and its size.
func first(s []byte) (token.Token, int) {
	c := s[0]
	switch {
	case isLetter(c):
		n := span(s, func(c byte) bool { return isLetter(c) || isDigit(c) })
		return token.Lookup(string(s[:n])), n
	case isDigit(c), c == '.' && len(s) > 1 && isDigit(s[1]):
		return number(s)
	case c == '"':
		return quoted(s)
	case c == '`':
		if end := bytes.IndexByte(s[1:], '`'); end >= 0 {
			return token.STRING, end + 2
		}
	case bytes.HasPrefix(s, []byte("//")):
		return token.COMMENT, span(s, func(c byte) bool { return c != '\n' })
	}
	if len(s) > 1 {
		if tok, ok := doubled[string(s[:2])]; ok {
			return tok, 2
		}
	}
	return operators[c], 1
}

func number(s []byte) (token.Token, int) {
	sign := false
	n := span(s, func(c byte) bool {
		part := isLetter(c) || isDigit(c) || c == '.' || sign && (c == '+' || c == '-')
		sign = c == 'e'
		return part
	})
	if bytes.ContainsAny(s[:n], ".e") {
		return token.FLOAT, n
	}
	return token.INT, n
}

func quoted(s []byte) (token.Token, int) {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			return token.STRING, i + 1
		}
	}
	return token.ILLEGAL, len(s)
}

// span is the length of the beginning of s whose bytes are in a set.
func span(s []byte, in func(byte) bool) int {
	for i, c := range s {
		if !in(c) {
			return i
		}
	}
	return len(s)
}

// isLetter takes every character beyond ASCII for one: in what this package writes, there is no other outside of strings
// and comments.
func isLetter(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= utf8.RuneSelf
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
