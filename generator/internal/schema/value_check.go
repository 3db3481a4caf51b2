package schema

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/schema/literals"
	"github.com/mcpgen/mcpgen/generator/internal/schema/render"
)

// misfit is why a value is none of a type, and where in it: a JSON Pointer, "" for the whole.
type misfit struct{ pointer, why string }

// String puts the two together for a message.
func (m misfit) String() string {
	if m.pointer == "" {
		return m.why
	}
	return "has a value at " + m.pointer + " that " + m.why
}

// fit holds a value against a type and its constraints, as the decoder would: nil when it fits. A value that only code of
// the user's could judge does not fit.
func (b *Builder) fit(t *ir.Type, c ir.Constraints, v literals.Value, pointer string) *misfit {
	t = t.Pointee()
	wrong := func(format string, args ...any) *misfit { return &misfit{pointer, fmt.Sprintf(format, args...)} }
	if t.Literal != "" {
		return wrong("is of type %s, whose schema mcpgen does not check", t.Go.Name)
	}
	switch t.Kind {
	case ir.Any, ir.Raw:
		return nil
	case ir.Slice, ir.Array:
		list, ok := v.([]literals.Value)
		if !ok {
			return wrong("is %s, want an array", kindOf(v))
		}
		return b.fitList(t, c, list, pointer)
	case ir.Map, ir.Object:
		members, ok := v.([]literals.Member)
		switch {
		case !ok:
			return wrong("is %s, want an object", kindOf(v))
		case b.open[t]:
			return wrong("is a %s inside of %[1]s, which would never end", t.Go.Name)
		case t.Kind == ir.Map:
			return b.fitMap(t, members, pointer)
		}
		return b.fitObject(t, members, pointer)
	}
	if why := scalarMisfit(t, c, v); why != "" {
		return wrong("%s", why)
	}
	return nil
}

func (b *Builder) fitList(t *ir.Type, c ir.Constraints, list []literals.Value, pointer string) *misfit {
	switch n := len(list); {
	case t.Kind == ir.Array && n != t.Len:
		return &misfit{pointer, fmt.Sprintf("has %s, want exactly %d", elements(n), t.Len)}
	case c.MinItems != nil && n < *c.MinItems:
		return &misfit{pointer, fmt.Sprintf("has %s, less than %d", elements(n), *c.MinItems)}
	case c.MaxItems != nil && n > *c.MaxItems:
		return &misfit{pointer, fmt.Sprintf("has %s, more than %d", elements(n), *c.MaxItems)}
	}
	for i, v := range list {
		if m := b.fit(t.Elem, ir.Constraints{}, v, fmt.Sprintf("%s/%d", pointer, i)); m != nil {
			return m
		}
	}
	if !c.UniqueItems {
		return nil
	}
	seen := map[string]int{}
	for i, v := range list {
		form := literals.Canonical(v)
		if first, again := seen[form]; again {
			return &misfit{fmt.Sprintf("%s/%d", pointer, i), fmt.Sprintf("is equal to element %d, want elements that differ", first)}
		}
		seen[form] = i
	}
	return nil
}

func elements(n int) string {
	if n == 1 {
		return "1 element"
	}
	return strconv.Itoa(n) + " elements"
}

func (b *Builder) fitMap(t *ir.Type, members []literals.Member, pointer string) *misfit {
	for _, m := range members {
		at := pointer + "/" + escapePointer(m.Name)
		if why := keyMisfit(t.Key, m.Name); why != "" {
			return &misfit{at, why}
		}
		if wrong := b.fit(t.Elem, ir.Constraints{}, m.Value, at); wrong != nil {
			return wrong
		}
	}
	return nil
}

// keyMisfit says why a member's name is no key of a map; "" when it is one.
func keyMisfit(key *ir.Type, name string) string {
	switch {
	case key.Kind == ir.Integer:
		form := regexp.MustCompile(render.IntegerText)
		if why := integerMisfit(key, name); !form.MatchString(name) || why != "" {
			return "has a name that is no " + literals.GoName(key)
		}
	case len(key.Enum) > 0 && !slices.ContainsFunc(key.Enum, func(e ir.EnumValue) bool { return e.JSON == literals.QuoteJSON(name) }):
		return "is no constant of type " + key.Go.Name
	}
	return ""
}

func (b *Builder) fitObject(t *ir.Type, members []literals.Member, pointer string) *misfit {
	for _, m := range members {
		at := pointer + "/" + escapePointer(m.Name)
		i := slices.IndexFunc(t.Fields, func(f ir.Field) bool { return f.JSON == m.Name })
		if i < 0 {
			return &misfit{at, "is no member of " + t.Go.Name}
		}
		f := &t.Fields[i]
		if f.Quoted {
			if why := quotedMisfit(f.Type.Pointee(), m.Value); why != "" {
				return &misfit{at, why}
			}
		} else if wrong := b.fit(f.Type, f.Constraints, m.Value, at); wrong != nil {
			return wrong
		}
	}
	for _, f := range t.Fields {
		if f.Required && !slices.ContainsFunc(members, func(m literals.Member) bool { return m.Name == f.JSON }) {
			return &misfit{pointer, fmt.Sprintf("lacks the member %q", f.JSON)}
		}
	}
	return nil
}

func escapePointer(name string) string {
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
}
