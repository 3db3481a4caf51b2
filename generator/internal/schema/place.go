package schema

import (
	"go/types"
	"strings"
	"unicode"
	"unicode/utf8"

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
	if span.File == "" && len(b.where) > 1 && (code == "MCP401" || code == "MCP402" || code == "MCP403") {
		hint = "the field is in another package's type: take or return a type of your own that has the data, and convert in the function"
	}
	b.report(code, span, b.path()+" "+what, hint)
}

// show prints a type as the author of the package would write it.
func (b *Builder) show(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string {
		if p == b.cfg.Package {
			return ""
		}
		return p.Name()
	})
}

// path is where we are: `parameter "patch", field Due`.
func (b *Builder) path() string { return strings.Join(b.where, ", ") }

// refusedSince reports whether something has been refused since there were so many reports.
func (b *Builder) refusedSince(before int) bool { return b.reports > before }

// upperFirst makes a name exported.
func upperFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
