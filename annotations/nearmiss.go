package annotations

import (
	"go/ast"
	"strings"

	"github.com/mcpgen/mcpgen/annotations/diag"
)

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
		here := around
		here.documents = around.documents || hidesPolicy(text)
		if m, ok := resemble(text[min(skip, len(text)):], 0, here); ok {
			m.to += skip
			found = append(found, m.finding(file, at, comment, true))
		}
		from += len(line) + 1
		at = diag.Pos{Offset: pos.Offset + from, Line: at.Line + 1, Column: 1}
	}
	return found
}

// hidesPolicy reports whether a line inside a block comment is, as it stands, a directive for a whole package. Moving the
// end of a block comment behind it changes no line of it. A component that is commented out is gone with its policy.
func hidesPolicy(line string) bool {
	d, ok := ast.ParseDirective(0, line)
	verb, known := VerbNamed(d.Name)
	return ok && d.Tool == "mcp" && known && verb.Allows(OnPackage)
}

func (m likeness) finding(file string, pos diag.Pos, comment string, block bool) diag.Diagnostic {
	at := func(i int) diag.Pos {
		return diag.Pos{Offset: pos.Offset + i, Line: pos.Line, Column: pos.Column + i}
	}
	span := diag.Span{File: file, Start: at(m.from), End: at(m.to)}
	how := " exactly so"
	if text := comment[m.from:m.to]; strings.ContainsAny(text, " \t") || text != strings.ToLower(text) {
		how = ", without a blank and in lower case"
	}
	hint := "write " + Prefix + m.verb + how + "; if it is prose, begin the line differently"
	if other := alien(comment[m.from:m.to]); other != "" && !block {
		hint = "write " + Prefix + m.verb + " in plain ASCII: " + other
	}
	if block {
		hint = "write " + Prefix + m.verb + " as a line comment; if it is prose, begin the line differently"
	}
	d := finding("MCP101", span, hint, "this comment looks like the directive mcp:%s but is not read as one", m.verb)
	if !block {
		d.Fixes = []diag.Fix{{Message: "write " + Prefix + m.verb, Edits: []diag.Edit{{Span: span, New: Prefix + m.verb}}}}
	}
	return d
}

// stray reports a line of a comment with directives of the verbs that goes on with a key of one, as "//	auth=scopes(a)" below
// "//mcp:tool": a directive is one line, so the requirement would be prose.
func stray(file string, pos diag.Pos, comment string, verbs []Verb) []diag.Diagnostic {
	if len(verbs) == 0 {
		return nil
	}
	var found []diag.Diagnostic
	at := pos
	for line := range strings.SplitAfterSeq(comment, "\n") {
		if verb, from, to, ok := continues(line, verbs); ok {
			span := diag.Span{File: file, Start: at, End: at}
			span.Start.Offset, span.Start.Column = at.Offset+from, at.Column+from
			span.End.Offset, span.End.Column = at.Offset+to, at.Column+to
			found = append(found, finding("MCP101", span,
				"write it behind "+Prefix+verb.Name+": a directive is one line; if it is prose, begin the line differently",
				"%s= stands outside of the directive mcp:%s and is not read", Skeleton(line[from:to]), verb.Name))
		}
		at = diag.Pos{Offset: at.Offset + len(line), Line: at.Line + 1, Column: 1}
	}
	return found
}

// verbsOf lists the verbs of the directives in a comment group.
func verbsOf(group *ast.CommentGroup) []Verb {
	var list []Verb
	for _, c := range group.List {
		d, _ := ast.ParseDirective(0, c.Text)
		if verb, known := VerbNamed(d.Name); d.Tool == "mcp" && known {
			list = append(list, verb)
		}
	}
	return list
}
