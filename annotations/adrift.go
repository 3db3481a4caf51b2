package annotations

import (
	"go/ast"
	"go/token"
	"slices"
	"sort"

	"github.com/mcpgen/mcpgen/annotations/diag"
)

// reporter makes a finding at the directive at hand.
type reporter func(code diag.Code, hint, format string, args ...any) *diag.Diagnostic

// adrift explains a directive that belongs to no declaration.
func adrift(f File, verb Verb, d *Directive, report reporter) *diag.Diagnostic {
	at := d.Span.Start
	if clause := Position(f.Fset, f.AST.Name.End()); clause.Line == at.Line && clause.Offset <= at.Offset {
		return report("MCP203", "put it on a line of its own, directly above "+placesOf(verb), "mcp:%s stands behind the package clause", verb.Name)
	}
	decls := f.AST.Decls
	before := sort.Search(len(decls), func(i int) bool { return Position(f.Fset, decls[i].Pos()).Offset > at.Offset })
	if before > 0 {
		decl := decls[before-1]
		to := Position(f.Fset, decl.End())
		if fn, ok := decl.(*ast.FuncDecl); ok && fn.Body != nil {
			body := Position(f.Fset, fn.Body.Lbrace)
			if body.Offset < at.Offset && at.Offset < to.Offset {
				return report("MCP203", "put it directly above "+placesOf(verb), "mcp:%s inside the body of %s", verb.Name, fn.Name.Name)
			}
		}
		if at.Line <= to.Line {
			return report("MCP203", "put it on a line of its own, directly above "+placesOf(verb),
				"mcp:%s stands inside or behind a declaration", verb.Name)
		}
	}
	return detached(f, verb, d, report)
}

// detached reports a directive with a gap between it and the next declaration, and offers to close the gap.
func detached(f File, verb Verb, d *Directive, report reporter) *diag.Diagnostic {
	next := nextDecl(f, d)
	if next == nil {
		return report("MCP202", "put it directly above "+placesOf(verb), "mcp:%s stands above no declaration", verb.Name)
	}
	found := report("MCP202", "remove what separates it from the declaration below: an empty line ends a doc comment",
		"mcp:%s is detached from the declaration below", verb.Name)
	at := NodeSpan(f.Fset, next)
	at.End = at.Start
	found.Related = []diag.Related{{Span: at, Message: "the declaration below"}}
	if !commentBetween(f, d.Span.End.Offset, at.Start.Offset) {
		gap := diag.Span{File: d.Span.File, Start: d.Span.End, End: at.Start}
		found.Fixes = []diag.Fix{{Message: "remove the gap", Edits: []diag.Edit{{Span: gap, New: "\n"}}}}
	}
	return found
}

// commentBetween reports whether a comment begins between two offsets: closing the gap would swallow it.
func commentBetween(f File, from, to int) bool {
	groups := f.AST.Comments
	first := sort.Search(len(groups), func(i int) bool { return Position(f.Fset, groups[i].End()).Offset > from })
	for _, group := range groups[first:] {
		for _, c := range group.List {
			if at := Position(f.Fset, c.Slash).Offset; from <= at {
				return at < to
			}
		}
	}
	return false
}

// nextDecl is the first declaration, or the package clause, behind a directive.
func nextDecl(f File, d *Directive) ast.Node {
	after := func(p token.Pos) bool { return Position(f.Fset, p).Offset > d.Span.Start.Offset }
	if after(f.AST.Package) {
		return &ast.Ident{NamePos: f.AST.Package}
	}
	decls := f.AST.Decls
	if i := sort.Search(len(decls), func(i int) bool { return after(decls[i].Pos()) }); i < len(decls) {
		return decls[i]
	}
	return nil
}

// placesOf lists where a verb may stand: "a func, method or interface method".
func placesOf(v Verb) string {
	if v.On[0] == OnPackage {
		return "the package clause"
	}
	on := slices.DeleteFunc(slices.Clone(v.On), func(p Place) bool { return p == Apart }) // which for= makes possible, where it is meant
	s := article(on[0])
	for i, p := range on[1:] {
		s += pick(i == len(on)-2, " or ", ", ") + string(p)
	}
	return s
}

// article is a place with its article.
func article(p Place) string {
	if p == OnInterface {
		return "an " + string(p)
	}
	return "a " + string(p)
}
