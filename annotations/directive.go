package annotations

import "github.com/mcpgen/mcpgen/annotations/diag"

// Prefix is how every directive begins.
const Prefix = "//mcp:"

// Word is a piece of a directive and where it stands.
type Word struct {
	Text string
	Span diag.Span
}

// Directive is one parsed comment.
type Directive struct {
	Verb Word
	Args []Arg
	Span diag.Span // the whole comment
	// Broken says that something in it was reported, so that what is missing may have been meant.
	Broken bool
}

// ArgKind says what an argument is.
type ArgKind uint8

// The kinds of arguments.
const (
	Flag  ArgKind = iota + 1 // readonly, or a positional name: Key only
	Pair                     // key=value
	Quote                    // "a description": Value has the one string
	List                     // a,b: Value has the words
)

// Arg is one blank-separated argument.
type Arg struct {
	Kind  ArgKind
	Key   Word
	Value []Term
	Span  diag.Span
}

// TermKind says what a term is.
type TermKind uint8

// The kinds of terms.
const (
	Bare   TermKind = iota + 1 // premium, files/read, api://x/.default
	Number                     // 5, -0.5
	Bool                       // true, false
	String                     // "a b" or `a b`
	Path                       // $id, $patch.owner
	Call                       // scopes(a, b), pkg.Level(5)
)

// Term is one element of a value: a word or a call.
type Term struct {
	Kind TermKind
	// Text is the meaning: a string unquoted, a path without its dollar sign, the name of a call.
	Text string
	// Raw is the source text.
	Raw  string
	Args []Term // of a Call
	Span diag.Span
	// Name is where the name of a Call stands; for other kinds it equals Span.
	Name diag.Span
}

// Get returns the argument written key=value.
func (d *Directive) Get(key string) (Arg, bool) {
	for _, a := range d.Args {
		if a.Kind == Pair && a.Key.Text == key {
			return a, true
		}
	}
	return Arg{}, false
}

// Has reports whether the flag is written.
func (d *Directive) Has(flag string) bool {
	for _, a := range d.Args {
		if a.Kind == Flag && a.Key.Text == flag {
			return true
		}
	}
	return false
}

// Text returns the single word or string of key=, and "" when the key is not written.
func (d *Directive) Text(key string) Word {
	if a, ok := d.Get(key); ok && len(a.Value) == 1 {
		return Word{a.Value[0].Text, a.Value[0].Span}
	}
	return Word{}
}

// List returns the words of key=a,b.
func (d *Directive) List(key string) []Word {
	a, _ := d.Get(key)
	var list []Word
	for _, t := range a.Value {
		list = append(list, Word{t.Text, t.Span})
	}
	return list
}

// Name returns the positional name of a directive whose verb takes one (param, scope).
func (d *Directive) Name() Word {
	if len(d.Args) > 0 && d.Args[0].Kind == Flag {
		return d.Args[0].Key
	}
	return Word{}
}

// Words returns the positional names of a directive whose verb takes a list (result), also when there is one.
func (d *Directive) Words() []Word {
	var list []Word
	if len(d.Args) > 0 && d.Args[0].Kind == List {
		for _, t := range d.Args[0].Value {
			list = append(list, Word{t.Text, t.Span})
		}
		return list
	}
	if name := d.Name(); name.Text != "" {
		list = append(list, name)
	}
	return list
}

// Description returns the quoted description, and "" without one.
func (d *Directive) Description() string {
	for _, a := range d.Args {
		if a.Kind == Quote {
			return a.Value[0].Text
		}
	}
	return ""
}
