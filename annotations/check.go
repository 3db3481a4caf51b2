package annotations

import (
	"cmp"
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/annotations/diag"
)

// checkWords holds a directive against the vocabulary: verb, keys, duplicates, kinds of values.
func checkWords(c *cursor, d *Directive) {
	verb, ok := VerbNamed(d.Verb.Text)
	if !ok {
		c.add("MCP102", d.Verb.Span, verbHint(d.Verb.Text), "unknown directive %q", "mcp:"+d.Verb.Text)
		return
	}
	seen := map[string]Word{}
	named, described := false, false
	for i, a := range d.Args {
		switch {
		case a.Kind == Quote:
			if !verb.Described || described {
				c.add("MCP105", a.Span, "", "%s takes no %sdescription", "mcp:"+verb.Name, pick(described, "second ", ""))
			}
			described = true
		case a.Kind == Flag && (verb.Named || verb.Listed) && i == 0, a.Kind == List && verb.Listed && i == 0:
			named = true
		case a.Kind == List:
			c.add("MCP105", a.Span, "separate flags by blanks", "mcp:%s takes no list here", verb.Name)
		default:
			checkKey(c, verb, a)
			if first, again := seen[a.Key.Text]; again {
				c.addRelated("MCP104", a.Key.Span, first.Span, "first written here", "%q is written twice", a.Key.Text)
			} else {
				seen[a.Key.Text] = a.Key
			}
		}
	}
	if (verb.Named || verb.Listed) && !named {
		c.add("MCP108", d.Verb.Span, "write "+verb.Shape, "mcp:%s needs a name", verb.Name)
	}
	for _, key := range verb.Requires {
		if _, ok := seen[key]; !ok {
			wanted, _ := verb.Key(key)
			c.add("MCP108", d.Verb.Span, "write "+verb.Shape, "mcp:%s needs %s", verb.Name, pick(wanted.Kind == FlagValue, key, key+"="))
		}
	}
}

func verbHint(word string) string {
	if head, _, cut := strings.Cut(word, ":"); cut {
		if _, ok := VerbNamed(head); ok {
			return "the verb ends at the first blank: write mcp:" + head + " followed by a blank"
		}
	}
	if near := Nearest(Skeleton(word), verbNames()); near != "" || hasVerb(Skeleton(word)) {
		return "did you mean mcp:" + cmp.Or(near, Skeleton(word)) + "?" + onlyLooks(word)
	}
	return "known directives: " + strings.Join(verbNames(), ", ")
}

// checkKey checks one flag or key=value against the verb's table.
func checkKey(c *cursor, verb Verb, a Arg) {
	key, ok := verb.Key(a.Key.Text)
	switch {
	case !ok:
		c.add("MCP103", a.Key.Span, keyHint(verb, a.Key.Text), "mcp:%s has no %s %q",
			verb.Name, pick(a.Kind == Flag, "flag", "key"), a.Key.Text)
	case key.Kind == FlagValue && a.Kind == Pair:
		c.add("MCP105", a.Span, "write "+key.Name, "flag %q takes no value", key.Name)
	case key.Kind != FlagValue && a.Kind == Flag:
		c.add("MCP105", a.Key.Span, "write "+key.Shape, "key %q needs a value", a.Key.Text)
	default:
		checkValue(c, key, a)
	}
}

// keyHint says what was probably meant by a word that is no key or flag of the verb.
func keyHint(verb Verb, word string) string {
	for _, k := range verb.Keys {
		if slices.Contains(k.Choices, word) {
			return "did you mean " + k.Name + "=" + word + "?"
		}
	}
	if plain := strings.ToLower(word); verb.IsComponent() && (plain == "desc" || plain == "doc") {
		return "write description=\"…\"; without it the doc comment's first paragraph is the description"
	}
	return didYouMean(word, verb.keyNames())
}

// checkValue checks the kind of each term behind key=.
func checkValue(c *cursor, key Key, a Arg) {
	switch key.Kind {
	case FlagValue, AuthValue:
		return // the terms of auth= are resolved against checks and parameters later
	case TextValue, ChoiceValue, NumberValue, CountValue:
		if len(a.Value) > 1 {
			c.add("MCP105", a.Value[1].Span, "quote the value if the comma belongs to it", "key %q takes one value", a.Key.Text)
			return
		}
	}
	for _, t := range a.Value {
		if wrong := wrongKind(key, t); wrong != "" {
			hint := "write " + key.Shape
			if key.Kind == ChoiceValue {
				hint = didYouMean(t.Text, key.Choices)
			}
			c.add("MCP105", t.Span, hint, "%s=%s: %s", a.Key.Text, t.Raw, wrong)
		}
	}
}

// wrongKind says what is wrong with a term behind key=, or "".
func wrongKind(key Key, t Term) string {
	if t.Kind == Call || t.Kind == Path {
		return pick(t.Kind == Call, "a call", "a parameter") + " cannot stand here"
	}
	switch key.Kind {
	case TextValue, ListValue:
		if t.Text == "" {
			return "the text is empty"
		}
		if key.Name != "pattern" && (diag.Printable(t.Text) != t.Text || strings.ContainsAny(t.Text, "\n\t")) {
			return "the text has a control or invisible character"
		}
	case ChoiceValue:
		for _, choice := range key.Choices {
			if t.Text == choice && t.Kind == Bare {
				return ""
			}
		}
		return "not one of " + strings.Join(key.Choices, ", ")
	case NumberValue:
		if t.Kind != Number {
			return "not a number"
		}
	case CountValue:
		if t.Kind != Number || strings.ContainsAny(t.Text, "-.eE") || len(t.Text) > 9 {
			return "not a whole number from 0"
		}
	}
	return ""
}

func pick(first bool, a, b string) string {
	if first {
		return a
	}
	return b
}

func (c *cursor) add(code diag.Code, at diag.Span, hint, format string, args ...any) {
	c.found = append(c.found, finding(code, at, hint, format, args...))
}

func (c *cursor) addRelated(code diag.Code, at, other diag.Span, note, format string, args ...any) {
	d := finding(code, at, "", format, args...)
	d.Related = []diag.Related{{Span: other, Message: note}}
	c.found = append(c.found, d)
}
