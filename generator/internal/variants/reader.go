package variants

import (
	"fmt"

	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/builds"
	"github.com/mcpgen/mcpgen/generator/internal/load"
)

// reader reads one package.
type reader struct {
	pkg   *load.Package
	files []*file
	index index
	// where the annotated functions are, and what the types that they mention ask for besides.
	where, also builds.Constraint
	first       *declaration // the first annotated function
	done        map[string]bool
	told        map[diag.Span]bool
	found       []diag.Diagnostic
}

func (r *reader) report(code diag.Code, at diag.Span, other diag.Span, note, hint, format string, args ...any) {
	if r.told[at] {
		return
	}
	r.told[at] = true
	d := diag.Diagnostic{Code: code, Span: at, Hint: hint, Message: fmt.Sprintf(format, args...)}
	if other.File != "" {
		d.Related = []diag.Related{{Span: other, Message: note}}
	}
	r.found = append(r.found, d)
}

// differs reports two declarations of one name that are not the same to the generated file.
func (r *reader) differs(here, other *declaration, name string) {
	r.report("MCP223", here.span(), other.span(), "there",
		"make the two alike, comments and directives included, or move what differs to packages of their own",
		"%s is declared otherwise where %s", name, other.file.constraint)
}

// needs reports something that is not wherever the annotated functions are.
func (r *reader) needs(where builds.Constraint, at diag.Span, what string) {
	if r.first != nil && !r.where.And(r.also).Implies(where) {
		r.report("MCP222", at, r.first.span(), "the function", "move it to a file without a build constraint, or the function to one with the same",
			"%s is compiled %s, but %s %s", what, where.Where(), r.first.name.Name, r.where.Where())
	}
}

// anywhere is where a name is declared at all.
func (r *reader) anywhere(name string) (where builds.Constraint) {
	for i, d := range r.index[name] {
		if i == 0 {
			where = d.file.constraint
		} else {
			where = where.Or(d.file.constraint)
		}
	}
	return where
}

// alike is where a name is declared as it is here. A declaration that differs is reported if the functions are there, too.
func (r *reader) alike(here *declaration, name string) builds.Constraint {
	where := here.file.constraint
	for _, other := range r.index[name] {
		switch {
		case other.file.here || !other.file.constraint.Meets(r.where):
		case other.text() != here.text():
			r.differs(here, other, name)
		default:
			where = where.Or(other.file.constraint)
		}
	}
	return where
}
