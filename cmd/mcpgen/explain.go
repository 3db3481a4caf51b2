package main

import (
	"fmt"
	"strings"

	"github.com/mcpgen/mcpgen/annotations/diag"
)

// explain prints what a diagnostic code means, with an example that has it and one that does not.
func (p *program) explain(args []string) error {
	flags := p.flags("explain", "CODE")
	if err := p.parse(flags, args); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return &usageError{"explain takes one code", "for example: mcpgen explain MCP101"}
	}
	info, ok := diag.Lookup(flags.Arg(0))
	if !ok {
		return &usageError{fmt.Sprintf("unknown code %q", flags.Arg(0)), "each diagnostic shows its code in brackets, as error[MCP101]"}
	}
	fmt.Fprintf(p.stdout, "%s: %s\n\n%s\n", info.Code, info.Title, info.Explanation)
	p.example("Refused", info.Bad)
	p.example("Accepted", info.Good)
	return nil
}

func (p *program) example(title, source string) {
	if source == "" {
		return
	}
	fmt.Fprintf(p.stdout, "\n%s:\n\n", title)
	for line := range strings.Lines(strings.TrimRight(source, "\n") + "\n") {
		if strings.TrimSpace(line) != "" {
			fmt.Fprint(p.stdout, "    ")
		}
		fmt.Fprint(p.stdout, line)
	}
}
