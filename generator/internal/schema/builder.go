package schema

import (
	"cmp"
	"go/token"
	"go/types"

	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/schema/docs"
)

// Config is what a [Builder] knows of the package that is being generated.
type Config = docs.Config

// Builder builds the types of one package. It is used by one goroutine.
type Builder struct {
	cfg     docs.Config
	docs    *docs.Docs
	types   map[string]*ir.Type // by type string with full package paths
	open    map[*ir.Type]bool   // types being built: meeting one again is recursion
	refused map[*ir.Type]bool   // types with a finding
	told    map[finding]bool    // what has been reported, by place
	// unstated are types with a JSON form of their own and no schema, as they are shown: an error where nobody states one.
	unstated map[*ir.Type]string
	uses     []Use
	diags    []diag.Diagnostic
	reports  int       // so far, those included that repeat one and are no finding
	at       diag.Span // where findings in other packages point
	// requirePointers says that pointers are required in input as well.
	requirePointers bool
	where           []string // the path to the type at hand: parameter, fields
	words           []string // of which anonymous structs at hand get their name: function or type, fields
}

// finding is a code at a place.
type finding struct {
	code diag.Code
	span diag.Span
}

// New returns a Builder.
func New(cfg docs.Config) *Builder {
	return &Builder{
		cfg:     cfg,
		docs:    docs.New(cfg),
		types:   map[string]*ir.Type{},
		open:    map[*ir.Type]bool{},
		refused: map[*ir.Type]bool{},
		told:    map[finding]bool{},

		unstated: map[*ir.Type]string{},
	}
}

// RequirePointers makes arguments that are pointers required, as they are without it only by a tag or directive.
func (b *Builder) RequirePointers() { b.requirePointers = true }

// Doc is the doc comment of an object.
func (b *Builder) Doc(obj types.Object) string { return b.docs.Of(obj) }

// Use is a declaration of another package that generated code depends on: a type, or a constant that it names.
type Use struct {
	Object types.Object
	At     diag.Span // the parameter or result that first led to it
}

// Uses are those of all types that were built.
func (b *Builder) Uses() []Use { return b.uses }

// use notes an object of another package.
func (b *Builder) use(obj types.Object) {
	if obj.Pkg() != nil && obj.Pkg() != b.cfg.Package && obj.Pos().IsValid() {
		b.uses = append(b.uses, Use{obj, b.at})
	}
}

// Arg is one plain parameter that is an argument.
type Arg struct {
	Var *types.Var
	// Type is the type in which it arrives, which Var need not have.
	Type types.Type
	// Optional arguments may be left out.
	Optional bool
	// JSON is the member's name.
	JSON string
	// Span is the parameter's name.
	Span diag.Span
}

// Param is one //mcp:param directive.
type Param struct {
	Name            string
	NameSpan        diag.Span
	Keys            []Key
	Description     string
	DescriptionSpan diag.Span
}

// Key is one key=value of a directive; a flag has no Values.
type Key struct {
	Name   string
	Span   diag.Span
	Values []Value
	// tag is the key as it is called in a jsonschema tag; "" in a directive.
	tag string
}

// String is the key as its author wrote it.
func (k Key) String() string { return cmp.Or(k.tag, k.Name) }

// Value is one term of a key's list. Text is without quotes; Quoted says that there were some.
type Value struct {
	Text   string
	Quoted bool
	Span   diag.Span
}

// take returns the findings since the last call.
func (b *Builder) take() []diag.Diagnostic {
	list := b.diags
	b.diags = nil
	return list
}

// report notes a finding at span; one in another package is moved to the parameter.
func (b *Builder) report(code diag.Code, span diag.Span, message, hint string) {
	b.reports++
	if span.File == "" {
		span = b.at
	} else if place := (finding{code, span}); b.told[place] {
		return // the type is used in several places, its defect is in one
	} else {
		b.told[place] = true
	}
	b.diags = append(b.diags, diag.Diagnostic{Code: code, Span: span, Message: message, Hint: hint})
}

// spanOf is the place of an object's name when it is declared in the generated package, else the zero Span.
func (b *Builder) spanOf(obj types.Object) diag.Span {
	if obj == nil || obj.Pkg() != b.cfg.Package || !obj.Pos().IsValid() {
		return diag.Span{}
	}
	return b.span(obj.Pos(), len(obj.Name()))
}

func (b *Builder) span(pos token.Pos, length int) diag.Span {
	p := b.cfg.Fset.Position(pos)
	start := diag.Pos{Offset: p.Offset, Line: p.Line, Column: p.Column}
	end := start
	end.Offset += length
	end.Column += length
	return diag.Span{File: p.Filename, Start: start, End: end}
}
