package resolve

import (
	"go/types"
	"strconv"
	"strings"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/annotations/diag"
)

// proposeNames offers to write //mcp:result below the directive of a function whose results have no names: with the names of
// their types, which its author will often want to change.
func (r *resolver) proposeNames(f *function, values []value) []diag.Fix {
	for _, d := range r.byNode[f.node] {
		verb, _ := annotations.VerbNamed(d.Verb.Text)
		if !verb.IsComponent() {
			continue
		}
		at := d.Span
		at.Start = at.End
		line := "\n" + strings.Repeat("\t", d.Span.Start.Column-1) + "//mcp:result " + strings.Join(proposed(values), ",")
		return []diag.Fix{{Message: "name the results after their types", Edits: []diag.Edit{{Span: at, New: line}}}}
	}
	return nil
}

// proposed are names for results: those of their types, with numbers where several would be alike.
func proposed(values []value) []string {
	var names []string
	count := map[string]int{}
	for _, v := range values {
		name := nounOf(v.v.Type())
		count[name]++
		names = append(names, name)
	}
	number := map[string]int{}
	for i, name := range names {
		if count[name] > 1 {
			number[name]++
			names[i] = name + strconv.Itoa(number[name])
		}
	}
	return names
}

// nounOf is a word for values of a type: user for User and *User, users for []User, value for what has no name of its own.
func nounOf(t types.Type) string {
	switch u := types.Unalias(t).(type) {
	case *types.Pointer:
		return nounOf(u.Elem())
	case *types.Slice:
		if noun := nounOf(u.Elem()); noun != "value" {
			return noun + "s"
		}
		return "list"
	case *types.Named:
		return snakeCase(u.Obj().Name())
	}
	return "value"
}
