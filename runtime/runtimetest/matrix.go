package runtimetest

import (
	"strings"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
)

// Matrix says who may do what: one row per component, one column per caller.
type Matrix struct {
	callers   []string
	decisions map[string][]mcpruntime.Decision
}

// Outcome returns "allow", "hidden", "challenge a b" (with the missing scopes) or "denied"; "" for an unknown caller or
// component. A star behind it says that lists do not show the component although a call is answered openly.
func (m Matrix) Outcome(caller, component string) string {
	for _, d := range m.decisions[caller] {
		if d.Name == component {
			return cell(d)
		}
	}
	return ""
}

func cell(d mcpruntime.Decision) string {
	text := d.Outcome
	if len(d.MissingScopes) > 0 {
		text += " " + strings.Join(d.MissingScopes, " ")
	}
	if !d.Listed && d.Outcome != "hidden" {
		text += "*"
	}
	return text
}

// String lays the matrix out as text, aligned, with a header line: made to be compared in a test.
func (m Matrix) String() string {
	if len(m.callers) == 0 {
		return ""
	}
	rows := [][]string{append([]string{"component"}, m.callers...)}
	for i, d := range m.decisions[m.callers[0]] {
		row := []string{d.Kind.String() + " " + d.Name}
		for _, caller := range m.callers {
			row = append(row, cell(m.decisions[caller][i]))
		}
		rows = append(rows, row)
	}
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, text := range row {
			widths[i] = max(widths[i], len(text))
		}
	}
	var b strings.Builder
	for _, row := range rows {
		line := ""
		for i, text := range row {
			line += text + strings.Repeat(" ", widths[i]-len(text)+2)
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return b.String()
}
