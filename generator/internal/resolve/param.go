package resolve

import (
	"encoding/json"
	"go/constant"
	"go/types"
	"strconv"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/schema"
)

func jsonOf(t annotations.Term) string {
	if t.Kind == annotations.Number || t.Kind == annotations.Bool {
		return t.Text
	}
	b, err := json.Marshal(t.Text)
	if err != nil {
		return strconv.Quote(t.Text)
	}
	return string(b)
}

// schemaConstant is the string that a Go constant behind schema= holds; the empty one when there is none.
func (r *resolver) schemaConstant(d annotations.Found, t annotations.Term) annotations.Term {
	var c *types.Const
	if t.Kind == annotations.Bare {
		c = r.lookupConst(t, scope{found: d})
	}
	t.Text = ""
	if c == nil || c.Val().Kind() != constant.String {
		r.report("MCP417", t.Span, "write the schema in back quotes: schema=`{…}`; a bare word names a Go constant", "no string constant %s", t.Raw)
		return t
	}
	t.Text = constant.StringVal(c.Val())
	return t
}

// paramDirectives are the //mcp:param directives of one function.
type paramDirectives []paramDirective

// paramDirective is one, with what as= says.
type paramDirective struct {
	schema.Param
	as annotations.Word
}

// schema is what the builder of schemas makes of them.
func (list paramDirectives) schema() []schema.Param {
	var params []schema.Param
	for _, d := range list {
		params = append(params, d.Param)
	}
	return params
}

// paramDirectives reads the //mcp:param directives of a function.
func (r *resolver) paramDirectives(f *function) paramDirectives {
	var list paramDirectives
	seen := map[string]annotations.Word{}
	for _, d := range r.on(f.node, "param") {
		name := d.Name()
		if first, again := seen[name.Text]; again && name.Text != "" {
			r.reportRelated("MCP104", name.Span, first.Span, "first described here", "", "parameter %q is described twice", name.Text)
			continue
		}
		seen[name.Text] = name
		if !d.Broken { // what is broken has been reported
			list = append(list, r.paramDirective(d))
		}
	}
	return list
}

func (r *resolver) paramDirective(d annotations.Found) paramDirective {
	p := paramDirective{as: d.Text("as")}
	p.Name, p.NameSpan, p.Description = d.Name().Text, d.Name().Span, d.Description()
	for i, a := range d.Args {
		switch {
		case a.Kind == annotations.Quote:
			p.DescriptionSpan = a.Span
		case i > 0 && a.Key.Text != "as":
			key := schema.Key{Name: a.Key.Text, Span: a.Key.Span}
			for _, t := range a.Value {
				if key.Name == "schema" && t.Kind != annotations.String {
					t = r.schemaConstant(d, t)
				}
				key.Values = append(key.Values, schema.Value{Text: t.Text, Quoted: t.Kind == annotations.String, Span: t.Span})
			}
			p.Keys = append(p.Keys, key)
		}
	}
	return p
}

// conversion is how the argument of a parameter becomes what the function takes, and the type in which it arrives: an
// io.Reader reads text, or with as=base64 bytes; bytes are text with as=text.
func (r *resolver) conversion(v *types.Var, list paramDirectives) (ir.Conversion, types.Type) {
	var as annotations.Word
	for i := range list {
		if list[i].Name == v.Name() {
			as, list[i].as = list[i].as, annotations.Word{}
		}
	}
	conversion := readers[readerKind(v.Type())]
	slice, _ := v.Type().Underlying().(*types.Slice)
	isBytes := slice != nil && isBasic(slice.Elem(), types.Byte)
	switch {
	case conversion != 0 && as.Text != "base64":
		return conversion, types.Typ[types.String]
	case conversion != 0:
		return conversion, types.NewSlice(types.Typ[types.Byte])
	case isBytes && as.Text == "text":
		return ir.TextAsBytes, types.Typ[types.String]
	case as.Text != "" && !isBytes:
		r.report("MCP406", as.Span, "leave as= out", "as=%s applies to io.Reader and []byte; %q is %s", as.Text, v.Name(), r.typeString(v.Type()))
	}
	return ir.AsIs, v.Type()
}

// readers are the interfaces of io that an argument can be read through.
var readers = map[string]ir.Conversion{
	"Reader": ir.Reader, "ReadSeeker": ir.Reader, "ReaderAt": ir.Reader, "ReadCloser": ir.ReadCloser,
}

// readerKind is the name of one of io's interfaces; "" for any other type.
func readerKind(t types.Type) string {
	for name := range readers {
		if isNamed(t, "io", name) {
			return name
		}
	}
	return ""
}

// strayAs reports as= on what is no parameter of its own: a member of the one struct.
func (r *resolver) strayAs(list paramDirectives) {
	for _, d := range list {
		if d.as.Text != "" {
			r.report("MCP406", d.as.Span, "take the bytes as a parameter of their own", "as=%s applies to parameters of type io.Reader and []byte", d.as.Text)
		}
	}
}
