package annotations

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// ReferenceText writes the vocabulary for a terminal: what `mcpgen directives` prints.
func ReferenceText(w io.Writer) error {
	var b strings.Builder
	for _, v := range verbs {
		fmt.Fprintf(&b, "%s\n    %s.\n    Stands on: %s.\n", v.Shape, v.Summary, places(v))
		for _, k := range v.Keys {
			fmt.Fprintf(&b, "      %-22s %s\n", k.Shape, k.Summary)
		}
		b.WriteString("\n")
	}
	b.WriteString("auth=TERM,TERM: all terms must hold\n")
	for _, t := range authTerms {
		fmt.Fprintf(&b, "      %-26s %s\n", t.Shape, t.Summary)
	}
	fmt.Fprintf(&b, "      %-26s %s\n", customShape, customSummary)
	_, err := io.WriteString(w, b.String())
	return err
}

// Custom checks are terms too, but not built in.
const (
	customShape   = "check, check(5), pkg.Check($id)"
	customSummary = "a function, or a method of the component's receiver, marked //mcp:check, with constants or, behind $, arguments of the call"
)

// ReferenceMarkdown writes docs/directives.md.
func ReferenceMarkdown(w io.Writer) error {
	var b strings.Builder
	b.WriteString(`# Directives

This file is generated from the vocabulary in package annotations: go test ./annotations -run TestReference -update.

A directive is a comment line that begins with exactly ` + "`//mcp:`" + `, directly above what it is about. gofmt keeps it, godoc
hides it. Arguments are separated by blanks:

` + "```" + `
args  = { flag | word "," word … | key "=" value | string }
value = term { "," term }                        blanks only inside parentheses
term  = name [ "." name ] "(" [ value ] ")" | "$" path | string | number | true | false | word
` + "```" + `

A word is any run of characters other than blanks and ` + "`` , ( ) = \" ` $ ``" + `; anything else is written as a Go string. Whatever
is misspelt, misplaced or unknown is an error; ` + "`mcpgen explain CODE`" + ` and [diagnostics.md](diagnostics.md) say more.

| directive | stands on | what it does |
|---|---|---|
`)
	for _, v := range verbs {
		fmt.Fprintf(&b, "| [`%s`](#%s) | %s | %s |\n", v.Name, v.Name, places(v), v.Summary)
	}
	for _, v := range verbs {
		markdownVerb(&b, v)
	}
	b.WriteString("\n## Terms of auth=\n\nAll terms must hold.\n\n| term | holds when | example |\n|---|---|---|\n")
	for _, t := range authTerms {
		fmt.Fprintf(&b, "| `%s` | %s | `%s` |\n", cell(t.Shape), t.Summary, cell(t.Example))
	}
	fmt.Fprintf(&b, "| `%s` | %s | `auth=premium,level(5),owns($id)` |\n", customShape, customSummary)
	_, err := io.WriteString(w, b.String())
	return err
}

// SummaryMarkdown writes the two tables of the README.
func SummaryMarkdown(w io.Writer) error {
	var b strings.Builder
	b.WriteString("| directive | stands on | what it does |\n|---|---|---|\n")
	for _, v := range verbs {
		fmt.Fprintf(&b, "| `//mcp:%s` | %s | %s |\n", v.Name, places(v), v.Summary)
	}
	b.WriteString("\n| term of `auth=` | holds when |\n|---|---|\n")
	for _, t := range authTerms {
		fmt.Fprintf(&b, "| `%s` | %s |\n", cell(t.Shape), t.Summary)
	}
	fmt.Fprintf(&b, "| `%s` | %s |\n", customShape, customSummary)
	_, err := io.WriteString(w, b.String())
	return err
}

func markdownVerb(b *strings.Builder, v Verb) {
	fmt.Fprintf(b, "\n## %s\n\n`%s` %s. It stands on a %s%s.\n\n", v.Name, v.Shape, v.Summary, strings.Join(strings.Split(places(v), ", "), " or a "),
		pick(v.Repeats, ", more than once if need be", ""))
	fmt.Fprintf(b, "```go\n%s\n```\n", v.Example)
	if len(v.Keys) > 0 {
		b.WriteString("\n| argument | meaning |\n|---|---|\n")
	}
	for _, k := range v.Keys {
		fmt.Fprintf(b, "| `%s` | %s |\n", cell(k.Shape), k.Summary)
	}
}

// cell keeps a bar from ending the cell of a table.
func cell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }

func places(v Verb) string {
	var list []string
	for _, p := range v.On {
		list = append(list, string(p))
	}
	return strings.Join(list, ", ")
}

// referenceJSON is the JSON form of the vocabulary. Fields are only added within a version.
type referenceJSON struct {
	Version    int        `json:"version"`
	Directives []verbJSON `json:"directives"`
	Terms      []termJSON `json:"terms"`
}

type verbJSON struct {
	Name     string    `json:"name"`
	Shape    string    `json:"shape"`
	Summary  string    `json:"summary"`
	Example  string    `json:"example"`
	On       []Place   `json:"on"`
	Repeats  bool      `json:"repeats,omitempty"`
	Requires []string  `json:"requires,omitempty"`
	Keys     []keyJSON `json:"keys,omitempty"`
}

type keyJSON struct {
	Name    string   `json:"name"`
	Flag    bool     `json:"flag,omitempty"`
	Choices []string `json:"choices,omitempty"`
	Shape   string   `json:"shape"`
	Summary string   `json:"summary"`
}

type termJSON struct {
	Name    string `json:"name"`
	Shape   string `json:"shape"`
	Summary string `json:"summary"`
	Example string `json:"example"`
}

// ReferenceJSON writes the vocabulary for editors and other tools.
func ReferenceJSON(w io.Writer) error {
	out := referenceJSON{Version: 1}
	for _, v := range verbs {
		j := verbJSON{Name: v.Name, Shape: v.Shape, Summary: v.Summary, Example: v.Example, On: v.On, Repeats: v.Repeats, Requires: v.Requires}
		for _, k := range v.Keys {
			j.Keys = append(j.Keys, keyJSON{k.Name, k.Kind == FlagValue, k.Choices, k.Shape, k.Summary})
		}
		out.Directives = append(out.Directives, j)
	}
	for _, t := range authTerms {
		out.Terms = append(out.Terms, termJSON{t.Name, t.Shape, t.Summary, t.Example})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}
