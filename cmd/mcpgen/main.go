// Command mcpgen writes MCP servers from annotated Go functions. `mcpgen help` lists its commands.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/internal/nearest"
)

// Exit codes: the run was clean, it found something, or it could not be carried out.
const (
	exitOK       = 0
	exitFindings = 1
	exitUsage    = 2
)

func main() {
	serveVet(os.Args[1:])
	collectLate()
	p := &program{stdout: os.Stdout, stderr: os.Stderr, environ: os.Environ()}
	os.Exit(p.run(os.Args[1:]))
}

// collectLate lets 128 MiB pile up before it collects garbage for the first time, and collects as usual from then on:
// most runs end before that, and those of a thousand functions would spend a sixth of their time on it. GOGC and
// GOMEMLIMIT override it.
func collectLate() {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	usual := debug.SetGCPercent(-1)
	unlimited := debug.SetMemoryLimit(128 << 20)
	runtime.AddCleanup(new(*int), func(struct{}) { // after the first collection, whose garbage this pointer is
		debug.SetGCPercent(usual)
		debug.SetMemoryLimit(unlimited)
	}, struct{}{})
}

// run carries out one command line and returns the exit code. Without a command it generates.
func (p *program) run(args []string) int {
	if len(args) == 0 {
		return p.exitCode(p.generate(nil))
	}
	if cmd, ok := lookupCommand(args[0]); ok {
		return p.exitCode(cmd.run(p, args[1:]))
	}
	if args[0] == "-h" || args[0] == "-help" || args[0] == "--help" {
		p.usage(p.stdout)
		return exitOK
	}
	if err := misspeltCommand(args[0]); err != nil {
		return p.exitCode(err)
	}
	return p.exitCode(p.generate(args))
}

// misspeltCommand refuses a word that is neither a command nor looks like a pattern of packages.
func misspeltCommand(word string) error {
	if strings.ContainsAny(word, "./\\") || strings.HasPrefix(word, "-") || slices.Contains([]string{"all", "cmd", "std", "tool", "work"}, word) {
		return nil
	}
	var names []string
	for _, c := range commands() {
		names = append(names, c.name)
	}
	hint := "run `mcpgen help` for the list; a package in a directory is ./" + word
	if close, ok := nearest.Of(word, names); ok {
		hint = fmt.Sprintf("did you mean %s? a package in a directory is ./%s", close, word)
	}
	return &usageError{fmt.Sprintf("unknown command %q", word), hint}
}

// exitCode prints an error that has not been printed yet and maps it to the exit code.
func (p *program) exitCode(err error) int {
	var usage *usageError
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return exitOK
	case errors.Is(err, errFindings):
		return exitFindings
	case errors.Is(err, errEnvironment):
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
		{"vet", "[packages]", "report every finding; with -fix, mend what can be mended", (*program).vet},
		{"policy", "[packages]", "print who can see and call what, or what a change grants", (*program).policy},
		{"schema", "COMPONENT [packages]", "print the input and output schema of a component", (*program).schema},
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
