package annotations

import (
	"go/ast"

	"github.com/mcpgen/mcpgen/annotations/diag"
)

// Found is a directive and the declaration it stands on: *ast.FuncDecl, *ast.Field, *ast.ValueSpec, *ast.File for the
// package clause, or *ast.CommentGroup for one that stands apart: the part of the comment that is about the same function.
type Found struct {
	*Directive
	Place Place
	Node  ast.Node
}

// Scan reads all directives of a file. What it returns stands where it may stand; everything else, and every comment
// that is nearly a directive, is a finding.
func Scan(f File) ([]Found, []diag.Diagnostic) {
	var list []Found
	var found []diag.Diagnostic
	attached := attachments(f.AST)
	for _, group := range f.AST.Comments {
		verbs := verbsOf(group)
		var parts map[*ast.Comment]*ast.CommentGroup
		if _, documents := attached[group]; !documents {
			parts = apart(f, group)
		}
		for i, comment := range group.List {
			pos := Position(f.Fset, comment.Slash)
			d, problems := Parse(f.Name, pos, comment.Text)
			found = append(found, problems...)
			if d == nil {
				near := nearMiss(f.Name, pos, comment.Text, surroundingsOf(group, i, attached))
				if len(near) == 0 {
					near = stray(f.Name, pos, comment.Text, verbs)
				}
				found = append(found, near...)
				continue
			}
			verb, known := VerbNamed(d.Verb.Text)
			if !known {
				continue // reported by Parse
			}
			on, ok := attached[group]
			if part := parts[comment]; part != nil {
				on, ok = target{place: Apart, node: part}, true
			}
			if problem := misplaced(f, verb, d, on, ok); problem != nil {
				found = append(found, *problem)
				continue
			}
			list = append(list, Found{d, on.place, on.node})
		}
	}
	list, again := withoutRepeated(list)
	return list, append(found, again...)
}

// withoutRepeated drops and reports a second directive of a verb that may stand only once, and a second verb that makes a
// component.
func withoutRepeated(list []Found) (kept []Found, found []diag.Diagnostic) {
	type key struct {
		node ast.Node
		role string
	}
	first := map[key]Found{}
	for _, f := range list {
		verb, _ := VerbNamed(f.Verb.Text)
		if verb.Repeats {
			kept = append(kept, f)
			continue
		}
		role := verb.Name
		if verb.IsComponent() || role == "check" {
			role = "component"
		}
		k := key{f.Node, role}
		before, again := first[k]
		if !again {
			first[k] = f
			kept = append(kept, f)
			continue
		}
		d := finding("MCP109", f.Verb.Span, "", "second directive mcp:%s on one declaration", verb.Name)
		if before.Verb.Text != verb.Name {
			d = finding("MCP109", f.Verb.Span, "write it in a comment of its own with for=, or write a second function that calls the first",
				"mcp:%s and mcp:%s on one declaration", before.Verb.Text, verb.Name)
		}
		d.Related = []diag.Related{{Span: before.Verb.Span, Message: "first directive here"}}
		found = append(found, d)
	}
	return kept, found
}

// ScanComments looks for directives in source that is not part of the package as built: test files and files excluded
// by a build constraint. Nothing may be declared there, so each directive is a finding with the given code; the file
// need not parse.
func ScanComments(name string, source []byte, code diag.Code) []diag.Diagnostic {
	var found []diag.Diagnostic
	for _, c := range comments(source) {
		d, _ := Parse(name, c.pos, c.text)
		switch {
		case d == nil:
			found = append(found, nearMiss(name, c.pos, c.text, surroundings{})...)
		case code == "MCP205":
			found = append(found, finding(code, d.Span, "move the function to a file that is not a test",
				"directive mcp:%s in a test file", d.Verb.Text))
		default:
			found = append(found, finding(code, d.Span,
				"move it to a file without a constraint, or generate with the tags that include the file (mcpgen -tags)",
				"directive mcp:%s in a file that a build constraint excludes", d.Verb.Text))
		}
	}
	return found
}
