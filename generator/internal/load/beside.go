package load

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/annotations/diag"
)

// Beside reports what is wrong beside the files of a package that somebody else has read: directives in files that the go
// command never mentions and in the generated file, and one that mcpgen did not write.
func (p *Package) Beside() []diag.Diagnostic {
	generated, _ := os.ReadFile(p.Generated) // it need not exist
	found := append(p.unlistedDirectives(), directivesOfGenerated(p.Generated, generated)...)
	return append(found, p.checkGenerated(generated)...)
}

// unlistedDirectives reports directives in files that the go command never mentions.
func (p *Package) unlistedDirectives() (found []diag.Diagnostic) {
	for _, name := range p.unlisted() {
		path := filepath.Join(p.Dir, name)
		source, err := os.ReadFile(path)
		if err != nil || !annotations.Mentions(source) {
			continue
		}
		for _, d := range annotations.ScanComments(path, source, "MCP206") {
			if d.Code == "MCP206" {
				d.Message, d.Hint = "directive in a file that the go command leaves out", "rename the file: it neither begins with _ or . nor ends with anything but .go"
				found = append(found, d)
			}
		}
	}
	return found
}

// unlisted names the files that look like Go but that the go command never mentions. Renaming a file so shows no line of
// it in a review, and its directives would be gone.
func (p *Package) unlisted() []string {
	entries, err := os.ReadDir(p.Dir)
	if err != nil {
		return nil
	}
	var names []string
	for _, entry := range entries {
		name, ext := entry.Name(), filepath.Ext(entry.Name())
		if strings.EqualFold(ext, ".go") && (ext != ".go" || name[0] == '_' || name[0] == '.') && !entry.IsDir() {
			names = append(names, name)
		}
	}
	return names
}
