package main

import (
	"fmt"
	"io"
	"runtime/debug"
)

// help prints the list of commands, or the flags of one.
func (p *program) help(args []string) error {
	if len(args) == 0 || args[0] == "help" || args[0] == "-h" {
		p.usage(p.stdout)
		return nil
	}
	cmd, ok := lookupCommand(args[0])
	if !ok {
		return &usageError{fmt.Sprintf("unknown command %q", args[0]), "run `mcpgen help` for the list"}
	}
	return cmd.run(p, []string{"-h"})
}

func (p *program) usage(w io.Writer) {
	fmt.Fprint(w, `mcpgen writes MCP servers from annotated Go functions.

Usage:

	mcpgen [command] [flags] [arguments]

Commands:

`)
	for _, c := range commands() {
		fmt.Fprintf(w, "\t%-22s %s\n", c.name+" "+c.args, c.summary)
	}
	fmt.Fprint(w, `
Packages are patterns as the go command takes them; the default is ".".
Exit code: 0 nothing to report, 1 findings, 2 usage or environment.
`)
}

// version prints the module version that the binary was built from.
func (p *program) version(args []string) error {
	flags := p.flags("version", "")
	if err := p.parse(flags, args); err != nil {
		return err
	}
	version := "(devel)"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		version = info.Main.Version
	}
	fmt.Fprintln(p.stdout, "mcpgen", version)
	return nil
}
