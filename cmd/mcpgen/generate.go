package main

import (
	"fmt"
	"slices"

	"github.com/mcpgen/mcpgen/annotations/diag"
)

// generate writes the generated files. On any error it writes nothing and leaves the old ones.
func (p *program) generate(args []string) error {
	result, opts, err := p.load("generate", args)
	if err != nil {
		return err
	}
	if err := p.report(opts, errorsOnly(result.Diagnostics)); err != nil {
		return err
	}
	if err := p.note(opts, result.Diagnostics); err != nil {
		return err
	}
	changes, err := plan(result.Files) // all of them, before the first is made
	if err != nil {
		return err
	}
	for _, file := range changes {
		if err := apply(file); err != nil {
			return err
		}
		if opts.verbose {
			fmt.Fprintln(p.stderr, p.relative(file.Path))
		}
	}
	return nil
}

// vet reports every finding, warnings too. It writes nothing, but with -fix what mends findings, and then reports the others.
// Some show only when others are mended.
func (p *program) vet(args []string) error {
	result, opts, err := p.load("vet", args)
	for range maxFixes {
		if err != nil || !opts.fix || !fixable(result.Diagnostics) {
			break
		}
		if err = p.fixAll(result.Diagnostics); err == nil {
			result, opts, err = p.load("vet", args)
		}
	}
	if err != nil {
		return err
	}
	return p.report(opts, slices.DeleteFunc(result.Diagnostics, func(d diag.Diagnostic) bool {
		return d.Severity == diag.Warning && slices.Contains(opts.skip, d.Code)
	}))
}
