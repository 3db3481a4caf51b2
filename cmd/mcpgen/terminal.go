package main

import (
	"os"
	"path/filepath"
	"strings"
)

// relative shortens a path to the working directory, for people to read and click; a path outside it stays as it is.
func (p *program) relative(path string) string {
	dir := p.dir
	if dir == "" {
		var err error
		if dir, err = os.Getwd(); err != nil {
			return path
		}
	}
	rel, err := filepath.Rel(dir, path)
	if err != nil || strings.HasPrefix(rel, "..") {
		return path
	}
	return rel
}

// color reports whether diagnostics are coloured: only on a terminal, and not where NO_COLOR is set (no-color.org) or
// the terminal is dumb.
func (p *program) color() bool {
	for _, e := range p.environ {
		if name, value, _ := strings.Cut(e, "="); name == "NO_COLOR" && value != "" || name == "TERM" && value == "dumb" {
			return false
		}
	}
	file, ok := p.stderr.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
