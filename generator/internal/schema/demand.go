package schema

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// offender is a type whose schema nobody states, at the first place that leads to it.
type offender struct {
	at    diag.Span
	path  string
	own   bool // the field is one of this package
	t     *ir.Type
	count int
}

// demandSchemas reports the types in root whose schema nobody states: each once at a place, with the whole path to the first
// field that has it and the number of others. name is the whole, for what has no field.
func (b *Builder) demandSchemas(root *ir.Type, name string) {
	var list []*offender
	known := map[offender]*offender{}
	seen := map[*ir.Type]bool{}
	var walk func(t *ir.Type, at diag.Span, head, path string, own bool)
	walk = func(t *ir.Type, at diag.Span, head, path string, own bool) {
		if t == nil {
			return
		}
		if b.unstated[t] != "" {
			key := offender{at: at, t: t}
			if known[key] == nil {
				known[key] = &offender{at: at, path: whole(head, path), own: own, t: t}
				list = append(list, known[key])
			}
			known[key].count++
			return
		}
		if seen[t] {
			return
		}
		seen[t] = true
		element := path
		switch {
		case path == "":
		case t.Kind == ir.Slice || t.Kind == ir.Array:
			element += "[0]"
		case t.Kind == ir.Map:
			element += "[key]"
		}
		walk(t.Elem, at, head, element, own)
		walk(t.Key, at, head, path, own)
		for _, f := range t.Fields {
			at, head, step := at, head, strings.Join(f.Path, ".")
			switch {
			case f.Constraints.Schema != "":
				continue
			case t == root && t.Go.Name == "":
				at, head, step = f.Declared, fmt.Sprintf("parameter %q", f.JSON), ""
			case path != "":
				step = path + "." + step
			case t.Go.Struct == nil:
				step = t.Go.Name + "." + step
			}
			if f.Declared.File != "" {
				at = f.Declared
			}
			walk(f.Type, at, head, step, f.Declared.File != "")
		}
	}
	walk(root, b.at, name, "", true)
	for _, o := range list {
		b.unstatedAt(o)
	}
}

// whole is a path in a message.
func whole(head, path string) string {
	if path == "" {
		return head
	}
	return head + ", field " + path
}

func (b *Builder) unstatedAt(o *offender) {
	further := ""
	if o.count == 2 {
		further = ", as in one more place"
	} else if o.count > 2 {
		further = fmt.Sprintf(", as in %d more places", o.count-1)
	}
	hint := "state its schema in a method JSONSchema() string that returns a string literal, or for a parameter by //mcp:param NAME schema="
	if o.t.Go.ImportPath != "" {
		hint = "the type is another package's: take or return a type of your own that has the data, and convert in the function"
		if o.own {
			hint += `; or leave the field out with json:"-"`
		}
		if !strings.Contains(o.path, ", field ") {
			hint = "the type is another package's: wrap it in a type of your own with MarshalJSON, UnmarshalJSON and JSONSchema, or convert in the function; for a parameter, //mcp:param NAME schema="
		}
	}
	at := cmp.Or(o.at, b.at)
	message := fmt.Sprintf("%s is %s, which has a JSON form of its own%s", o.path, b.unstated[o.t], further)
	if place := (finding{"MCP403", at}); o.t.Go.ImportPath != "" && at == b.at {
		delete(b.told, place) // several types may be refused at one parameter
	}
	b.report("MCP403", at, message, hint)
}
