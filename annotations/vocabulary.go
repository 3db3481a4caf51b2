package annotations

import "strings"

// Place is a kind of declaration a directive may stand on.
type Place string

// The places.
const (
	OnFunc      Place = "func"
	OnMethod    Place = "method"
	OnInterface Place = "interface method"
	OnField     Place = "struct field"
	OnConst     Place = "const"
	OnPackage   Place = "package clause"
	// Apart is a comment of its own that says with for= which function it is about.
	Apart Place = "comment of its own"
)

// ValueKind says what may stand behind key=.
type ValueKind uint8

// The kinds of values.
const (
	FlagValue   ValueKind = iota // no value: the word alone
	TextValue                    // one word, number or string
	ListValue                    // words or strings, separated by commas
	AuthValue                    // terms of a policy
	ChoiceValue                  // one of Choices
	NumberValue                  // a number
	CountValue                   // a whole number, zero or more
	ScalarValue                  // one or more of anything but calls and paths
)

// Verb is one kind of directive.
type Verb struct {
	Name    string
	Shape   string // "//mcp:param NAME key=value… "description""
	Summary string // one sentence
	Example string // Go source
	On      []Place
	Keys    []Key
	// Named says that the first argument is a bare NAME; Described that a quoted description may follow.
	Named, Described bool
	// Listed says that the first argument is a list of names: a,b.
	Listed bool
	// Repeats says that several may stand on one declaration.
	Repeats bool
	// Requires lists keys that must be written.
	Requires []string
}

// Key is a key or a flag of a verb.
type Key struct {
	Name    string // "meta." stands for every key that begins so
	Kind    ValueKind
	Choices []string
	Shape   string // "maxlen=N"
	Summary string
}

// AuthTerm is a built-in term of auth=.
type AuthTerm struct {
	Name    string
	Shape   string // "scopes(a,b)"
	Summary string
	Example string
	// Min and Max bound the number of arguments; Max -1 is no bound. Bare says that it is written without parentheses.
	Min, Max int
	Bare     bool
}

// Key finds a key or flag of the verb; meta.KEY is found as "meta.".
func (v Verb) Key(name string) (Key, bool) {
	for _, k := range v.Keys {
		open := strings.HasSuffix(k.Name, ".")
		if !open && k.Name == name || open && strings.HasPrefix(name, k.Name) && name != k.Name {
			return k, true
		}
	}
	return Key{}, false
}

// Allows reports whether the verb may stand on the place.
func (v Verb) Allows(p Place) bool {
	for _, on := range v.On {
		if on == p {
			return true
		}
	}
	return false
}

func (v Verb) keyNames() []string {
	var names []string
	for _, k := range v.Keys {
		if strings.HasSuffix(k.Name, ".") {
			names = append(names, k.Name+"KEY")
		} else {
			names = append(names, k.Name)
		}
	}
	return names
}

// IsComponent reports whether the verb makes a component that has a policy of its own.
func (v Verb) IsComponent() bool {
	return v.Name == "tool" || v.Name == "resource" || v.Name == "prompt"
}
