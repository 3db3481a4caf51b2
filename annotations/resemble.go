package annotations

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mcpgen/mcpgen/internal/nearest"
)

// head is the beginning of a comment line, taken apart: lead, prefix word, separator, verb word, rest.
type head struct {
	lead, prefix, separator, verb, rest string
	to                                  int // end of verb in the line
}

// resemble decides whether a line, whose text begins at start, was meant as a directive. What only looks like it counts:
// a reader cannot tell the difference.
func resemble(line string, start int, around surroundings) (likeness, bool) {
	if isASCII(line) {
		return resemblePlain(line, start, around)
	}
	plain, at := skeletonLine(line)
	m, ok := resemblePlain(plain, min(start, len(plain)), around)
	if ok {
		m.from, m.to = at[m.from], at[m.to]
	}
	return m, ok
}

func resemblePlain(line string, start int, around surroundings) (likeness, bool) {
	h, ok := takeApart(line, start)
	if !ok {
		return squeezed(line, start)
	}
	prefix := Skeleton(h.prefix)
	if prefix != "mcp" && !(isColon(h.separator) && closeToMCP(prefix)) {
		return squeezed(line, start) // the most common case by far, so it comes first
	}
	blankBefore := strings.ContainsAny(h.lead, " \t")
	if strings.Contains(h.lead, "//") && (!around.documents || strings.HasPrefix(h.lead, "\t") || strings.HasPrefix(h.lead, "  ")) {
		return likeness{}, false // an example in a doc comment, or code that is commented out as a whole
	}
	marked := strings.ContainsAny(h.lead, "@+#!")
	verb, exact := nearVerb(h.verb)
	args := argsLike(verb, h.rest)
	is := false
	switch {
	case verb == "" && prefix == "mcp" && h.separator == ":" && strings.Contains(h.rest, "="):
		verb, is = "tool", args
	case verb == "":
	case prefix == "mcp" && h.separator == ":":
		is = args || marked || exact && !(blankBefore && around.continues)
	case prefix == "mcp" && isColon(h.separator):
		is = exact && (args || marked || !blankBefore)
	case prefix == "mcp" && strings.Trim(h.separator, ".-_/ \t;=|") == "":
		is = exact && (marked && h.separator != " " || args && strings.TrimSpace(h.rest) != "" || !blankBefore && h.rest == "" && h.separator != " ")
	case isColon(h.separator) && closeToMCP(prefix):
		is = exact && args && (!blankBefore || strings.TrimSpace(h.rest) != "")
	}
	if !is {
		return squeezed(line, start)
	}
	from := start
	if start >= 2 {
		from = start - 2
	} else {
		from = len(line) - len(strings.TrimLeft(line, " \t*"))
	}
	return likeness{verb, from, h.to}, true
}

// takeApart splits the line; ok is false when it does not begin with two words.
func takeApart(line string, start int) (h head, ok bool) {
	at := start
	take := func(while func(rune) bool) string {
		from := at
		for at < len(line) {
			r, size := utf8.DecodeRuneInString(line[at:])
			if !while(r) {
				break
			}
			at += size
		}
		return line[from:at]
	}
	letter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	h.lead = take(func(r rune) bool { return strings.ContainsRune(" \t/*@+#!:", r) || r == '\ufeff' })
	h.prefix = take(letter)
	h.separator = take(func(r rune) bool { return !letter(r) && !strings.ContainsRune("(\"`$'", r) })
	h.verb = take(letter)
	h.rest, h.to = line[at:], at
	return h, h.prefix != "" && h.verb != ""
}

// squeezed catches blanks inside the head, as in "//m cp:tool" or "//mcptool": the comment begins right behind the
// slashes, and its letters spell mcp and a verb.
func squeezed(line string, start int) (likeness, bool) {
	if start < 2 || start >= len(line) || isBlank(line[start]) {
		return likeness{}, false
	}
	if !strings.ContainsAny(Skeleton(line[start:min(len(line), start+4)]), "mcp") {
		return likeness{}, false
	}
	letters, ends := "", []int{}
	for i, r := range line[start:min(len(line), start+32)] {
		if unicode.IsLetter(r) {
			folded := Skeleton(string(r))
			letters += folded
			for range folded {
				ends = append(ends, start+i+utf8.RuneLen(r))
			}
		}
	}
	if !strings.HasPrefix(letters, "mcp") {
		return likeness{}, false
	}
	for _, v := range verbNames() {
		if !strings.HasPrefix(letters, "mcp"+v) || len(ends) < 3+len(v) {
			continue
		}
		to := ends[2+len(v)]
		colon := strings.ContainsAny(line[start:to], ":：")
		rest := line[to:]
		boundary := rest == "" || !unicode.IsLetter(firstRune(rest))
		if boundary && (colon || argsLike(v, rest)) {
			return likeness{v, start - 2, to}, true
		}
	}
	return likeness{}, false
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// nearVerb returns the verb a word is or nearly is; exact ignores case only.
func nearVerb(word string) (verb string, exact bool) {
	w := Skeleton(word)
	if _, ok := VerbNamed(w); ok {
		return w, true
	}
	return Nearest(w, verbNames()), false
}

// argsLike reports whether text could be the arguments of the verb rather than a sentence.
func argsLike(verb, text string) bool {
	text = strings.TrimSpace(text)
	if text == "" || text[0] == '(' || text[0] == '"' || text[0] == '`' {
		return true
	}
	v, _ := VerbNamed(verb)
	words := strings.Fields(text)
	for i, w := range words {
		key, _, pair := strings.Cut(w, "=")
		if k, ok := v.Key(strings.ToLower(key)); ok && (pair || i == 0 && k.Kind == FlagValue) {
			return true
		}
		if pair && key != "" && Nearest(key, v.keyNames()) != "" {
			return true
		}
	}
	return v.Named && (len(words) == 1 || strings.ContainsAny(text, "\"`"))
}

func isColon(s string) bool {
	s = strings.TrimSpace(s)
	return s == ":" || s == "::" || s == "：" || s == "∶" || s == ";"
}

// closeToMCP accepts mcpgen and words one edit away from mcp.
func closeToMCP(prefix string) bool {
	return prefix == "mcpgen" || nearest.Distance(prefix, "mcp") == 1
}

// continues reports whether a line of a comment begins with a key of one of the verbs, at line[from:to].
func continues(line string, verbs []Verb) (verb Verb, from, to int, ok bool) {
	plain, at := skeletonLine(line)
	start := len(plain) - len(strings.TrimLeft(plain, "/* \t,;|&+-\\"))
	end := start + strings.IndexFunc(plain[start:]+" ", func(r rune) bool { return !unicode.IsLetter(r) && r != '.' })
	word, rest := strings.ToLower(plain[start:end]), strings.TrimLeft(plain[end:], " \t")
	for _, verb := range verbs {
		if _, isKey := verb.Key(word); isKey && (strings.HasPrefix(rest, "=") || word == "auth" && isPolicy(rest)) {
			return verb, at[start], at[end], true
		}
	}
	return Verb{}, 0, 0, false
}

// isPolicy reports whether text is a colon and a term of auth=, or one word, which may be a check.
func isPolicy(text string) bool {
	value, ok := strings.CutPrefix(text, ":")
	name, _, called := strings.Cut(strings.TrimSpace(value), "(")
	term, known := AuthTermNamed(name)
	words := strings.Fields(value)
	return ok && (known && called != term.Bare || len(words) == 1 && !strings.HasSuffix(words[0], "."))
}
