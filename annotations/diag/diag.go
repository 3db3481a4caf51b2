// Package diag holds diagnostics as data: what is wrong, at which word, and what to do next. Stages of the generator
// return them; only the command line and the analyzer render them.
package diag

import (
	"cmp"
	"slices"
)

// Severity says whether a diagnostic stops generation. The zero Severity is [Error], so that a forgotten one refuses.
type Severity uint8

// The severities.
const (
	Error   Severity = iota // nothing is written
	Warning                 // reported by mcpgen vet; generation goes on
)

// String returns "error" or "warning".
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// Pos is a place in a file. Line and Column count from 1, Column in bytes; Offset counts bytes from 0.
type Pos struct{ Offset, Line, Column int }

// Span is a range of bytes in one file; End is exclusive. File is the path as the loader knows it (absolute); renderers
// shorten it. A Span with an empty File points nowhere: the finding is about the run, not about a word.
type Span struct {
	File       string
	Start, End Pos
}

// Related is a second place that a diagnostic talks about, as "first declared here".
type Related struct {
	Span    Span
	Message string
}

// Edit replaces the text of Span by New.
type Edit struct {
	Span Span
	New  string
}

// Fix is a mechanical remedy. All of its edits are applied together or not at all.
type Fix struct {
	Message string
	Edits   []Edit
}

// Diagnostic is one finding. Code is one of [Codes] and permanent. Message says what is wrong, quoting the user's
// text, lower case, without a full stop; Hint says what to do next and may be empty.
type Diagnostic struct {
	Code     Code
	Severity Severity
	Span     Span
	Message  string
	Hint     string
	Related  []Related
	Fixes    []Fix
}

// Sort orders diagnostics by file, position, code and message, and removes exact repeats: the order in which people
// and golden files read them.
func Sort(list []Diagnostic) []Diagnostic {
	slices.SortStableFunc(list, compare)
	return slices.CompactFunc(list, func(a, b Diagnostic) bool { return compare(a, b) == 0 })
}

func compare(a, b Diagnostic) int {
	return cmp.Or(
		cmp.Compare(a.Span.File, b.Span.File),
		cmp.Compare(a.Span.Start.Offset, b.Span.Start.Offset),
		cmp.Compare(a.Span.End.Offset, b.Span.End.Offset),
		cmp.Compare(a.Code, b.Code),
		cmp.Compare(a.Message, b.Message),
	)
}

// HasErrors reports whether any diagnostic stops generation.
func HasErrors(list []Diagnostic) bool {
	return slices.ContainsFunc(list, func(d Diagnostic) bool { return d.Severity == Error })
}
