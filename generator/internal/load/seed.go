package load

import (
	"go/ast"
	"go/token"
	"strings"

	"github.com/mcpgen/mcpgen/annotations"
)

// seed marks what the directives of a root name: the signatures of annotated functions, and the checks and constants in
// auth=.
func (u *universe) seed(p *unit) {
	for _, found := range p.root.pkg.Directives {
		file := p.fileAt(found.Node.Pos())
		switch node := found.Node.(type) {
		case *ast.FuncDecl:
			u.walk(p, file, node.Type)
		case *ast.Field:
			u.walk(p, file, node.Type)
		case *ast.CommentGroup:
			u.seedFor(p, found.Text("for").Text)
		case *ast.File:
			if found.Verb.Text == "type" {
				u.seedType(p, file, found.Name().Text)
			}
		}
		if auth, ok := found.Get("auth"); ok {
			u.seedTerms(p, file, auth.Value)
		}
		if stated, ok := found.Get("schema"); ok {
			u.seedTerms(p, file, stated.Value)
		}
	}
}

// seedAll marks all that a root mentions outside of the bodies of functions.
func (u *universe) seedAll(p *unit) {
	for _, file := range p.files {
		for _, decl := range file.Decls {
			if d, ok := decl.(*ast.GenDecl); !ok || d.Tok != token.IMPORT {
				u.walk(p, file, decl)
			}
		}
	}
}

func (u *universe) seedTerms(p *unit, file *ast.File, terms []annotations.Term) {
	for _, t := range terms {
		if t.Kind == annotations.Bare || t.Kind == annotations.Call {
			if pkg, name, qualified := strings.Cut(t.Text, "."); qualified && token.IsIdentifier(pkg) && token.IsIdentifier(name) {
				if path, ok := u.directiveImport(file, pkg); ok {
					p.wants[path] = true
					u.queue = append(u.queue, demand{path: path, name: name})
				}
			} else {
				u.mark(p, t.Text)
			}
		}
		u.seedTerms(p, file, t.Args)
	}
}

// seedFor marks the function that for= names.
func (u *universe) seedFor(p *unit, name string) {
	typeName, method, _ := strings.Cut(name, ".")
	for _, at := range p.decls[typeName] {
		if fn, ok := at.decl.(*ast.FuncDecl); ok {
			u.walk(p, at.file, fn.Type)
		}
	}
	u.mark(p, typeName)
	u.seedMethod(p, typeName, method)
}

// seedType marks a type as //mcp:type names it: T, *T or *pkg.T.
func (u *universe) seedType(p *unit, file *ast.File, text string) {
	pkg, name, qualified := strings.Cut(strings.TrimPrefix(text, "*"), ".")
	if !qualified {
		u.mark(p, pkg)
		return
	}
	if path, ok := u.directiveImport(file, pkg); ok {
		p.wants[path] = true
		u.queue = append(u.queue, demand{path: path, name: name, isType: true})
	}
}
