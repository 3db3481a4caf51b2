package resolve

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/load"
)

// importedCheck resolves pkg.Name through the imports of the file that holds the directive.
func (r *resolver) importedCheck(t annotations.Term, s scope, pkg, name string) (*ir.CheckFunc, *types.Signature, bool) {
	if r.pkg.IsLost(s.found.Node.Pos(), pkg) {
		return nil, nil, false
	}
	path, ok := r.pkg.ImportPath(s.found.Node.Pos(), pkg)
	if !ok {
		hint := "import it in this file, with _ if nothing else uses it; of two imports with that name, give one another"
		if check := r.checks[name]; check.fn != nil && check.fn.Receiver != "" {
			hint = "for the method of " + check.fn.Receiver + " write " + strings.TrimPrefix(t.String(), pkg+".")
		}
		r.report("MCP317", t.Name, hint, "package %s is not imported by this file, or more than once", pkg)
		return nil, nil, false
	}
	if path == load.CheckPath {
		hint := "the terms of auth= have no package: write " + lowerTerm(name)
		r.report("MCP303", t.Name, hint, "%s is no check but makes one in code", t.Text)
		return nil, nil, false
	}
	obj, decl := r.pkg.Dependency(path, name)
	switch {
	case load.Recognised(path):
		r.report("MCP303", t.Name, "call it in a function of your own, and put //mcp:check directly above that", "%s is no check", t.Text)
		return nil, nil, false
	case !token.IsExported(name): // whether there is one, go vet does not know
		r.report("MCP303", t.Name, "export it", "%s is not exported", t.Text)
		return nil, nil, false
	case obj == nil:
		r.report("MCP301", t.Name, "", "package %s has no function %s", path, name)
		return nil, nil, false
	case !marked(decl):
		r.reportRelated("MCP303", t.Name, r.span(decl.Name), "declared here",
			"put //mcp:check directly above the function, or above one of your own that calls it", "%s is not marked as a check", t.Text)
		return nil, nil, false
	}
	if check := r.checks[t.Text].fn; check != nil && check.ImportPath == path {
		return check, obj.Signature(), true
	}
	check := r.checkFunc(obj, decl, t.Name)
	if check == nil {
		return nil, nil, false
	}
	check.ImportPath, check.PackageName, check.Declared = path, obj.Pkg().Name(), r.span(decl.Name)
	r.checks[t.Text] = knownCheck{fn: check, sig: obj.Signature(), at: check.Declared}
	return check, obj.Signature(), true
}

// lowerTerm is the shape of the built-in term that a constructor of package check makes, or a list of all.
func lowerTerm(name string) string {
	if t, ok := annotations.AuthTermNamed(strings.ToLower(name)); ok {
		return t.Shape
	}
	return "scopes(…), roles(…) or another built-in term"
}

// marked reports whether //mcp:check stands on a function of another package.
func marked(decl *ast.FuncDecl) bool {
	if decl.Doc == nil {
		return false
	}
	return slices.ContainsFunc(decl.Doc.List, func(c *ast.Comment) bool {
		d, found := annotations.Parse("", diag.Pos{}, c.Text)
		return d != nil && d.Verb.Text == "check" && len(found) == 0
	})
}
