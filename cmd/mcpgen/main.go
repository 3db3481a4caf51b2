// Command mcpgen writes MCP servers from annotated Go functions. `mcpgen help` lists its commands.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
)

// Exit codes: the run was clean, it found something, or it could not be carried out.
const (
	exitOK       = 0
	exitFindings = 1
	exitUsage    = 2
)

// errFindings ends a command that did its work and found something; everything worth saying has been printed.
var errFindings = errors.New("findings")

// usageError is a mistake on the command line or in the environment.
type usageError struct{ message, hint string }

func (e *usageError) Error() string { return e.message }

// program is what a command may touch of the outside world.
type program struct {
	dir            string // where patterns are resolved; "" is the working directory
	stdout, stderr io.Writer
	environ        []string
}

func main() {
	serveVet(os.Args[1:])
	p := &program{stdout: os.Stdout, stderr: os.Stderr, environ: os.Environ()}
	os.Exit(p.run(os.Args[1:]))
}

// run carries out one command line and returns the exit code. Without a command it generates.
func (p *program) run(args []string) int {
	cmd, ok := command{}, false
	if len(args) > 0 {
		cmd, ok = lookupCommand(args[0])
	}
	if ok {
		args = args[1:]
	} else {
		cmd, _ = lookupCommand("generate")
	}
	return p.exitCode(cmd.run(p, args))
}

// exitCode prints an error that has not been printed yet and maps it to the exit code.
func (p *program) exitCode(err error) int {
	var usage *usageError
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return exitOK
	case errors.Is(err, errFindings):
		return exitFindings
	case errors.As(err, &usage) && usage.hint != "":
		fmt.Fprintf(p.stderr, "mcpgen: %s\n  = hint: %s\n", usage.message, usage.hint)
	default:
		fmt.Fprintf(p.stderr, "mcpgen: %v\n", err)
	}
	return exitUsage
}

// command is one word of the command line.
type command struct {
	name, args, summary string
	run                 func(p *program, args []string) error
}

// commands are all commands in the order of `mcpgen help`.
func commands() []command {
	return []command{
		{"generate", "[packages]", "write mcp_gen.go beside the annotated code (the default command)", (*program).generate},
		{"diff", "[packages]", "show what generate would change; exit 1 if anything", (*program).diff},
		{"vet", "[packages]", "report every finding and write nothing", (*program).vet},
		{"policy", "[packages]", "print who can see and call what, or what a change grants", (*program).policy},
		{"directives", "", "print the vocabulary of directives", (*program).directives},
		{"explain", "CODE", "explain a diagnostic code", (*program).explain},
		{"version", "", "print the version of mcpgen", (*program).version},
		{"help", "[command]", "print this text, or the flags of a command", (*program).help},
	}
}

func lookupCommand(name string) (command, bool) {
	all := commands()
	i := slices.IndexFunc(all, func(c command) bool { return c.name == name })
	if i < 0 {
		return command{}, false
	}
	return all[i], true
}
