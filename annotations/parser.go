package annotations

import (
	"go/ast"
	"go/token"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mcpgen/mcpgen/annotations/diag"
)

// Bounds on one directive. Hostile input must not exhaust the generator.
const (
	maxTermDepth = 16
)

// Parse reads one comment line, "//mcp:verb args", that stands at pos in file. It returns nil when the comment is no
// directive of ours. Findings are about grammar and vocabulary; the directive holds whatever could still be read.
func Parse(file string, pos diag.Pos, comment string) (*Directive, []diag.Diagnostic) {
	raw, ok := ast.ParseDirective(token.NoPos, comment)
	if !ok || raw.Tool != "mcp" {
		return nil, nil
	}
	c := &cursor{text: comment, at: len(Prefix), file: file, base: pos}
	end := len(strings.TrimRight(comment, " \t"))
	d := &Directive{Span: c.span(0, end), Verb: c.word(len(Prefix), len(Prefix)+len(raw.Name))}
	c.unreadable()
	if len(c.found) > 0 {
		d.Broken = true
		return d, c.found
	}
	c.at = len(Prefix) + len(raw.Name)
	c.text = comment[:end]
	c.arguments(d)
	checkWords(c, d)
	d.Broken = len(c.found) > 0
	return d, c.found
}

// arguments reads everything behind the verb.
func (c *cursor) arguments(d *Directive) {
	for {
		blank := c.skipBlanks()
		if c.done() {
			return
		}
		from := c.at
		if !blank {
			c.report("MCP106", from, from+1, "put a blank before the next argument",
				"%s follows without a blank", shown(c.text[c.at:]))
		}
		arg, ok := c.argument()
		if !ok {
			c.skipArgument()
		}
		arg.Span = c.span(from, c.at)
		if ok {
			d.Args = append(d.Args, arg)
		}
	}
}

// argument = flag | word "," word… | key "=" value | string. When ok is false the finding has been reported.
func (c *cursor) argument() (arg Arg, ok bool) {
	if b := c.peek(); b == '"' || b == '`' {
		t, ok := c.term(0)
		return Arg{Kind: Quote, Value: []Term{t}}, ok
	}
	from := c.bare()
	key := c.word(from, c.at)
	if c.at == from {
		c.unexpected("an argument")
		return Arg{}, false
	}
	if c.peek() == '(' {
		hint := "write auth=" + key.Text + "(…); if auth= is there, go on in it behind a comma without a blank"
		if name, term, ok := strings.Cut(key.Text, ":"); ok && term != "" {
			hint = "write " + name + "=" + term + "(…)"
		}
		c.report("MCP106", from, c.at, hint, "%q stands alone; a call is part of a value", key.Text)
		return Arg{}, false
	}
	if c.peek() == ',' {
		return c.words(key)
	}
	if c.peek() != '=' {
		return Arg{Kind: Flag, Key: key}, true
	}
	c.at++
	value, ok := c.list(0)
	return Arg{Kind: Pair, Key: key, Value: value}, ok
}

// words reads the rest of a list of words, of which first was the first.
func (c *cursor) words(first Word) (arg Arg, ok bool) {
	arg = Arg{Kind: List, Key: first, Value: []Term{bareTerm(first)}}
	for c.peek() == ',' {
		c.at++
		from := c.bare()
		if c.at == from {
			c.unexpected("a word")
			return arg, false
		}
		arg.Value = append(arg.Value, bareTerm(c.word(from, c.at)))
	}
	return arg, true
}

func bareTerm(w Word) Term {
	return Term{Kind: Bare, Text: w.Text, Raw: w.Text, Span: w.Span, Name: w.Span}
}

// list = term { "," term }. Blanks are allowed inside parentheses only (depth > 0).
func (c *cursor) list(depth int) (list []Term, ok bool) {
	for {
		if depth > 0 {
			c.skipBlanks()
		}
		t, ok := c.term(depth)
		if !ok {
			return list, false
		}
		list = append(list, t)
		if depth > 0 {
			c.skipBlanks()
		}
		if c.peek() != ',' {
			return list, true
		}
		c.at++
	}
}

// shown quotes the first character of a text: as it is when it can be seen.
func shown(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if unicode.IsGraphic(r) && r != '"' && r != ' ' {
		return `"` + s[:size] + `"`
	}
	return strconv.QuoteRune(r)
}

// unexpected reports the character at the cursor where something else was wanted.
func (c *cursor) unexpected(wanted string) {
	if c.done() || isBlank(c.peek()) {
		hint := ""
		if c.at > 0 && c.text[c.at-1] == ',' {
			hint = "a list goes on directly after the comma: a,b"
		} else if c.at > 0 && c.text[c.at-1] == '=' {
			hint = "write the value directly after the equals sign"
		}
		c.report("MCP106", c.at-1, c.at, hint, "%s is missing after %s", wanted, shown(c.text[c.at-1:]))
		return
	}
	r, size := utf8.DecodeRuneInString(c.text[c.at:])
	hint := ""
	if r == ')' && c.at > 0 && c.text[c.at-1] == ',' {
		hint = "remove the comma, or write what should follow it"
	} else if strings.ContainsRune("=$()", r) {
		hint = "quote the text if the character is meant: \"…\""
	}
	c.report("MCP106", c.at, c.at+size, hint, "unexpected %s where %s should stand", shown(c.text[c.at:]), wanted)
}
