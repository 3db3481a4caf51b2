package schema

import (
	"fmt"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/schema/render"
)

// Input builds the object that plain parameters form; its fields are in the order of args.
func (b *Builder) Input(args []Arg, params []Param) (ir.Type, []diag.Diagnostic) {
	in := ir.Type{Kind: ir.Object}
	for _, arg := range args {
		b.at = arg.Span
		b.within(fmt.Sprintf("parameter %q", arg.Var.Name()), func() {
			outer := b.words
			b.words = append(slices.Clip(outer), upperFirst(arg.Var.Name()))
			defer func() { b.words = outer }()
			in.Fields = append(in.Fields, ir.Field{
				JSON:     arg.JSON,
				Path:     []string{memberName(arg.Var.Name(), in.Fields)},
				Type:     b.typeOf(arg.Type, arg.Span),
				Required: !arg.Optional,
				Always:   true,
				Declared: arg.Span,
			})
		})
	}
	b.params(&in, params)
	return b.root(in), b.take()
}

// initialisms are parameter names that Go writes in capitals.
var initialisms = []string{"API", "CPU", "DNS", "HTML", "HTTP", "ID", "IP", "JSON", "SQL", "TTL", "UI", "UID", "URI", "URL", "UTF8", "UUID", "XML"}

// memberName is the field of the generated struct that holds a parameter: its name with a capital, and a number if
// another parameter has that already.
func memberName(param string, before []ir.Field) string {
	r, size := utf8.DecodeRuneInString(param)
	base := string(unicode.ToUpper(r)) + param[size:]
	if slices.Contains(initialisms, strings.ToUpper(param)) {
		base = strings.ToUpper(param)
	}
	if !token.IsExported(base) {
		base = "P" + param // a letter without a capital, as in 名
	}
	name := base
	for n := 2; slices.ContainsFunc(before, func(f ir.Field) bool { return f.Path[0] == name }); n++ {
		name = base + strconv.Itoa(n)
	}
	return name
}

// InputStruct builds the object of a function that takes one struct, or a pointer to one. The names in params are
// those of its members.
func (b *Builder) InputStruct(t types.Type, at diag.Span, params []Param) (ir.Type, []diag.Diagnostic) {
	b.at = at
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	var in ir.Type
	b.within("the arguments", func() {
		outer := b.words
		b.words = append(slices.Clip(outer), "Input")
		defer func() { b.words = outer }()
		same := b.typeOf(t, at)
		in = *same
		if len(params) == 0 {
			in.Same = same
		}
	})
	in.Fields = slices.Clone(in.Fields) // the directives of one function do not constrain the type elsewhere
	b.statedRoot(&in, params)
	b.params(&in, params)
	return b.root(in), b.take()
}

// IsArgumentsStruct reports whether a function's only argument of this type is the arguments object itself: a struct,
// or a pointer to one, that has no JSON form of its own.
func (b *Builder) IsArgumentsStruct(t types.Type) bool {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if _, ok := types.Unalias(t).(*types.Struct); ok {
		return true
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return false
	}
	if _, ok := named.Underlying().(*types.Struct); !ok {
		return false
	}
	for _, own := range []string{"MarshalJSON", "UnmarshalJSON", "MarshalText", "UnmarshalText"} {
		if b.method(named, own) {
			return false
		}
	}
	name := qualified(named)
	return name != "time.Time" && name != "net/url.URL"
}

// root finishes the type of the arguments.
func (b *Builder) root(in ir.Type) ir.Type {
	b.demandSchemas(&in, "the arguments")
	if !diag.HasErrors(b.diags) { // a default that was refused would have made a field optional
		b.demandFinite(&in, "the arguments")
	}
	if !diag.HasErrors(b.diags) {
		text, err := render.Render(&in, render.Input)
		if err != nil {
			b.report("MCP416", b.at, err.Error(), "take smaller arguments")
		}
		in.Schema = text
	}
	return in
}

// params applies the //mcp:param directives of a function to its arguments.
func (b *Builder) params(in *ir.Type, params []Param) {
	for _, p := range params {
		i := slices.IndexFunc(in.Fields, func(f ir.Field) bool { return f.JSON == p.Name })
		if i < 0 {
			names := make([]string, len(in.Fields))
			for j, f := range in.Fields {
				names[j] = f.JSON
			}
			b.report("MCP405", p.NameSpan, fmt.Sprintf("%q is no parameter of this function", p.Name), meant(p.Name, "parameters", names))
			continue
		}
		f := &in.Fields[i]
		b.at = p.NameSpan
		if slices.ContainsFunc(p.Keys, func(k Key) bool { return k.Name == "schema" }) {
			b.stated(f, p)
			continue
		}
		if p.Description != "" {
			f.Description = p.Description
		}
		keys := b.presence(f, p.Keys)
		b.constrainAll(f, keys)
		b.agree(f, p.NameSpan)
		if f.Constraints.Default != "" {
			f.Required = false
		}
	}
}

// presence applies the keys optional and required, and returns the others.
func (b *Builder) presence(f *ir.Field, keys []Key) (others []Key) {
	for _, k := range keys {
		switch k.Name {
		case "optional":
			f.Required = false
		case "required":
			f.Required = true
			for _, other := range keys {
				if other.Name == "optional" || other.Name == "default" {
					b.report("MCP407", other.Span, fmt.Sprintf("%q and %q contradict each other", k, other), "leave one of them out")
				}
			}
		default:
			others = append(others, k)
		}
	}
	return others
}
