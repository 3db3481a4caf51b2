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

// same reports whether a file on disk is as generated. A checkout on Windows may have changed the line ends.
func same(old, content []byte) bool {
	return bytes.Equal(old, content) || bytes.Equal(bytes.ReplaceAll(old, []byte("\r\n"), []byte("\n")), content)
}

// plan returns the files that differ from the disk, or an error if one of them must not be touched. A file that is
// already right keeps its time stamp, so that builds stay cached.
func plan(files []generator.File) ([]generator.File, error) {
	var changes []generator.File
	for _, file := range files {
		old, err := os.ReadFile(file.Path)
		exists := err == nil
		switch {
		case err != nil && !os.IsNotExist(err):
			return nil, err
		case file.Content == nil && (!exists || !ours(old)), exists && file.Content != nil && same(old, file.Content):
			continue
		case exists && !ours(old):
			return nil, &usageError{
				fmt.Sprintf("%s was not written by mcpgen", file.Path),
				"rename it: mcpgen writes a file of that name and does not overwrite yours",
			}
		}
		changes = append(changes, file)
	}
	return changes, nil
}

// apply makes one change of a plan.
func apply(file generator.File) error {
	if file.Content == nil {
		return os.Remove(file.Path)
	}
	return replace(file.Path, file.Content, 0o644)
}

// replace writes content to path through a temporary file and a rename, so that a reader sees the old file or the new
// one, never half of either. A symbolic link is followed, so that it stays one.
func replace(path string, content []byte, mode os.FileMode) error {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".mcp_gen-*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name()) // of no effect once the rename has happened
	if _, err = temp.Write(content); err == nil {
		err = temp.Chmod(mode)
	}
	if closeErr := temp.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	return os.Rename(temp.Name(), path)
}
