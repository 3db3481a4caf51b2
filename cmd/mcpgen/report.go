package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator"
)

// options are the flags that all commands over packages share.
type options struct {
	format  string
	verbose bool
	fix     bool        // apply fixes
	skip    []diag.Code // warnings that are not reported
}

// load parses the shared flags and runs the generator over the packages they name.
func (p *program) load(name string, args []string) (generator.Result, options, error) {
	var opts options
	flags := p.flags(name, "[packages]")
	asJSON := flags.Bool("json", false, "short for -format json")
	flags.StringVar(&opts.format, "format", "text", "print diagnostics as `text`, json (one object a line, on standard output) or github")
	flags.BoolVar(&opts.verbose, "v", false, "name the files that change")
	tags := flags.String("tags", "", "build `tags`, comma-separated, as the go command takes them")
	skip := new(string)
	if name == "vet" {
		flags.BoolVar(&opts.fix, "fix", false, "apply the first fix of each finding to the sources, and report the others")
		flags.StringVar(skip, "skip", "", "`codes` of warnings that are not reported, comma-separated")
	}
	err := p.parse(flags, args)
	if err != nil {
		return generator.Result{}, opts, err
	}
	if opts.skip, err = warningCodes(*skip); err != nil {
		return generator.Result{}, opts, err
	}
	if *asJSON {
		opts.format = "json"
	}
	if opts.format != "text" && opts.format != "json" && opts.format != "github" {
		return generator.Result{}, opts, &usageError{fmt.Sprintf("unknown format %q", opts.format), "formats are text, json and github"}
	}
	cfg := generator.Config{Dir: p.dir, Patterns: flags.Args(), Env: p.environ}
	if *tags != "" {
		cfg.BuildTags = strings.Split(*tags, ",")
	}
	result, err := generator.Generate(cfg)
	return result, opts, err
}

// report prints the diagnostics and returns errFindings if there are any, errEnvironment if packages could not even be
// found.
func (p *program) report(opts options, list []diag.Diagnostic) error {
	if len(list) == 0 {
		return nil
	}
	var err error
	switch opts.format {
	case "json":
		err = diag.JSON(p.stdout, list)
	case "github":
		err = diag.GitHub(p.stdout, list, p.relative)
	default:
		err = diag.Text(p.stderr, list, diag.TextOptions{Read: os.ReadFile, Path: p.relative, Color: p.color()})
	}
	switch {
	case err != nil:
		return err
	case slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Code == "MCP903" || d.Code == "MCP904" }):
		return errEnvironment
	}
	return errFindings
}

// note prints the warnings that tell why a package was left as it is: whoever generates should not wonder. They are findings
// of vet alone.
func (p *program) note(opts options, list []diag.Diagnostic) error {
	elsewhere := slices.DeleteFunc(slices.Clone(list), func(d diag.Diagnostic) bool { return d.Code != "MCP605" })
	if err := p.report(opts, elsewhere); err != nil && !errors.Is(err, errFindings) {
		return err
	}
	return nil
}

func errorsOnly(list []diag.Diagnostic) []diag.Diagnostic {
	var kept []diag.Diagnostic
	for _, d := range list {
		if d.Severity == diag.Error {
			kept = append(kept, d)
		}
	}
	return kept
}

// warningCodes reads the codes of -skip. An error cannot be skipped: nothing would be generated all the same.
func warningCodes(list string) ([]diag.Code, error) {
	var codes []diag.Code
	for word := range strings.FieldsFuncSeq(list, func(r rune) bool { return r == ',' || r == ' ' }) {
		info, ok := diag.Lookup(word)
		switch {
		case !ok:
			return nil, &usageError{fmt.Sprintf("there is no code %q", word), "each diagnostic shows its code in brackets, as warning[MCP601]"}
		case !strings.HasPrefix(string(info.Code), "MCP6"):
			return nil, &usageError{fmt.Sprintf("%s is no warning: it cannot be skipped", info.Code), "mcpgen explain " + string(info.Code) + " says what to do"}
		}
		codes = append(codes, info.Code)
	}
	return codes, nil
}
