package schema

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/schema/literals"
)

func (b *Builder) enumOf(f *ir.Field, k Key) {
	base := f.Type.Pointee()
	if len(k.Values) == 0 {
		b.report("MCP407", k.Span, `"enum" takes the valid values`, "write enum=first,second")
		return
	}
	var list []string
	for _, v := range k.Values {
		literal, why := literals.ValueLiteral(base, v.Text)
		why = cmp.Or(why, literals.Narrow(base, literal))
		switch {
		case why != "":
			b.report("MCP407", v.Span, fmt.Sprintf("enum value %s %s", v.Text, why), "")
		case slices.Contains(list, literal):
			b.report("MCP407", v.Span, fmt.Sprintf("enum value %s is given twice", v.Text), "")
		case len(base.Enum) > 0 && !slices.ContainsFunc(base.Enum, func(e ir.EnumValue) bool { return e.JSON == literal }):
			b.report("MCP407", v.Span, fmt.Sprintf("enum value %s is no constant of type %s", v.Text, base.Go.Name), "")
		}
		list = append(list, literal)
	}
	f.Constraints.Enum = list
}

func (b *Builder) defaultOf(f *ir.Field, k Key) {
	v, ok := b.one(k)
	if !ok {
		return
	}
	if literal, ok := b.valueOf(f, k, v); ok {
		f.Constraints.Default = literal
	}
}

func (b *Builder) example(f *ir.Field, k Key) {
	for _, v := range k.Values {
		if literal, ok := b.valueOf(f, k, v); ok {
			f.Constraints.Examples = append(f.Constraints.Examples, literal)
		}
	}
}

// valueOf turns a default or an example into JSON that fits the field; what does not is reported at its word.
func (b *Builder) valueOf(f *ir.Field, k Key, v Value) (literal string, ok bool) {
	t := f.Type.Pointee()
	literal, why := literals.ValueLiteral(t, v.Text)
	if why = cmp.Or(why, literals.Narrow(t, literal)); why != "" {
		b.report("MCP410", v.Span, fmt.Sprintf("%s %s %s", k, v.Text, why), "")
		return "", false
	}
	parsed, err := literals.ParseValue(literal)
	if err != nil {
		hint := ""
		switch {
		case !errors.Is(err, literals.ErrNoJSON):
		case k.tag == "":
			hint = "write JSON between backquotes: " + k.Name + "=`" + literals.FormOf(t) + "`"
		case strings.HasPrefix(v.Text, "[") || strings.HasPrefix(v.Text, "{"):
			hint = `in a tag, write commas inside JSON as \\,`
		}
		b.report("MCP410", v.Span, fmt.Sprintf("%s %s %s", k, v.Text, err), hint)
		return "", false
	}
	if wrong := b.fit(t, f.Constraints, parsed, ""); wrong != nil {
		b.report("MCP410", v.Span, fmt.Sprintf("%s of %q %s", k, f.JSON, wrong), "")
		return "", false
	}
	return literal, true
}

// agree checks what the constraints of one field say together.
func (b *Builder) agree(f *ir.Field, span diag.Span) {
	c := &f.Constraints
	for _, pair := range []struct{ low, high *string }{{c.Min, c.Max}, {c.ExclusiveMin, c.Max}, {c.Min, c.ExclusiveMax}, {c.ExclusiveMin, c.ExclusiveMax}} {
		open := pair.low == c.ExclusiveMin || pair.high == c.ExclusiveMax
		if pair.low == nil || pair.high == nil {
			continue
		}
		if order := literals.CompareNumbers(*pair.low, *pair.high); order > 0 || order == 0 && open {
			b.report("MCP407", span, fmt.Sprintf("no number is between the bounds %s and %s of %q", *pair.low, *pair.high, f.JSON), "")
		}
	}
	for _, pair := range []struct{ low, high *int }{{c.MinLength, c.MaxLength}, {c.MinItems, c.MaxItems}} {
		if pair.low != nil && pair.high != nil && *pair.low > *pair.high {
			b.report("MCP407", span, fmt.Sprintf("no length is between the bounds %d and %d of %q", *pair.low, *pair.high, f.JSON), "")
		}
	}
	values := map[string]string{"default": c.Default}
	for _, literal := range c.Examples {
		values["example "+literal] = literal
	}
	for _, literal := range c.Enum {
		values["enum value "+literal] = literal
	}
	for _, name := range literals.SortedKeys(values) {
		if why := breaks(f, values[name], strings.HasPrefix(name, "enum")); why != "" {
			b.report("MCP410", span, fmt.Sprintf("%s of %q %s", name, f.JSON, why), "")
		}
	}
	if len(c.Enum) > 0 && (c.Pattern != "" || c.Format != "" || c.MinLength != nil || c.MaxLength != nil || c.Min != nil || c.Max != nil || c.ExclusiveMin != nil || c.ExclusiveMax != nil || c.MultipleOf != nil) {
		b.report("MCP407", span, fmt.Sprintf("the enum of %q already says which values are valid", f.JSON), "remove the other constraints")
	}
}
