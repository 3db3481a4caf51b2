package vet

import (
	"go/token"
	"os"

	"golang.org/x/tools/go/analysis"

	"github.com/mcpgen/mcpgen/annotations/diag"
)

// reporter turns our diagnostics into those of go/analysis, whose positions are of a file set.
type reporter struct {
	pass  *analysis.Pass
	files map[string]*token.File
}

func (r *reporter) report(d diag.Diagnostic) {
	from, to, ok := r.pos(d.Span)
	if !ok {
		from = r.pass.Files[0].Package
		to = from
	}
	message := d.Message + " (" + string(d.Code) + ")"
	if d.Hint != "" {
		message += ": " + d.Hint
	}
	out := analysis.Diagnostic{Pos: from, End: to, Category: string(d.Code), Message: message}
	for _, related := range d.Related {
		if from, to, ok := r.pos(related.Span); ok {
			out.Related = append(out.Related, analysis.RelatedInformation{Pos: from, End: to, Message: related.Message})
		}
	}
	for _, fix := range d.Fixes {
		if f, ok := r.fix(fix); ok {
			out.SuggestedFixes = append(out.SuggestedFixes, f)
		}
	}
	r.pass.Report(out)
}

func (r *reporter) fix(fix diag.Fix) (analysis.SuggestedFix, bool) {
	out := analysis.SuggestedFix{Message: fix.Message}
	for _, edit := range fix.Edits {
		from, to, ok := r.pos(edit.Span)
		if !ok {
			return out, false
		}
		out.TextEdits = append(out.TextEdits, analysis.TextEdit{Pos: from, End: to, NewText: []byte(edit.New)})
	}
	return out, true
}

// pos finds a span in the file set; a file that is not part of the package as built is added to it.
func (r *reporter) pos(s diag.Span) (from, to token.Pos, ok bool) {
	if s.File == "" {
		return token.NoPos, token.NoPos, false
	}
	f := r.file(s.File)
	if f == nil {
		return token.NoPos, token.NoPos, false
	}
	from, ok = place(f, s.Start)
	to, end := place(f, s.End)
	return from, to, ok && end
}

// place finds a position by line and column: the offset is that in the text of a comment, from which carriage returns are gone.
// The zero one is the beginning of the file.
func place(f *token.File, p diag.Pos) (token.Pos, bool) {
	if p.Line == 0 {
		return f.Pos(0), true
	}
	if p.Line > f.LineCount() {
		return token.NoPos, false
	}
	at := f.LineStart(p.Line) + token.Pos(p.Column-1)
	return at, f.Offset(at) <= f.Size()
}

func (r *reporter) file(name string) *token.File {
	if f, ok := r.files[name]; ok {
		return f
	}
	var found *token.File
	for _, file := range r.pass.Files {
		if f := r.pass.Fset.File(file.FileStart); f.Name() == name {
			found = f
		}
	}
	if found == nil {
		source, err := r.pass.ReadFile(name)
		if err != nil { // one that the go command does not mention
			source, err = os.ReadFile(name)
		}
		if err == nil {
			found = r.pass.Fset.AddFile(name, -1, len(source))
			found.SetLinesForContent(source)
		}
	}
	r.files[name] = found
	return found
}
