package main

import "github.com/mcpgen/mcpgen/annotations"

// directives prints the vocabulary.
func (p *program) directives(args []string) error {
	flags := p.flags("directives", "")
	asJSON := flags.Bool("json", false, "print one JSON document, for editors and other tools")
	if err := p.parse(flags, args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return &usageError{message: "directives takes no arguments"}
	}
	if *asJSON {
		return annotations.ReferenceJSON(p.stdout)
	}
	return annotations.ReferenceText(p.stdout)
}
