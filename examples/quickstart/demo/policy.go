package main

import (
	"fmt"
	"io"
	"text/tabwriter"
)

// row is one cell of the table caller × tool.
type row struct {
	caller, tool string
	listed       string // "yes", "no", or the status of the refused list
	call         string // what the call gave
}

// What a call can give. Challenges are followed by the scopes they name: what the call needs, then what the caller has.
const (
	result    = "result"
	hidden    = "hidden"
	challenge = "challenge: "
)

// The tools of the notes package.
var tools = []string{"about", "greet", "search_notes", "add_note", "export_notes", "note_statistics", "purge_notes"}

// policy is what must be seen, written down independently of the generated code: caller, then tool.
var policy = map[string]map[string]row{
	"no token": all("401", "401 missing_token"),
	"reader": {
		"about":           {listed: "yes", call: result},
		"greet":           {listed: "yes", call: result},
		"search_notes":    {listed: "yes", call: result},
		"add_note":        {listed: "yes", call: challenge + "notes:write notes:read"},
		"export_notes":    {listed: "no", call: hidden},
		"note_statistics": {listed: "no", call: hidden},
		"purge_notes":     {listed: "no", call: hidden},
	},
	"writer, premium": {
		"about":           {listed: "yes", call: result},
		"greet":           {listed: "yes", call: result},
		"search_notes":    {listed: "yes", call: result},
		"add_note":        {listed: "yes", call: result},
		"export_notes":    {listed: "yes", call: result},
		"note_statistics": {listed: "no", call: hidden},
		"purge_notes":     {listed: "no", call: hidden},
	},
	"admin, level 7": {
		"about":           {listed: "yes", call: result},
		"greet":           {listed: "yes", call: result},
		"search_notes":    {listed: "yes", call: result},
		"add_note":        {listed: "yes", call: result},
		"export_notes":    {listed: "no", call: hidden},
		"note_statistics": {listed: "yes", call: result},
		"purge_notes":     {listed: "yes", call: result},
	},
	"reader, revoked": all("401", "401 session_revoked"),
}

func all(listed, call string) map[string]row {
	rows := map[string]row{}
	for _, tool := range tools {
		rows[tool] = row{listed: listed, call: call}
	}
	return rows
}

// sameAsPolicy compares what was seen with the policy, and that nothing is missing.
func sameAsPolicy(rows []row) error {
	if want := len(policy) * len(tools); len(rows) != want {
		return fmt.Errorf("saw %d outcomes instead of %d", len(rows), want)
	}
	for _, seen := range rows {
		want := policy[seen.caller][seen.tool]
		if seen.listed != want.listed || seen.call != want.call {
			return fmt.Errorf("%s, %s: listed %q and call %q, but the policy says %q and %q", seen.caller, seen.tool, seen.listed, seen.call, want.listed, want.call)
		}
	}
	return nil
}

func printTable(w io.Writer, rows []row) {
	table := tabwriter.NewWriter(w, 0, 0, 3, ' ', 0)
	fmt.Fprintln(table, "\n   caller\ttool\tin list\tcall")
	last := ""
	for _, r := range rows {
		name := r.caller
		if name == last {
			name = ""
		}
		last = r.caller
		fmt.Fprintf(table, "   %s\t%s\t%s\t%s\n", name, r.tool, r.listed, r.call)
	}
	_ = table.Flush()
}
