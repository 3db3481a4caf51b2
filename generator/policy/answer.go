package policy

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// Answers writes what one caller sees and may call.
func Answers(w io.Writer, answers []Answer) error {
	var b strings.Builder
	path := ""
	var rows [][]string
	flush := func() {
		if len(rows) > 0 {
			b.WriteString(align(append([][]string{{"component", "sees", "may call", "because"}}, rows...), "  "))
		}
		rows = nil
	}
	for _, a := range answers {
		if a.Package != path {
			flush()
			if path != "" {
				b.WriteByte('\n')
			}
			path = a.Package
			b.WriteString(line(path) + "\n\n")
		}
		rows = append(rows, []string{a.Component.Label(), a.Sees.String(), a.calls(), a.because()})
	}
	flush()
	_, err := io.WriteString(w, b.String())
	return err
}

func (a Answer) calls() string {
	if a.Challenge {
		return "challenge"
	}
	return a.Calls.String()
}

// because explains an answer in one line.
func (a Answer) because() string {
	var parts []string
	switch {
	case a.Challenge:
		parts = append(parts, "lacks "+strings.Join(a.Missing, ", "))
	case len(a.Failed) > 0:
		parts = append(parts, "lacks "+strings.Join(a.Failed, ", "))
	}
	if len(a.Undecided) > 0 {
		parts = append(parts, strings.Join(a.Undecided, ", ")+" decides")
	}
	if len(parts) == 0 {
		return "meets " + a.Component.Requirements()
	}
	return strings.Join(parts, "; ")
}

// Changes writes what a change grants (+) and takes away (-).
func Changes(w io.Writer, list []Change) error {
	var b strings.Builder
	if len(list) == 0 {
		b.WriteString("no change\n")
	}
	for _, c := range list {
		fmt.Fprintf(&b, "%s %s %s\n", c.sign(), line(c.Component), line(c.What))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// sign is "+" for what a change grants, "-" for what it takes away.
func (c Change) sign() string {
	if c.Widens {
		return "+"
	}
	return "-"
}

// ChangesMarkdown writes the changes as a list, for reviews.
func ChangesMarkdown(w io.Writer, list []Change) error {
	var b strings.Builder
	if len(list) == 0 {
		b.WriteString("no change\n")
	}
	for _, c := range list {
		fmt.Fprintf(&b, "- `%s` %s %s\n", c.sign(), markdown(c.Component), markdown(c.What))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// ChangesJSON writes the changes, one object a line.
func ChangesJSON(w io.Writer, list []Change) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, c := range list {
		if err := enc.Encode(c); err != nil {
			return err
		}
	}
	return nil
}

// answerJSON is the JSON form of an answer, one object a line.
type answerJSON struct {
	Package   string   `json:"package"`
	Kind      string   `json:"kind"`
	Name      string   `json:"name"`
	URI       string   `json:"uri,omitempty"`
	Sees      string   `json:"sees"`
	Calls     string   `json:"calls"` // no, depends, yes or challenge
	Missing   []string `json:"missing,omitempty"`
	Failed    []string `json:"failed,omitempty"`
	Undecided []string `json:"undecided,omitempty"`
}

// AnswersJSON writes the answers, one object a line.
func AnswersJSON(w io.Writer, answers []Answer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, a := range answers {
		err := enc.Encode(answerJSON{
			Package: a.Package, Kind: a.Component.Kind, Name: a.Component.Name, URI: a.Component.URI,
			Sees: a.Sees.String(), Calls: a.calls(), Missing: a.Missing, Failed: a.Failed, Undecided: a.Undecided,
		})
		if err != nil {
			return err
		}
	}
	return nil
}
