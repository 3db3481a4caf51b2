package main

import (
	"os"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/mcpgen/mcpgen/generator"
)

// diff shows what generate would change, without changing it, and finds something exactly if that is not nothing: the
// check for CI that committed files are fresh.
func (p *program) diff(args []string) error {
	result, opts, err := p.load("diff", args)
	if err != nil {
		return err
	}
	if err := p.report(opts, errorsOnly(result.Diagnostics)); err != nil {
		return err
	}
	if err := p.note(opts, result.Diagnostics); err != nil {
		return err
	}
	stale := false
	for _, file := range result.Files {
		old, err := readGenerated(file)
		if err != nil {
			return err
		}
		if (old == nil) == (file.Content == nil) && same(old, file.Content) {
			continue
		}
		stale = true
		name := p.relative(file.Path)
		if _, err := p.stdout.Write(diff.Diff(name+" (on disk)", old, name+" (generated)", file.Content)); err != nil {
			return err
		}
	}
	if stale {
		return errFindings
	}
	return nil
}

// readGenerated returns what is on disk: nil when there is no file. Where none is wanted, a file that mcpgen did not
// write counts as none.
func readGenerated(file generator.File) ([]byte, error) {
	old, err := os.ReadFile(file.Path)
	if os.IsNotExist(err) || file.Content == nil && !ours(old) {
		return nil, nil
	}
	return old, err
}
