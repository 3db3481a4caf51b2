package main

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"slices"

	"github.com/mcpgen/mcpgen/annotations/diag"
)

// maxFixes is how often vet -fix looks again at what it has mended.
const maxFixes = 5

// fixable reports whether some finding has a fix.
func fixable(list []diag.Diagnostic) bool {
	return slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return len(d.Fixes) > 0 })
}

// fixAll applies the first fix of each diagnostic to the sources, and says which: a fix may write what a policy says. One that
// overlaps with another is left for the next time.
func (p *program) fixAll(list []diag.Diagnostic) error {
	edits := map[string][]diag.Edit{}
	var said []string
	for _, d := range list {
		if len(d.Fixes) > 0 && !slices.ContainsFunc(d.Fixes[0].Edits, func(e diag.Edit) bool { return overlapsAny(e, edits[e.Span.File]) }) {
			for _, e := range d.Fixes[0].Edits {
				edits[e.Span.File] = append(edits[e.Span.File], e)
			}
			said = append(said, fmt.Sprintf("%s:%d: fixed %s: %s", p.relative(d.Span.File), d.Span.Start.Line, d.Code, d.Fixes[0].Message))
		}
	}
	var files []string
	for file := range edits {
		files = append(files, file)
	}
	slices.Sort(files)
	for _, file := range files {
		if err := edit(file, edits[file]); err != nil {
			return err
		}
	}
	for _, line := range said {
		fmt.Fprintln(p.stderr, line)
	}
	return nil
}

func overlapsAny(e diag.Edit, others []diag.Edit) bool {
	return slices.ContainsFunc(others, func(o diag.Edit) bool {
		return e.Span.Start.Offset <= o.Span.End.Offset && o.Span.Start.Offset <= e.Span.End.Offset
	})
}

// edit changes a file, which keeps its permissions.
func edit(path string, edits []diag.Edit) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	source, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	slices.SortFunc(edits, func(x, y diag.Edit) int { return cmp.Compare(x.Span.Start.Offset, y.Span.Start.Offset) })
	var out bytes.Buffer
	at := 0
	for _, e := range edits {
		from, to := e.Span.Start.Offset, e.Span.End.Offset
		if from < at || to < from || to > len(source) {
			return fmt.Errorf("%s has changed since it was read", path)
		}
		out.Write(source[at:from])
		out.WriteString(e.New)
		at = to
	}
	out.Write(source[at:])
	return replace(path, out.Bytes(), info.Mode().Perm())
}
