package resolve

import (
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/internal/uritemplate"
)

// fromText checks a resource or prompt, whose arguments arrive as text: the URI's variables against the parameters, and
// the types of both.
func (r *resolver) fromText(c *ir.Component, d annotations.Found, args *arguments) bool {
	before := len(r.found)
	var variables []annotations.Word
	if c.Kind == ir.Resource {
		uri := d.Text("uri")
		if uri.Text == "" {
			return false // reported by annotations
		}
		var ok bool
		if variables, ok = r.template(uri); !ok {
			return false
		}
		r.bind(c, uri, variables, args)
	}
	for i, f := range c.Input.Fields {
		if !scalar(f.Type) {
			at := args.args[0].Span
			if !args.whole {
				at = args.args[i].Span
			}
			r.report("MCP320", at, "take a string, number, boolean or a type with UnmarshalText",
				"argument %q of a %s arrives as text", f.JSON, c.Kind)
		}
	}
	textual(c)
	return len(r.found) == before
}

// bind holds variables against parameters: each has to have its counterpart.
func (r *resolver) bind(c *ir.Component, uri annotations.Word, variables []annotations.Word, args *arguments) {
	var names []string
	for _, f := range c.Input.Fields {
		names = append(names, f.JSON)
	}
	for _, v := range variables {
		if slices.Contains(names, v.Text) {
			continue
		}
		hint := "add a parameter " + v.Text
		if near := annotations.Nearest(v.Text, names); near != "" {
			hint = "did you mean {" + near + "}?"
		}
		r.report("MCP504", v.Span, hint, "variable {%s} has no parameter", v.Text)
	}
	for i, name := range names {
		if slices.ContainsFunc(variables, func(v annotations.Word) bool { return v.Text == name }) {
			continue
		}
		at := args.args[0].Span
		if !args.whole {
			at = args.args[i].Span
		}
		r.reportRelated("MCP504", at, uri.Span, "the URI", "add {"+name+"} to the URI, or drop the parameter",
			"parameter %q is no variable of the URI", name)
	}
}

// scalar reports whether a value of the type can be read from a text.
func scalar(t *ir.Type) bool {
	switch t.Kind {
	case ir.Pointer:
		return scalar(t.Elem)
	case ir.String, ir.Integer, ir.Float, ir.Boolean, ir.Text, ir.Time, ir.Number, ir.URL, ir.Duration:
		return true
	}
	return false
}

// template reads the URI of a resource. The runtime reads it with the same parser when the component is registered.
func (r *resolver) template(uri annotations.Word) (variables []annotations.Word, ok bool) {
	template, problems := uritemplate.Parse(uri.Text)
	for _, p := range problems {
		r.report("MCP321", within(uri, p.From, p.To), p.Hint, "%s", p.Message)
	}
	for _, name := range template.Variables() {
		from := strings.Index(uri.Text, "{"+name+"}")
		word := annotations.Word{Text: name, Span: within(uri, from, from+len(name)+2)}
		variables = append(variables, word)
	}
	return variables, len(problems) == 0
}

// within is the span of word.Text[from:to], quoted or not; that of the whole word when escapes make offsets unreliable.
func within(w annotations.Word, from, to int) diag.Span {
	s := w.Span
	quotes := s.End.Offset - s.Start.Offset - len(w.Text)
	if quotes != 0 && quotes != len(`""`) {
		return s // every escape is longer than what it stands for
	}
	from, to = from+quotes/2, to+quotes/2
	move := func(p diag.Pos, n int) diag.Pos {
		return diag.Pos{Offset: p.Offset + n, Line: p.Line, Column: p.Column + n}
	}
	return diag.Span{File: s.File, Start: move(s.Start, from), End: move(s.Start, to)}
}
