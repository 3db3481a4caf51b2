package resolve

import (
	"fmt"
	"go/ast"
	"go/types"
	"path/filepath"
	"strconv"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/load"
	"github.com/mcpgen/mcpgen/generator/internal/schema"
)

type resolver struct {
	pkg   *load.Package
	out   *ir.Package
	types *schema.Builder
	found []diag.Diagnostic

	byVerb     map[string][]annotations.Found
	byNode     map[ast.Node][]annotations.Found
	vocabulary vocabulary
	checks     map[string]knownCheck // by name, "pkg.Name" for those of other packages
	defaults   defaults
	restricts  []restrict
	used       map[string]bool       // tags that a component has
	receivers  map[*types.Named]bool // types of receivers that were looked at
	registered map[types.Object]bool // RegisterMCP of receivers' own, reported
	functions  map[ast.Node]*function
	omitted    map[string]diag.Span // types of results that //mcp:type leaves out, by type string, and where that is written
	callback   collected            // of the component at hand
}

func (r *resolver) report(code diag.Code, at diag.Span, hint, format string, args ...any) {
	r.found = append(r.found, diag.Diagnostic{Code: code, Span: at, Hint: hint, Message: fmt.Sprintf(format, args...)})
}

func (r *resolver) reportRelated(code diag.Code, at, other diag.Span, note, hint, format string, args ...any) {
	r.report(code, at, hint, format, args...)
	last := &r.found[len(r.found)-1]
	last.Related = append(last.Related, diag.Related{Span: other, Message: note})
}

// directives returns those with the verb, in source order.
func (r *resolver) directives(verb string) []annotations.Found { return r.byVerb[verb] }

// on returns the directives with the verb that stand on the node.
func (r *resolver) on(node ast.Node, verb string) []annotations.Found {
	var list []annotations.Found
	for _, f := range r.byNode[node] {
		if f.Verb.Text == verb {
			list = append(list, f)
		}
	}
	return list
}

func (r *resolver) span(n ast.Node) diag.Span { return annotations.NodeSpan(r.pkg.Fset, n) }

func baseName(s diag.Span) string { return filepath.Base(s.File) }

// knownCheck is a check that terms may name.
type knownCheck struct {
	fn  *ir.CheckFunc // nil for one that was reported where it is declared; uses of it are not
	sig *types.Signature
	at  diag.Span // the name in its declaration
	// receiver is the type that it is a method of.
	receiver string
}

// defaults are what //mcp:package says.
type defaults struct {
	terms     []ir.Term
	challenge bool
	strict    diag.Span // where strict is written; a zero span is not strict
	prefix    string    // of names
	// pointersRequired says that arguments that are pointers must be given.
	pointersRequired bool
}

// restrict is one //mcp:restrict.
type restrict struct {
	tag   annotations.Word
	terms []ir.Term
}

// vocabulary are the declared scopes. Without a declaration every scope may be named.
type vocabulary struct {
	names    []string
	declared map[string]diag.Span
	implies  map[string][]string // direct
}

// scope says where terms stand: names are resolved from there.
type scope struct {
	found annotations.Found
	args  *arguments // nil in package and restrict, where there are none
}

func plural(n int, noun string) string {
	switch n {
	case 0:
		return "no " + noun
	case 1:
		return "one " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// arguments are what $ may name in the auth= of a component.
type arguments struct {
	component *ir.Component
	args      []schema.Arg
	whole     bool // the one argument is a struct that holds them all
	known     bool // the signature could be read
}

// objectSpan is where an object is declared.
func (r *resolver) objectSpan(obj types.Object) diag.Span {
	at := annotations.Position(r.pkg.Fset, obj.Pos())
	return diag.Span{File: r.pkg.Fset.PositionFor(obj.Pos(), false).Filename, Start: at, End: at}
}

// function is what a component calls.
type function struct {
	node ast.Node // on which its directives stand
	name string
	obj  *types.Func // nil when its type is broken
	doc  string
	at   diag.Span // its name
	// params and results are where each stands: a parameter at its name, or its type when it has none; a result at its type.
	params, results []diag.Span
	// receiver is the type by which it is called, receiverAt where that is written; nil for a function, and for a receiver
	// that is broken, which method tells apart.
	receiver        *types.Named
	receiverAt      diag.Span
	method, pointer bool
}

// collected are the elements that a callback is handed; a nil elem is none.
type collected struct {
	elem types.Type
	at   diag.Span
}

// value is one result that is neither the error nor of a type that is left out.
type value struct {
	index int // in the signature
	v     *types.Var
	at    diag.Span
}
