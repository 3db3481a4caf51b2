package render

import (
	"fmt"
	"strings"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// Which types stand in $defs, and by what name.

// name is the name of a type in $defs; a second type of the same name gets a number.
func (r *renderer) name(t *ir.Type) string {
	if name, ok := r.names[t]; ok {
		return name
	}
	base := defName(t)
	name := base
	for n := 2; r.nameTaken(name); n++ {
		name = fmt.Sprintf("%s%d", base, n)
	}
	r.names[t] = name
	r.defs = append(r.defs, t)
	return name
}

func (r *renderer) nameTaken(name string) bool {
	for _, taken := range r.names {
		if taken == name {
			return true
		}
	}
	return false
}

// defName is the Go name, in characters that need no escape in a reference.
func defName(t *ir.Type) string {
	name := strings.Map(func(r rune) rune {
		if r > '~' {
			return '_'
		}
		return r
	}, t.Go.Name)
	for _, arg := range t.Go.Args {
		arg := defName(arg.Pointee())
		if arg != "" {
			arg = strings.ToUpper(arg[:1]) + arg[1:]
		}
		name += arg
	}
	return name
}

// repeated returns the named structs that occur more than once below root.
func repeated(root *ir.Type) map[*ir.Type]bool {
	count := map[*ir.Type]int{}
	var walk func(t *ir.Type)
	walk = func(t *ir.Type) {
		if t == nil {
			return
		}
		if count[t]++; count[t] > 1 {
			return
		}
		walk(t.Elem)
		for _, f := range t.Fields {
			walk(f.Type)
		}
	}
	walk(root)
	out := map[*ir.Type]bool{}
	for t, n := range count {
		out[t] = n > 1 && t.Kind == ir.Object && t.Go.Name != ""
	}
	return out
}
