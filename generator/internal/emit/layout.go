package emit

import (
	"bytes"
	"go/token"
	"slices"
)

// layout appends to out what jennifer has rendered, as gofmt would write it, in one pass over the tokens. jennifer has broken the
// lines; what is left to do is their indentation, the blanks between tokens and the columns of structs and composite
// literals. It knows the constructs that this package writes and no others: it reports false when it meets something
// else, which is then for gofmt to write. gofmt prints nested expressions again and again in order to measure them; with a
// thousand components that was most of a run.
func layout(out, source []byte) ([]byte, bool) {
	l := &layouter{lexer: lexer{source: source}, known: !bytes.Contains(source, []byte("\r")), out: slices.Grow(out, len(source)+len(source)/4)}
	before, t := word{}, l.next()
	for t.tok != token.EOF && l.known {
		after := l.next()
		l.write(before, t, after)
		before, t = t, after
	}
	l.endLine(before)
	l.align()
	return l.out, l.known && len(l.open) == 0 && len(l.headers) == 0
}

// layouter is the state of [layout].
type layouter struct {
	lexer
	known   bool
	out     []byte
	open    []bracket // not closed yet
	headers []int     // for each func, if, for and switch whose block is still to begin: how many brackets are open around it
	line    line      // being written
	columns []line    // lines above it whose second columns are to be aligned
}

// bracket is an open bracket.
type bracket struct {
	indent   int  // of the line on which it stands
	elements bool // of a composite literal: a line in it may be a key and a value
	fields   bool // of a struct
}

// line is a line of the output.
type line struct {
	start, indent, depth int // depth is the number of brackets open where it starts
	column, width        int // where its second column starts, 0 for none, and the characters before that
}

// write writes t between its neighbours.
func (l *layouter) write(before, t, after word) {
	switch {
	case t.breaks > 0:
		l.endLine(before)
		l.beginLine(before, t)
	case l.blank(before, t, after):
		l.out = append(l.out, ' ')
	}
	l.known = l.known && familiar(before, t, after, len(l.open)) && !l.isTag(t)
	l.out = append(l.out, t.text...)
	l.nest(before, t)
	l.beginColumn(t)
}

// isTag reports whether t is a struct tag, which has a third column of its own.
func (l *layouter) isTag(t word) bool {
	return t.tok == token.STRING && len(l.open) > 0 && l.open[len(l.open)-1].fields
}

// nest keeps track of the brackets.
func (l *layouter) nest(before, t word) {
	switch t.tok {
	case token.FUNC, token.IF, token.FOR, token.SWITCH:
		l.headers = append(l.headers, len(l.open))
	case token.LPAREN, token.LBRACK:
		l.open = append(l.open, bracket{indent: l.line.indent})
	case token.LBRACE:
		b := bracket{indent: l.line.indent, fields: before.tok == token.STRUCT}
		if l.inHeader() {
			l.headers = l.headers[:len(l.headers)-1]
		} else {
			b.elements = !b.fields
		}
		l.open = append(l.open, b)
	case token.RPAREN, token.RBRACK, token.RBRACE:
		if len(l.open) == 0 || l.inHeader() { // of a function type, which has no block
			l.known = false
			return
		}
		l.open = l.open[:len(l.open)-1]
	}
}

// inHeader reports whether t stands between a func, if, for or switch and its block.
func (l *layouter) inHeader() bool {
	return len(l.headers) > 0 && l.headers[len(l.headers)-1] == len(l.open)
}

// blank reports whether a blank stands between before and t.
func (l *layouter) blank(before, t, after word) bool {
	switch before.tok {
	case token.ILLEGAL, token.LPAREN, token.LBRACK, token.LBRACE, token.PERIOD, token.MUL, token.AND, token.NOT, token.SUB:
		return false // * and & are never binary here
	}
	switch t.tok {
	case token.COMMA, token.SEMICOLON, token.COLON, token.PERIOD, token.RPAREN, token.RBRACK, token.RBRACE:
		return false
	case token.ASSIGN, token.DEFINE, token.EQL, token.NEQ, token.LAND, token.ADD:
		return true
	case token.LBRACE: // of a block, a struct with fields, or a composite literal
		return l.inHeader() || before.tok == token.STRUCT && after.breaks > 0
	}
	switch before.tok {
	case token.IDENT: // then a call, an index, type arguments; or a type, as that of a field
		return t.tok != token.LPAREN && (t.tok != token.LBRACK || after.tok == token.RBRACK || after.tok == token.INT)
	case token.RPAREN: // then the result of a function, or what is called or converted
		return l.inHeader()
	case token.FUNC: // then a receiver, or the parameters of a literal
		return t.tok != token.LPAREN || len(l.out) == l.line.start+len("func")
	}
	return before.tok != token.MAP && before.tok != token.RBRACK
}

// beginLine indents the line of t: in a bracket by one more than the line on which that stands, and by one more again
// what follows the first line of an expression.
func (l *layouter) beginLine(before, t word) {
	if t.breaks > 1 && len(l.open) == 0 {
		l.out = append(l.out, '\n')
	}
	l.line = line{start: len(l.out), depth: len(l.open)}
	if len(l.open) > 0 {
		l.line.indent = l.open[len(l.open)-1].indent
		if !closes(t.tok) && t.tok != token.CASE {
			l.line.indent++
		}
	}
	if goesOn(before.tok) {
		l.line.indent++
	}
	for range l.line.indent {
		l.out = append(l.out, '\t')
	}
}

// beginColumn begins the second column of a line behind t: a key's colon, or the name of a field.
func (l *layouter) beginColumn(t word) {
	if l.line.column > 0 || len(l.open) == 0 || len(l.open) != l.line.depth {
		return
	}
	in := l.open[len(l.open)-1]
	if in.elements && t.tok == token.COLON || in.fields && t.tok == token.IDENT {
		l.line.column = len(l.out)
		l.line.width = len([]rune(string(l.out[l.line.start:])))
		l.known = l.known && (in.fields || l.line.width-l.line.indent <= maxKey)
	}
}

// maxKey is the length of a key from which on gofmt weighs it against that of its neighbours before it aligns them.
const maxKey = 40

// endLine ends a line. One that has two columns and does not go on below is aligned with its neighbours.
func (l *layouter) endLine(last word) {
	if l.line.column > 0 && len(l.open) == l.line.depth && !goesOn(last.tok) {
		l.columns = append(l.columns, l.line)
	} else {
		l.align()
	}
	l.out = append(l.out, '\n')
	l.line = line{}
}

// align moves the second columns of the lines that were collected to the right, as far as the farthest.
func (l *layouter) align() {
	if len(l.columns) > 1 {
		widest := 0
		for _, c := range l.columns {
			widest = max(widest, c.width)
		}
		first := l.columns[0].start
		text, done := bytes.Clone(l.out[first:]), 0
		l.out = l.out[:first]
		for _, c := range l.columns {
			l.out = append(l.out, text[done:c.column-first]...)
			for range widest - c.width {
				l.out = append(l.out, ' ')
			}
			done = c.column - first
		}
		l.out = append(l.out, text[done:]...)
	}
	l.columns = l.columns[:0]
}
