package diag

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// jsonDiagnostic is the JSON form, one object a line. Fields are only ever added.
type jsonDiagnostic struct {
	Code     Code          `json:"code"`
	Severity string        `json:"severity"`
	Message  string        `json:"message"`
	Hint     string        `json:"hint,omitempty"`
	Span     *jsonSpan     `json:"span,omitempty"`
	Related  []jsonRelated `json:"related,omitempty"`
	Fixes    []jsonFix     `json:"fixes,omitempty"`
}

type jsonSpan struct {
	File  string  `json:"file"`
	Start jsonPos `json:"start"`
	End   jsonPos `json:"end"`
}

type jsonPos struct {
	Offset int `json:"offset"`
	Line   int `json:"line"`
	Column int `json:"column"`
}

type jsonRelated struct {
	Message string    `json:"message"`
	Span    *jsonSpan `json:"span,omitempty"`
}

type jsonFix struct {
	Message string     `json:"message"`
	Edits   []jsonEdit `json:"edits"`
}

type jsonEdit struct {
	Span *jsonSpan `json:"span"`
	New  string    `json:"new"`
}

// JSON writes one object a line. Offsets count bytes from 0, lines and columns from 1, columns in bytes.
func JSON(w io.Writer, list []Diagnostic) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, d := range list {
		j := jsonDiagnostic{Code: d.Code, Severity: d.Severity.String(), Message: d.Message, Hint: d.Hint, Span: spanJSON(d.Span)}
		for _, r := range d.Related {
			j.Related = append(j.Related, jsonRelated{r.Message, spanJSON(r.Span)})
		}
		for _, f := range d.Fixes {
			fix := jsonFix{Message: f.Message}
			for _, e := range f.Edits {
				fix.Edits = append(fix.Edits, jsonEdit{spanJSON(e.Span), e.New})
			}
			j.Fixes = append(j.Fixes, fix)
		}
		if err := enc.Encode(j); err != nil {
			return err
		}
	}
	return nil
}

func spanJSON(s Span) *jsonSpan {
	if s.File == "" {
		return nil
	}
	return &jsonSpan{s.File, jsonPos(s.Start), jsonPos(s.End)}
}

// GitHub writes workflow commands, which GitHub shows beside the lines of a change. path makes a path relative to the
// repository; nil leaves it.
func GitHub(w io.Writer, list []Diagnostic, path func(string) string) error {
	for _, d := range list {
		var props []string
		if s := d.Span; s.File != "" {
			file := s.File
			if path != nil {
				file = path(file)
			}
			props = append(props, "file="+property(file))
			if s.Start.Line > 0 {
				props = append(props, fmt.Sprintf("line=%d,col=%d,endLine=%d,endColumn=%d", s.Start.Line, s.Start.Column, s.End.Line, s.End.Column))
			}
		}
		props = append(props, "title="+property("mcpgen "+string(d.Code)))
		message := d.Message
		if d.Hint != "" {
			message += "\nhint: " + d.Hint
		}
		if _, err := fmt.Fprintf(w, "::%s %s::%s\n", d.Severity, strings.Join(props, ","), data.Replace(message)); err != nil {
			return err
		}
	}
	return nil
}

// Escapes of GitHub's workflow commands.
var (
	data   = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	params = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func property(s string) string { return params.Replace(s) }
