package diag

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// TextOptions say how [Text] renders.
type TextOptions struct {
	// Read returns the content of a file, for the excerpt; nil, or an error from it, leaves the excerpt out.
	Read func(path string) ([]byte, error)
	// Path shortens a path for display; nil shows it as it is.
	Path func(path string) string
	// Color puts ANSI colours in.
	Color bool
}

// Text renders diagnostics for people: position, message, the line of source with the word underlined, related places
// and a hint.
func Text(w io.Writer, list []Diagnostic, opts TextOptions) error {
	p := printer{TextOptions: opts, files: map[string][][]byte{}}
	for i, d := range list {
		if i > 0 {
			p.b.WriteByte('\n')
		}
		p.diagnostic(d)
	}
	_, err := w.Write(p.b.Bytes())
	return err
}

type printer struct {
	TextOptions
	b     bytes.Buffer
	files map[string][][]byte // lines by path
}

// ANSI sequences.
const (
	red    = "\x1b[1;31m"
	yellow = "\x1b[1;33m"
	blue   = "\x1b[1;34m"
	bold   = "\x1b[1m"
	reset  = "\x1b[0m"
)

func (p *printer) paint(color, s string) string {
	if !p.Color || s == "" {
		return s
	}
	return color + s + reset
}

func (p *printer) diagnostic(d Diagnostic) {
	color := red
	if d.Severity == Warning {
		color = yellow
	}
	if place := p.place(d.Span); place != "" {
		p.b.WriteString(p.paint(bold, place) + ": ")
	}
	label := d.Severity.String() + "[" + string(d.Code) + "]"
	fmt.Fprintf(&p.b, "%s: %s\n", p.paint(color, label), p.paint(bold, Printable(d.Message)))
	p.excerpt(d.Span, color, "")
	for _, r := range d.Related {
		fmt.Fprintf(&p.b, "  %s %s\n", p.paint(blue, p.place(r.Span)+":"), Printable(r.Message))
		p.excerpt(r.Span, blue, "")
	}
	if d.Hint != "" {
		fmt.Fprintf(&p.b, "  %s %s\n", p.paint(blue, "= hint:"), Printable(d.Hint))
	}
}

// place is "file:line:col", without the parts that are not known.
func (p *printer) place(s Span) string {
	if s.File == "" {
		return ""
	}
	path := s.File
	if p.Path != nil {
		path = p.Path(path)
	}
	if s.Start.Line == 0 {
		return path
	}
	return fmt.Sprintf("%s:%d:%d", path, s.Start.Line, s.Start.Column)
}

// excerpt shows the line of a span and underlines the span. Tabs are kept in the underline, so that it stands right
// under the word whatever a tab's width is.
func (p *printer) excerpt(s Span, color, indent string) {
	line, ok := p.line(s)
	if !ok {
		return
	}
	from := min(s.Start.Column-1, len(line))
	to := len(line)
	if s.End.Line == s.Start.Line {
		to = min(max(s.End.Column-1, from), len(line))
	}
	number := fmt.Sprintf("%d", s.Start.Line)
	gutter := strings.Repeat(" ", len(number))
	fmt.Fprintf(&p.b, "%s %s %s %s\n", indent, p.paint(blue, number), p.paint(blue, "|"), Printable(string(line)))
	carets := max(1, utf8.RuneCount(line[from:to]))
	fmt.Fprintf(&p.b, "%s %s %s %s%s\n", indent, gutter, p.paint(blue, "|"), padding(line[:from]), p.paint(color, strings.Repeat("^", carets)))
}

// maxExcerptBytes bounds the line shown; a longer one is not worth showing.
const maxExcerptBytes = 400

func (p *printer) line(s Span) ([]byte, bool) {
	if p.Read == nil || s.File == "" || s.Start.Line == 0 {
		return nil, false
	}
	lines, ok := p.files[s.File]
	if !ok {
		if source, err := p.Read(s.File); err == nil {
			lines = bytes.Split(bytes.TrimPrefix(source, []byte("\ufeff")), []byte("\n"))
		}
		p.files[s.File] = lines
	}
	if s.Start.Line > len(lines) {
		return nil, false
	}
	line := bytes.TrimRight(lines[s.Start.Line-1], "\r")
	return line, len(line) <= maxExcerptBytes
}

// padding repeats the tabs of the text and replaces everything else by blanks.
func padding(text []byte) string {
	var b strings.Builder
	for _, r := range string(text) {
		if r == '\t' {
			b.WriteByte('\t')
		} else {
			b.WriteByte(' ')
		}
	}
	return b.String()
}
