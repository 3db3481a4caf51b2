package resolve

import (
	"go/token"
	"go/types"
	"slices"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/schema"
)

// results reads what a function returns: an error, last; values, of which several are an object of their names; a bool that
// says whether there is one; and what a callback is handed.
func (r *resolver) results(c *ir.Component, f *function) {
	values, ok := r.returned(c, f)
	if !ok {
		return
	}
	names, named := r.resultNames(f, values)
	if r.callback.elem != nil {
		r.callbackResult(c, values)
		return
	}
	switch {
	case len(values) == 0:
		r.noResult(c, f)
	case named:
		r.object(c, f, values, names)
	case len(values) == 2 && isFound(values[1]):
		c.Result.Returns[values[1].index].Use = ir.Found
		r.single(c, f, values[0])
	case len(values) == 1:
		r.single(c, f, values[0])
	default:
		r.object(c, f, values, r.ownNames(f, values))
	}
}

// returned lists the values of a function and begins c.Result.
func (r *resolver) returned(c *ir.Component, f *function) (values []value, ok bool) {
	all := f.obj.Signature().Results()
	n := all.Len()
	c.Result.HasError = n > 0 && isError(all.At(n-1).Type())
	if c.Result.HasError {
		n--
	}
	for i := range n {
		v, at := all.At(i), f.results[i]
		switch {
		case isError(v.Type()):
			r.report("MCP214", at, "return one error, last", "%s returns two errors", f.name)
			return nil, false
		case !c.Result.HasError && isErrorType(v.Type()):
			r.report("MCP214", at, "return error", "%s returns %s, which is an error: as data, a failure would be a success, and nil a failure",
				f.name, r.typeString(v.Type()))
			return nil, false
		}
		c.Result.Returns = append(c.Result.Returns, ir.Return{Use: ir.Unused, Name: v.Name()})
		if !r.omits(v.Type()) {
			values = append(values, value{i, v, at})
		}
	}
	return values, true
}

// isErrorType reports whether a type is an error, if not the interface.
func isErrorType(t types.Type) bool {
	return types.Implements(t, types.Universe.Lookup("error").Type().Underlying().(*types.Interface))
}

// isFound reports whether a second result says whether there is a first.
func isFound(second value) bool {
	return isBasic(second.v.Type(), types.Bool) && slices.Contains([]string{"", "_", "ok", "found", "exists"}, second.v.Name())
}

// resultNames are the names of //mcp:result, one for each value; named is false without the directive, or with a broken one.
func (r *resolver) resultNames(f *function, values []value) (names []annotations.Word, named bool) {
	directives := r.on(f.node, "result")
	if len(directives) == 0 || directives[0].Broken {
		return nil, false
	}
	d := directives[0]
	if names = d.Words(); len(names) != len(values) {
		r.report("MCP219", d.Verb.Span, "write one name for each, and _ for one that is left out; an error needs none",
			"%s for %s", plural(len(names), "name"), plural(len(values), "result"))
		return nil, false
	}
	return names, true
}

// ownNames are the names that the results have in Go.
func (r *resolver) ownNames(f *function, values []value) []annotations.Word {
	var names []annotations.Word
	for _, v := range values {
		if v.v.Name() == "" {
			r.report("MCP214", v.at, "name them: //mcp:result a,b above the function; _ leaves one out", "%s returns %s without names",
				f.name, plural(len(values), "value"))
			r.found[len(r.found)-1].Fixes = r.proposeNames(f, values)
			return nil
		}
		names = append(names, annotations.Word{Text: v.v.Name(), Span: v.at})
	}
	return names
}

// object makes an object of several results.
func (r *resolver) object(c *ir.Component, f *function, values []value, names []annotations.Word) {
	if names == nil {
		return // reported
	}
	if c.Kind == ir.Prompt {
		r.report("MCP216", values[0].at, resultHints[c.Kind], "a prompt sends messages, not %s", plural(len(values), "value"))
		return
	}
	var kept []schema.Returned
	seen := map[string]diag.Span{}
	for i, v := range values {
		name := names[i]
		if name.Text == "_" {
			continue
		}
		if first, again := seen[name.Text]; again {
			r.reportRelated("MCP104", name.Span, first, "first written here", "", "result %q is written twice", name.Text)
			return
		}
		seen[name.Text] = name.Span
		out := &c.Result.Returns[v.index]
		out.Use = ir.Kept
		var t types.Type
		out.Collect, t = r.gathered(v.v.Type())
		if _, _, ours := mcpType(t); ours {
			r.report("MCP216", v.at, "return it alone, beside an error", "one of mcp-go's types cannot be one of %s", plural(len(values), "result"))
			return
		}
		kept = append(kept, schema.Returned{Name: name.Text, Type: t, Span: v.at})
	}
	if len(kept) == 0 {
		r.noResult(c, f)
		return
	}
	own, more := r.types.Results(kept)
	r.found = append(r.found, more...)
	c.Result.Kind, c.Result.Type, c.Result.Several = own.Kind, own.Type, true
	r.sendable(c, values[0].at)
}

// single is a function of one value.
func (r *resolver) single(c *ir.Component, f *function, v value) {
	out := &c.Result.Returns[v.index]
	out.Use = ir.Kept
	collect, t := r.gathered(v.v.Type())
	out.Collect = collect
	if collect == ir.CollectText && c.Kind != ir.Prompt {
		out.Collect, c.Result.Kind = ir.CollectContent, ir.ResultRead
		return
	}
	r.data(c, t, v.at)
}

// data is the one value that travels.
func (r *resolver) data(c *ir.Component, t types.Type, at diag.Span) {
	if kind, ok := r.mcpResult(c, t, at); ok {
		c.Result.Kind = kind
		return
	}
	own, more := r.types.Result(t, at)
	r.found = append(r.found, more...)
	c.Result.Kind, c.Result.Type, c.Result.Wrapped = own.Kind, own.Type, own.Wrapped
	r.sendable(c, at)
}

// callbackResult is the list of what a callback is handed.
func (r *resolver) callbackResult(c *ir.Component, values []value) {
	if len(values) > 0 {
		r.report("MCP214", values[0].at, "return error or nothing: the result is what the callback is handed",
			"a value beside those that the callback is handed")
		return
	}
	c.Result.Callback = true
	r.data(c, types.NewSlice(r.callback.elem), r.callback.at)
}

// noResult is a function that returns nothing, or only an error.
func (r *resolver) noResult(c *ir.Component, f *function) {
	c.Result.Kind = ir.ResultNone
	r.sendable(c, f.at)
}

// omits reports whether results of a type are left out: what //mcp:type T omit says of it, or of what it points to.
func (r *resolver) omits(t types.Type) bool {
	_, ok := r.omitted[types.TypeString(t, nil)]
	return ok
}

// omissions reads //mcp:type T omit.
func (r *resolver) omissions() {
	for _, d := range r.directives("type") {
		if d.Broken {
			continue
		}
		name := d.Name()
		t, ok := r.typeNamed(name.Text, d)
		if !ok {
			r.report("MCP420", name.Span, "write it as in Go: T, *T or *pkg.T, with an import in this file", "no type %s", name.Text)
			continue
		}
		key := types.TypeString(t, nil)
		if first, again := r.omitted[key]; again {
			r.reportRelated("MCP104", name.Span, first, "first written here", "", "type %s is written twice", name.Text)
		}
		r.omitted[key] = name.Span
	}
}

// typeNamed finds the type that is written as T, *T or *pkg.T in the file of a directive.
func (r *resolver) typeNamed(text string, d annotations.Found) (types.Type, bool) {
	expr, ok := parseTypeName(text)
	if !ok {
		return nil, false
	}
	scope := r.pkg.Types.Scope()
	if expr.pkg != "" {
		path, ok := r.pkg.ImportPath(d.Node.Pos(), expr.pkg)
		if !ok {
			return nil, false
		}
		imported := r.imported(path)
		if imported == nil {
			return nil, false
		}
		scope = imported.Scope()
	}
	obj, ok := scope.Lookup(expr.name).(*types.TypeName)
	if !ok {
		return nil, false
	}
	if expr.pointer {
		return types.NewPointer(obj.Type()), true
	}
	return obj.Type(), true
}

// imported is a package that this one imports; nil when it was not loaded.
func (r *resolver) imported(path string) *types.Package {
	for _, p := range r.pkg.Types.Imports() {
		if p.Path() == path {
			return p
		}
	}
	return nil
}

// typeName is a type as //mcp:type names it.
type typeName struct {
	pointer   bool
	pkg, name string
}

func parseTypeName(text string) (typeName, bool) {
	var t typeName
	t.name = text
	if len(text) > 0 && text[0] == '*' {
		t.pointer, t.name = true, text[1:]
	}
	for i := range t.name {
		if t.name[i] == '.' {
			t.pkg, t.name = t.name[:i], t.name[i+1:]
			break
		}
	}
	return t, token.IsIdentifier(t.name) && (t.pkg == "" || token.IsIdentifier(t.pkg))
}
