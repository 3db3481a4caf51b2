package resolve

import (
	"go/token"
	"strconv"
	"strings"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// terms resolves a list of terms; those with a finding are left out.
func (r *resolver) terms(list []annotations.Term, s scope) []ir.Term {
	var terms []ir.Term
	for _, t := range list {
		if term, ok := r.term(t, s); ok {
			term.Text, term.Declared = t.String(), t.Span
			terms = append(terms, term)
		}
	}
	return terms
}

func (r *resolver) term(t annotations.Term, s scope) (ir.Term, bool) {
	switch t.Kind {
	case annotations.Path:
		r.report("MCP310", t.Span, "pass it to a check: owns("+t.Raw+")", "parameter %s is no requirement by itself", t.Raw)
		return ir.Term{}, false
	case annotations.String, annotations.Number, annotations.Bool:
		hint := "write a term such as scopes(…), or the name of a check"
		if t.Kind == annotations.String && (token.IsIdentifier(t.Text) || strings.HasSuffix(t.Text, ")")) {
			hint = "write " + t.Text + " without quotes"
		}
		r.report("MCP301", t.Span, hint, "%s is no requirement", t.Raw)
		return ir.Term{}, false
	}
	built, ok := annotations.AuthTermNamed(t.Text)
	if !ok {
		return r.customCheck(t, s)
	}
	if !r.arity(built, t) {
		return ir.Term{}, false
	}
	return r.builtin(built, t, s)
}

// arity checks the parentheses and the number of arguments of a built-in term.
func (r *resolver) arity(built annotations.AuthTerm, t annotations.Term) bool {
	called := t.Kind == annotations.Call
	n := len(t.Args)
	switch {
	case built.Bare && called:
		r.report("MCP302", t.Span, "write "+built.Shape, "%s takes no arguments", built.Name)
	case !built.Bare && !called:
		r.report("MCP302", t.Span, "write "+built.Shape, "%s needs arguments", built.Name)
	case !built.Bare && (n < built.Min || built.Max >= 0 && n > built.Max):
		r.report("MCP302", t.Span, "write "+built.Shape, "%s with %s", built.Name, plural(n, "argument"))
	default:
		return true
	}
	return false
}

// builtin resolves the arguments of a built-in term.
func (r *resolver) builtin(built annotations.AuthTerm, t annotations.Term, s scope) (ir.Term, bool) {
	term := ir.Term{Op: ir.Op(built.Name)}
	switch term.Op {
	case ir.OpAny:
		term.Terms = r.terms(t.Args, s)
		for _, alternative := range term.Terms {
			if alternative.Op == ir.OpUnrestricted {
				r.report("MCP309", alternative.Declared, "leave unrestricted out, or write auth=unrestricted if everybody may use it",
					"unrestricted inside any lets everybody in, so the other terms have no effect")
			}
		}
		return term, len(term.Terms) == len(t.Args)
	case ir.OpMaxHops:
		return r.maxHops(term, t.Args[0])
	case ir.OpClaim:
		return r.claim(term, t.Args)
	}
	ok := true
	seen := map[string]bool{}
	for _, arg := range t.Args {
		w, fine := r.wordOf(arg, built)
		if fine && seen[w.Text] {
			r.report("MCP302", w.Span, "", "%q is listed twice", w.Text)
			fine = false
		}
		switch {
		case !fine:
		case term.Op == ir.OpScopes || term.Op == ir.OpAnyScope:
			fine = r.knownScope(w)
			term.ImpliedBy = append(term.ImpliedBy, r.vocabulary.impliedBy(w.Text))
		case term.Op == ir.OpSubject && w.Text != "user" && w.Text != "application":
			r.report("MCP302", w.Span, "write "+built.Shape, "%q is no kind of subject", w.Text)
			fine = false
		}
		ok = ok && fine
		seen[w.Text] = true
		term.Strings = append(term.Strings, w.Text)
	}
	return term, ok
}

// wordOf accepts a word or a string as argument of a built-in term.
func (r *resolver) wordOf(arg annotations.Term, built annotations.AuthTerm) (annotations.Word, bool) {
	w := annotations.Word{Text: arg.Text, Span: arg.Span}
	if arg.Kind == annotations.Call || arg.Kind == annotations.Path || arg.Text == "" {
		r.report("MCP302", arg.Span, "write "+built.Shape, "%s takes words, not %s", built.Name, arg.Raw)
		return w, false
	}
	return w, true
}

func (r *resolver) maxHops(term ir.Term, arg annotations.Term) (ir.Term, bool) {
	n, err := strconv.ParseInt(arg.Text, 10, 32)
	if arg.Kind != annotations.Number || err != nil || n < 0 {
		r.report("MCP302", arg.Span, "write maxhops(n) with a whole number from 0", "%s is no number of hops", arg.Raw)
		return term, false
	}
	term.Number = n
	return term, true
}

// claim reads path and value: a bare path descends at its dots, a quoted one is one name.
func (r *resolver) claim(term ir.Term, args []annotations.Term) (ir.Term, bool) {
	path, value := args[0], args[1]
	switch {
	case path.Kind == annotations.String && path.Text != "":
		term.Strings = []string{path.Text}
	case path.Kind == annotations.Bare && !strings.Contains("."+path.Text+".", ".."):
		term.Strings = strings.Split(path.Text, ".")
	default:
		r.report("MCP302", path.Span, "write claim(org.plan, premium), or quote a name with dots", "%s is no path of a claim", path.Raw)
		return term, false
	}
	switch value.Kind {
	case annotations.Call, annotations.Path:
		r.report("MCP302", value.Span, "write a string, a number, true or false", "%s is no value of a claim", value.Raw)
		return term, false
	case annotations.Number:
		if !representable(value.Text) {
			r.report("MCP302", value.Span, "", "%s is out of range", value.Raw)
			return term, false
		}
		term.Value = value.Text
	case annotations.Bool:
		term.Value = value.Text
	default:
		term.Value = strconv.Quote(value.Text)
	}
	return term, true
}

// representable reports whether generated code can hold the number as an int or a float64.
func representable(number string) bool {
	if _, err := strconv.ParseInt(number, 10, 64); err == nil {
		return true
	}
	_, err := strconv.ParseFloat(number, 64)
	return err == nil && strings.ContainsAny(number, ".eE")
}
