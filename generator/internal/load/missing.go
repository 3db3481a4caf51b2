package load

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/annotations/diag"
)

// missingImports reports imports of a root that should be in its own module or the standard library and are not, even
// when no annotated signature needs them. Packages of other modules are left to the compiler: asking for them is slow.
func (u *universe) missingImports(p *unit) []diag.Diagnostic {
	var specs []*ast.ImportSpec
	var paths []string
	for _, f := range p.files {
		for _, spec := range f.Imports {
			path := importPath(spec)
			head, _, _ := strings.Cut(path, "/")
			near := path == p.root.listed.Module || strings.HasPrefix(path, p.root.listed.Module+"/")
			if path == "C" || path == "unsafe" || stubs[path] != "" || strings.Contains(head, ".") && !near || u.env.guess(path) != "" {
				continue
			}
			specs = append(specs, spec)
			paths = append(paths, path)
		}
	}
	u.env.locate(paths)
	var found []diag.Diagnostic
	for i, spec := range specs {
		if u.env.dir(paths[i]) == "" {
			found = append(found, notFound(u.fset, spec.Path.Pos(), paths[i]))
		}
	}
	return found
}

// lose notes the imports of a root that were reported as not found.
func (r *root) lose(found []diag.Diagnostic) {
	reported := map[diag.Span]bool{}
	for _, d := range found {
		if d.Code == "MCP905" {
			reported[d.Span] = true
		}
	}
	for _, f := range r.pkg.Files {
		for _, spec := range f.Imports {
			if len(reported) > 0 && reported[notFound(r.pkg.Fset, spec.Path.Pos(), importPath(spec)).Span] {
				r.pkg.Lost = append(r.pkg.Lost, spec)
			}
		}
	}
}

// IsLost reports whether the file at pos may call by that name an import that could not be found, and that is reported as
// such: what is said of its names would be no news. Nobody can read how a lost package is called, so its path must tell.
func (p *Package) IsLost(pos token.Pos, name string) bool {
	file := func(at token.Pos) string { return p.Fset.PositionFor(at, false).Filename }
	return slices.ContainsFunc(p.Lost, func(spec *ast.ImportSpec) bool {
		if file(spec.Pos()) != file(pos) {
			return false
		}
		if spec.Name != nil && spec.Name.Name != "_" {
			return spec.Name.Name == name
		}
		return GuessName(importPath(spec)) == name
	})
}

func notFound(fset *token.FileSet, at token.Pos, path string) diag.Diagnostic {
	from := annotations.Position(fset, at)
	to := from
	to.Offset += len(path) + 2
	to.Column += len(path) + 2
	return diag.Diagnostic{Code: "MCP905", Message: fmt.Sprintf("package %q cannot be found", path),
		Hint: "check the path; for a package of another module, `go get` it",
		Span: diag.Span{File: fset.PositionFor(at, false).Filename, Start: from, End: to}}
}

// typeError makes a finding of an error of go/types.
func typeError(fset *token.FileSet, e types.Error) diag.Diagnostic {
	if rest, ok := strings.CutPrefix(e.Msg, "could not import "); ok {
		if path, reason, _ := strings.Cut(rest, " "); strings.Contains(reason, errNotFound.Error()) {
			if unquoted, err := strconv.Unquote(path); err == nil {
				path = unquoted
			}
			return notFound(fset, e.Pos, path)
		}
	}
	at := annotations.Position(fset, e.Pos)
	return diag.Diagnostic{Code: "MCP902", Message: e.Msg,
		Span: diag.Span{File: fset.PositionFor(e.Pos, false).Filename, Start: at, End: at}}
}
