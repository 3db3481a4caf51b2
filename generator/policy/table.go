package policy

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/mcpgen/mcpgen/annotations/diag"
)

// header are the columns of the table.
var header = []string{"component", "requires", "when", "refused", "tags", "declared in"}

// rows are the cells of a package's components.
func (p Package) rows() [][]string {
	var rows [][]string
	for _, c := range p.Components {
		rows = append(rows, []string{
			c.Label(), c.Requirements(), c.phases(), c.refused(), strings.Join(c.Tags, ", "),
			fmt.Sprintf("%s:%d", c.Declared.File, c.Declared.Line),
		})
	}
	return rows
}

// Label names a component: "tool add_note", "resource notes://{id}".
func (c Component) Label() string {
	if c.URI != "" {
		return c.Kind + " " + c.URI
	}
	return c.Kind + " " + c.Name
}

// refused says what becomes of a refused caller; "-" where the policy refuses nobody.
func (c Component) refused() string {
	switch {
	case len(c.Requires) == 1 && c.Requires[0].Kind == "unrestricted":
		return "-"
	case c.Deny == "challenge":
		return "challenge"
	}
	return "hidden"
}

// Requirements are the terms in words, with where a term was written unless that is the component itself.
func (c Component) Requirements() string {
	var list []string
	for _, r := range c.Requires {
		list = append(list, r.describe())
	}
	return strings.Join(list, " and ")
}

func (r Requirement) describe() string {
	text := r.Text
	if notes := strings.Join(r.notes(), "; "); notes != "" {
		if len(r.Words) == 1 { // there is only one scope that it could be about
			notes = strings.TrimPrefix(notes, r.Words[0]+" ")
		}
		text += " (" + notes + ")"
	}
	switch r.Source {
	case "package":
		text += " [package]"
	case "restrict":
		text += " [tag " + r.Tag + "]"
	}
	return text
}

// notes are what the text of r does not show, alternatives included, each named once: the other scopes that open what it
// requires, and what Go constants come to.
func (r Requirement) notes() []string {
	var list []string
	if r.Check != nil && len(r.Check.Args) > 0 {
		_, written, _ := strings.Cut(strings.TrimSuffix(r.Text, ")"), "(")
		if value := strings.Join(r.Check.Args, ", "); value != written {
			list = append(list, written+" = "+value)
		}
	}
	for _, scope := range r.Words {
		if by := r.SatisfiedBy[scope]; len(by) > 0 {
			list = append(list, scope+" also "+strings.Join(by, ", "))
		}
	}
	for _, alternative := range r.Any {
		list = append(list, alternative.notes()...)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// phases says when the requirements are checked: in lists and calls, or some of them only in calls.
func (c Component) phases() string {
	var call []string
	for _, r := range c.Requires {
		if r.Phase == "call" {
			call = append(call, r.Text)
		}
	}
	switch len(call) {
	case 0:
		return "list, call"
	case len(c.Requires):
		return "call"
	}
	return "list, call; " + strings.Join(call, ", ") + " only in call"
}

// Text writes the table for people.
func (d Document) Text(w io.Writer) error {
	var b strings.Builder
	for i, p := range d.Packages {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(line(p.Path) + "\n\n")
		b.WriteString(align(append([][]string{header}, p.rows()...), "  "))
		b.WriteString(p.legend("  "))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// legend explains custom checks and scopes.
func (p Package) legend(indent string) string {
	var b strings.Builder
	seen := map[string]bool{}
	var visit func(r Requirement)
	var checks [][]string
	visit = func(r Requirement) {
		if r.Check != nil && !seen[r.Check.Name] {
			seen[r.Check.Name] = true
			checks = append(checks, []string{r.Check.Name, r.Check.Description})
		}
		for _, one := range r.Any {
			visit(one)
		}
	}
	for _, c := range p.Components {
		for _, r := range c.Requires {
			visit(r)
		}
	}
	if len(checks) > 0 {
		b.WriteString("\n" + indent + "checks\n" + align(checks, indent+"  "))
	}
	if len(p.Scopes) > 0 {
		var scopes [][]string
		for _, s := range p.Scopes {
			implies := ""
			if len(s.Implies) > 0 {
				implies = "implies " + strings.Join(s.Implies, ", ")
			}
			scopes = append(scopes, []string{s.Name, s.Description, implies})
		}
		b.WriteString("\n" + indent + "scopes\n" + align(scopes, indent+"  "))
	}
	return b.String()
}

// line makes text fit on one line of a terminal: what comes from source must not forge another line.
func line(s string) string { return diag.Printable(strings.Join(strings.Fields(s), " ")) }

// align pads cells to columns.
func align(rows [][]string, indent string) string {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			row[i] = line(cell)
			cell = row[i]
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	var b strings.Builder
	for _, row := range rows {
		line := indent
		for i, cell := range row {
			line += cell + strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)+3)
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return b.String()
}

// Markdown writes the table for reviews.
func (d Document) Markdown(w io.Writer) error {
	var b strings.Builder
	for i, p := range d.Packages {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString("### " + markdown(p.Path) + "\n\n")
		row := func(cells []string) {
			for _, cell := range cells {
				b.WriteString("| " + markdown(cell) + " ")
			}
			b.WriteString("|\n")
		}
		row(header)
		b.WriteString(strings.Repeat("|---", len(header)) + "|\n")
		for _, cells := range p.rows() {
			row(cells)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// markdown escapes what would be formatting: names come from source, which a review must show as it is.
func markdown(s string) string {
	var b strings.Builder
	for _, r := range line(s) {
		if strings.ContainsRune("\\`*_[]<>|&", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
