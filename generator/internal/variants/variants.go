package variants

import (
	"slices"

	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/load"
)

// Apply gives a package the build constraint of its generated file, and its components the order and the places that they
// have in all of those builds. used are the declarations of other packages that the file depends on.
func Apply(p *load.Package, out *ir.Package, used []Use) []diag.Diagnostic {
	r := &reader{pkg: p, files: filesOf(p), done: map[string]bool{}, told: map[diag.Span]bool{}}
	if !slices.ContainsFunc(r.files, func(f *file) bool { return f.constraint.String() != "" }) {
		r.foreign(used)
		return r.found
	}
	r.index = indexOf(r.files)
	functions := r.functions()
	for _, fn := range functions {
		if fn = r.named(fn); fn != nil {
			r.signature(fn)
			r.registers(fn)
		}
	}
	for _, c := range out.Components {
		r.policy(c.Policy.Terms)
	}
	r.packageDirectives()
	r.foreign(used)
	out.Build = r.where.And(r.also).String()
	r.arrange(out.Components)
	return r.found
}
