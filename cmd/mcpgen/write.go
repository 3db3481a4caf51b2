package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"github.com/mcpgen/mcpgen/generator"
)

// ours reports whether mcpgen wrote the content. Nothing else is ever overwritten or removed.
func ours(content []byte) bool { return bytes.HasPrefix(content, []byte(generator.Header)) }

// write brings the disk to what the file should be and reports whether anything changed. An unchanged file keeps its
// time stamp, so that builds stay cached.
func write(file generator.File) (changed bool, err error) {
	old, err := os.ReadFile(file.Path)
	exists := err == nil
	if err != nil && !os.IsNotExist(err) {
		return false, err
	}
	switch {
	case file.Content == nil && (!exists || !ours(old)):
		return false, nil
	case file.Content == nil:
		return true, os.Remove(file.Path)
	case exists && !ours(old):
		return false, &usageError{
			fmt.Sprintf("%s was not written by mcpgen", file.Path),
			"rename it: mcpgen writes a file of that name and does not overwrite yours",
		}
	case exists && bytes.Equal(old, file.Content):
		return false, nil
	}
	return true, replace(file.Path, file.Content)
}

// replace writes content to path through a temporary file and a rename, so that a reader sees the old file or the new
// one, never half of either. A symbolic link is followed, so that it stays one.
func replace(path string, content []byte) error {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".mcp_gen-*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name()) // of no effect once the rename has happened
	if _, err = temp.Write(content); err == nil {
		err = temp.Chmod(0o644)
	}
	if closeErr := temp.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	return os.Rename(temp.Name(), path)
}
