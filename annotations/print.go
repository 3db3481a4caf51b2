package annotations

import (
	"strconv"
	"strings"
)

// String prints the directive in normal form: one blank between arguments, ", " between the arguments of a call,
// strings in double quotes. Parsing the result gives the same directive again.
func (d *Directive) String() string {
	var b strings.Builder
	b.WriteString(Prefix + d.Verb.Text)
	for _, a := range d.Args {
		b.WriteByte(' ')
		b.WriteString(a.String())
	}
	return b.String()
}

// String prints the argument in normal form.
func (a Arg) String() string {
	switch a.Kind {
	case Pair:
		return a.Key.Text + "=" + join(a.Value, ",")
	case Quote, List:
		return join(a.Value, ",")
	default:
		return a.Key.Text
	}
}

// String prints the term in normal form.
func (t Term) String() string {
	switch t.Kind {
	case String:
		return strconv.Quote(t.Text)
	case Path:
		return "$" + t.Text
	case Call:
		return t.Text + "(" + join(t.Args, ", ") + ")"
	default:
		return t.Text
	}
}

func join(terms []Term, separator string) string {
	list := make([]string, len(terms))
	for i, t := range terms {
		list[i] = t.String()
	}
	return strings.Join(list, separator)
}
