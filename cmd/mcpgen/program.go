package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
)

// usageError is a mistake on the command line or in the environment.
type usageError struct{ message, hint string }

func (e *usageError) Error() string { return e.message }

// program is what a command may touch of the outside world.
type program struct {
	dir            string // where patterns are resolved; "" is the working directory
	stdout, stderr io.Writer
	environ        []string
}

// flags returns an empty flag set for a command.
func (p *program) flags(name, args string) *flag.FlagSet {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	flags.SetOutput(io.Discard) // parse says what there is to say, once
	flags.Usage = func() {
		fmt.Fprintf(flags.Output(), "usage: mcpgen %s [flags] %s\n", name, args)
		flags.PrintDefaults()
	}
	return flags
}

// parse reads flags. Help that was asked for goes to standard output; a mistake is one line, and where to look.
func (p *program) parse(flags *flag.FlagSet, args []string) error {
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		flags.SetOutput(p.stdout)
		flags.Usage()
		return err
	case err != nil:
		return &usageError{err.Error(), "run `mcpgen help " + flags.Name() + "` for its flags"}
	}
	for _, arg := range flags.Args() {
		if strings.HasPrefix(arg, "-") {
			return &usageError{"flag " + arg + " stands behind the packages", "write the flags first: mcpgen " + flags.Name() + " " + arg + " …"}
		}
	}
	return nil
}

// A command that printed all there is to say ends with one of these: it did its work and found something, or it could
// not do it.
var (
	errFindings    = errors.New("findings")
	errEnvironment = errors.New("environment")
)
