package variants

import (
	"go/ast"
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/builds"
)

// functions finds where the annotated functions are, which has to be in the same builds: one file registers them.
func (r *reader) functions() (list []*declaration) {
	for _, d := range r.pkg.Directives {
		verb, _ := annotations.VerbNamed(d.Verb.Text)
		if !verb.IsComponent() {
			continue
		}
		here, where := r.function(d.Node)
		if here == nil {
			continue
		}
		list = append(list, here)
		switch {
		case r.first == nil:
			r.first, r.where = here, where
		case !where.Equal(r.where):
			r.report("MCP222", here.span(), r.first.span(), "the other function",
				"one file registers both: move one of them to a package of its own, and call its RegisterMCP where it exists",
				"%s is compiled %s, but %s %s", here.name.Name, where.Where(), r.first.name.Name, r.where.Where())
		}
	}
	return list
}

// function is the declaration of an annotated function, and where it or one that is annotated alike is.
func (r *reader) function(node ast.Node) (here *declaration, where builds.Constraint) {
	for _, name := range r.index.names() {
		for _, d := range r.index[name] {
			if d.node == node {
				here, where = d, d.file.constraint
			}
		}
	}
	if here == nil {
		return nil, where
	}
	name := here.key
	for _, other := range r.index[name] {
		switch {
		case other.file.here || len(other.file.directives[other.node]) == 0:
		case !slices.Equal(other.file.directives[other.node], here.file.directives[here.node]):
			r.report("MCP223", here.span(), other.span(), "there", "write the same directives in both files",
				"%s is annotated otherwise where %s", name, other.file.constraint)
		case other.text() != here.text():
			r.differs(here, other, name)
		default:
			where = where.Or(other.file.constraint)
		}
	}
	return here, where
}

// named is the function that a directive is about: for one with for= the one that it names, which has to be wherever the
// directive is; nil for a method of another package, which the types that it mentions stand for.
func (r *reader) named(fn *declaration) *declaration {
	group, apart := fn.node.(*ast.CommentGroup)
	if !apart {
		return fn
	}
	for _, d := range r.pkg.Directives {
		name := d.Text("for")
		if d.Node != group || name.Text == "" {
			continue
		}
		receiver, _, _ := strings.Cut(name.Text, ".")
		here := r.index.here(name.Text)
		if here == nil {
			r.needs(r.anywhere(receiver), name.Span, receiver)
			return nil
		}
		r.needs(r.alike(here, name.Text), name.Span, name.Text)
		return here
	}
	return nil
}

// registers reports a RegisterMCP of the user's own in another build, where the generated one has to stand.
func (r *reader) registers(fn *declaration) {
	name := "RegisterMCP"
	if receiver, _, isMethod := strings.Cut(fn.key, "."); isMethod {
		name = receiver + "." + name
		if t := r.index.here(receiver); t != nil && isInterface(t) {
			name = "Register" + receiver + "MCP"
		}
	}
	for _, other := range r.index[name] {
		if !other.file.here && other.file.constraint.Meets(r.where) {
			r.report("MCP505", other.span(), diag.Span{}, "", "rename it", "another build declares %s itself, which mcpgen has to generate", name)
		}
	}
}

func isInterface(t *declaration) bool {
	spec, ok := t.node.(*ast.TypeSpec)
	if !ok {
		return false
	}
	_, ok = spec.Type.(*ast.InterfaceType)
	return ok
}

// packageDirectives holds that what the package says of its components is said wherever they are.
func (r *reader) packageDirectives() {
	for _, f := range r.files {
		for node, texts := range f.directives {
			if node != f.ast || !f.here {
				continue
			}
			for _, text := range texts {
				r.needs(r.saidIn(text), r.directiveSpan(text), "//"+text[2:])
			}
		}
	}
}

// saidIn is where a directive stands on the package clause.
func (r *reader) saidIn(text string) (where builds.Constraint) {
	first := true
	for _, f := range r.files {
		switch {
		case !slices.Contains(f.directives[f.ast], text):
		case first:
			first, where = false, f.constraint
		default:
			where = where.Or(f.constraint)
		}
	}
	return where
}

func (r *reader) directiveSpan(text string) diag.Span {
	for _, d := range r.pkg.Directives {
		if d.Place == annotations.OnPackage && d.String() == text {
			return d.Verb.Span
		}
	}
	return diag.Span{}
}
