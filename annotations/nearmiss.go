package annotations

import (
	"go/ast"
	"strings"

	"github.com/mcpgen/mcpgen/annotations/diag"
)

// surroundings tell a near-miss from prose.
type surroundings struct {
	documents bool // the comment belongs to a declaration
	continues bool // the line before is prose that this line may continue
}

func surroundingsOf(group *ast.CommentGroup, i int, attached map[*ast.CommentGroup]target) surroundings {
	_, documents := attached[group]
	s := surroundings{documents: documents}
	if i > 0 {
		before := group.List[i-1].Text
		_, directive := ast.ParseDirective(0, before)
		s.continues = !directive && strings.Trim(before, "/* \t") != ""
	}
	return s
}

// nearMiss reports each line of a comment that its author probably meant as a directive. gofmt turns several of these
// into prose for good, and the policy they state would silently not hold.
func nearMiss(file string, pos diag.Pos, comment string, around surroundings) []diag.Diagnostic {
	if strings.HasPrefix(comment, "//") {
		if m, ok := resemble(comment, 2, around); ok {
			return []diag.Diagnostic{m.finding(file, pos, comment, false)}
		}
		return nil
	}
	var found []diag.Diagnostic
	at, from := pos, 0
	for n, line := range strings.Split(comment, "\n") {
		text := strings.TrimSuffix(strings.TrimSuffix(line, "\r"), "*/")
		skip := 0
		if n == 0 {
			skip = len("/*")
		}
		if m, ok := resemble(text[min(skip, len(text)):], 0, around); ok {
			m.to += skip
			found = append(found, m.finding(file, at, comment, true))
		}
		from += len(line) + 1
		at = diag.Pos{Offset: pos.Offset + from, Line: at.Line + 1, Column: 1}
	}
	return found
}

// likeness is a comment that resembles a directive: bytes [from, to) of the line are its head.
type likeness struct {
	verb     string
	from, to int
}

func (m likeness) finding(file string, pos diag.Pos, comment string, block bool) diag.Diagnostic {
	at := func(i int) diag.Pos {
		return diag.Pos{Offset: pos.Offset + i, Line: pos.Line, Column: pos.Column + i}
	}
	span := diag.Span{File: file, Start: at(m.from), End: at(m.to)}
	hint := "write " + Prefix + m.verb + ", without a blank and in lower case; if it is prose, begin the line differently"
	if block {
		hint = "write " + Prefix + m.verb + " as a line comment; if it is prose, begin the line differently"
	}
	d := finding("MCP101", span, hint, "this comment looks like the directive mcp:%s but is not read as one", m.verb)
	if !block {
		d.Fixes = []diag.Fix{{Message: "write " + Prefix + m.verb, Edits: []diag.Edit{{Span: span, New: Prefix + m.verb}}}}
	}
	return d
}

// stray reports a line of a comment with a directive that goes on with a key of it, as "//	auth=scopes(a)" below
// "//mcp:tool": a directive is one line, so the requirement would be prose.
func stray(file string, pos diag.Pos, comment string, group *ast.CommentGroup) []diag.Diagnostic {
	line, ok := strings.CutPrefix(comment, "//")
	text := strings.TrimLeft(line, " \t")
	word, _, pair := strings.Cut(text, "=")
	word = strings.TrimRight(word, " \t")
	if !ok || !pair {
		return nil
	}
	for _, c := range group.List {
		d, _ := ast.ParseDirective(0, c.Text)
		verb, known := VerbNamed(d.Name)
		if d.Tool != "mcp" || !known {
			continue
		}
		if _, isKey := verb.Key(strings.ToLower(word)); isKey {
			from := pos
			from.Offset += len(comment) - len(text)
			from.Column += len(comment) - len(text)
			to := from
			to.Offset, to.Column = from.Offset+len(word), from.Column+len(word)
			return []diag.Diagnostic{finding("MCP101", diag.Span{File: file, Start: from, End: to},
				"write it behind "+Prefix+verb.Name+": a directive is one line; if it is prose, begin the line differently",
				"%s= stands outside of the directive mcp:%s and is not read", word, verb.Name)}
		}
	}
	return nil
}
