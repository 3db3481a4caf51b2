package load

import (
	"go/parser"
	"go/token"
)

// declareUnknown declares a type of mcp-go that its stub does not know, when mcp-go itself cannot be found: whatever it is, its
// JSON is the protocol's, and it is refused as the types are that the stub knows.
func (u *universe) declareUnknown(p *unit, name string) {
	if !u.thorough || p.path != MCPPath || u.env.dir(p.path) != "" || len(p.decls[name]) > 0 || !token.IsExported(name) {
		return
	}
	file, err := parser.ParseFile(u.fset, p.path, "package mcp; type "+name+" struct{ _ int }", parser.SkipObjectResolution)
	if err != nil {
		return // no name of a type
	}
	p.files = append(p.files, file)
	p.index(file, file.Decls[0])
}
