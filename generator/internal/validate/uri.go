package validate

import (
	"fmt"
	"strings"

	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// overlaps reports resources of which one URI could mean either: which of them, and which policy, would be chance.
func overlaps(p *ir.Package) []diag.Diagnostic {
	var found []diag.Diagnostic
	for i, c := range p.Components {
		if c.Kind != ir.Resource {
			continue
		}
		for _, before := range p.Components[:i] {
			if before.Kind != ir.Resource || !meet(before.URI, c.URI) {
				continue
			}
			message := fmt.Sprintf("URI template %q overlaps with %q", c.URI, before.URI)
			if c.URI == before.URI {
				message = fmt.Sprintf("second resource with the URI %q", c.URI)
			}
			found = append(found, diag.Diagnostic{
				Code: "MCP502", Span: c.Declared, Message: message,
				Hint:    "let the URIs differ in a part that is no variable",
				Related: []diag.Related{{Span: before.Declared, Message: "the other resource"}},
			})
		}
	}
	return found
}

// meet reports whether some URI matches both templates. A variable matches anything but a slash.
func meet(a, b string) bool {
	s, t := strings.Split(a, "/"), strings.Split(b, "/")
	if len(s) != len(t) {
		return false
	}
	for i := range s {
		if !meetSegment(pattern(s[i]), pattern(t[i])) {
			return false
		}
	}
	return true
}

// pattern turns a segment into bytes, with 0 for a variable.
func pattern(segment string) []byte {
	var out []byte
	for segment != "" {
		from := strings.IndexByte(segment, '{')
		to := strings.IndexByte(segment, '}')
		if from < 0 || to < from {
			return append(out, segment...)
		}
		out = append(append(out, segment[:from]...), 0)
		segment = segment[to+1:]
	}
	return out
}

// meetSegment reports whether two patterns, where 0 stands for any text, have a match in common. reach[i][j] says that
// a[:i] and b[:j] can match the same text, a variable at the end perhaps only in part.
func meetSegment(a, b []byte) bool {
	reach := make([][]bool, len(a)+1)
	for i := range reach {
		reach[i] = make([]bool, len(b)+1)
	}
	reach[0][0] = true
	for i := range reach {
		for j := range reach[i] {
			if !reach[i][j] {
				continue
			}
			anyA, anyB := i < len(a) && a[i] == 0, j < len(b) && b[j] == 0
			if i < len(a) && (anyA || anyB) {
				reach[i+1][j] = true
			}
			if j < len(b) && (anyA || anyB) {
				reach[i][j+1] = true
			}
			if i < len(a) && j < len(b) && a[i] == b[j] {
				reach[i+1][j+1] = true
			}
		}
	}
	return reach[len(a)][len(b)]
}
