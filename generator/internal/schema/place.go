package schema

import (
	"github.com/mcpgen/mcpgen/annotations/diag"
)

// place is where a finding about a type points: a word of the generated package; zero for the parameter.
type place = diag.Span

// within runs f one step further down the path.
func (b *Builder) within(step string, f func()) {
	b.where = append(b.where, step)
	f()
	b.where = b.where[:len(b.where)-1]
}

// refuse reports that what stands at the current path cannot be used.
func (b *Builder) refuse(span place, code diag.Code, what, hint string) {
	b.report(code, span, b.path()+" "+what, hint)
}
