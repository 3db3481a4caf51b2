package load

import (
	"bytes"
	"errors"
	"go/parser"
	"go/scanner"
	"go/token"
	"os"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/annotations/diag"
)

// checkGenerated looks whether the generated file is one. A file of that name that mcpgen did not write would register
// components whose policy no command shows.
func (p *Package) checkGenerated(source []byte) []diag.Diagnostic {
	if source == nil || ours(source) || len(p.Directives) == 0 && !bytes.Contains(source, []byte(RuntimePath)) {
		return nil
	}
	return []diag.Diagnostic{{
		Code: "MCP906", Span: diag.Span{File: p.Generated}, Message: GeneratedFile + " was not written by mcpgen",
		Hint: "rename it: mcpgen neither reads a file of that name nor overwrites yours",
	}}
}

// ours reports whether a generated file is one, or what is left of one: nobody misses an empty file.
func ours(source []byte) bool {
	return bytes.HasPrefix(source, []byte(Header)) || len(bytes.TrimSpace(source)) == 0
}

// unlistable reports what the go command says of a package that it cannot list. That is often a generated file which was
// emptied or cut off: the go command reads it before mcpgen can write it anew.
func (r *root) unlistable() diag.Diagnostic {
	d := diag.Diagnostic{Code: "MCP903", Message: "package " + r.listed.Path + ": " + oneLine(r.listed.Problem)}
	source, err := os.ReadFile(r.pkg.Generated)
	if err != nil {
		return d
	}
	_, err = parser.ParseFile(token.NewFileSet(), r.pkg.Generated, source, parser.PackageClauseOnly)
	if errs := (scanner.ErrorList)(nil); errors.As(err, &errs) {
		at := position(source, min(errs[0].Pos.Offset, len(bytes.TrimSpace(source))))
		d.Span = diag.Span{File: r.pkg.Generated, Start: at, End: at}
		d.Message = GeneratedFile + " has no package clause: " + errs[0].Msg
		if ours(source) {
			d.Hint = "delete it and run mcpgen again, which writes it anew"
		}
	}
	return d
}

// directivesOfGenerated reports the directives in the generated file, which is about to be replaced and is not read
// otherwise. mcpgen writes none, so somebody has put them there by hand.
func directivesOfGenerated(path string, source []byte) []diag.Diagnostic {
	var found []diag.Diagnostic
	for _, d := range annotations.ScanComments(path, source, "MCP206") {
		if d.Code == "MCP206" {
			d.Message, d.Hint = "directive in the generated file", "move the function to a file of your own: mcpgen writes "+GeneratedFile
			found = append(found, d)
		}
	}
	return found
}
