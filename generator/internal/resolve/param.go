package resolve

import (
	"encoding/json"
	"go/ast"
	"go/constant"
	"go/types"
	"strconv"

	"github.com/mcpgen/mcpgen/annotations"
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

// params hands the //mcp:param directives of a function to schema.
func (r *resolver) params(fn *ast.FuncDecl) []schema.Param {
	var list []schema.Param
	seen := map[string]annotations.Word{}
	for _, d := range r.on(fn, "param") {
		name := d.Name()
		if first, again := seen[name.Text]; again && name.Text != "" {
			r.reportRelated("MCP104", name.Span, first.Span, "first described here", "", "parameter %q is described twice", name.Text)
			continue
		}
		seen[name.Text] = name
		if d.Broken {
			continue // reported by annotations
		}
		p := schema.Param{Name: name.Text, NameSpan: name.Span, Description: d.Description()}
		for i, a := range d.Args {
			switch {
			case a.Kind == annotations.Quote:
				p.DescriptionSpan = a.Span
			case i > 0:
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
		list = append(list, p)
	}
	return list
}
