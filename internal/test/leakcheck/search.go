package leakcheck

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// events is the file, beside those of the processes, that holds what go test -json printed.
const events = "go-test.json"

// result is what a search saw and found.
type result struct {
	findings             []finding
	texts, secrets, size int
}

// search looks through everything that a run has written.
func search(root string) (result, error) {
	texts, err := readWritten(root)
	if err != nil {
		return result{}, err
	}
	wanted, count, err := readSecrets(root)
	r := result{texts: len(texts), secrets: count}
	for where, text := range texts {
		text = without(text)
		r.size += len(text)
		r.findings = append(r.findings, jwsParts(where, text)...)
		r.findings = append(r.findings, signatures(where, text)...)
		r.findings = append(r.findings, wanted.find(where, text)...)
	}
	return r, err
}

// readWritten returns the texts of a run, by where they come from: a process, or a test and what it printed.
func readWritten(root string) (map[string][]byte, error) {
	texts := map[string][]byte{}
	err := filepath.WalkDir(filepath.Join(root, writtenDir), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		name := filepath.Base(path)
		if name == events {
			return errors.Join(err, readEvents(raw, texts))
		}
		texts[name] = raw
		return err
	})
	return texts, err
}

// readEvents joins what each test printed, which go test -json cuts into pieces.
func readEvents(raw []byte, texts map[string][]byte) error {
	for line := range bytes.Lines(raw) {
		var event struct{ Package, ImportPath, Test, Output string }
		if err := json.Unmarshal(line, &event); err != nil {
			return fmt.Errorf("%s: %w: %q", events, err, line)
		}
		where := strings.TrimSuffix(event.Package+event.ImportPath+"."+event.Test, ".")
		texts[where] = append(texts[where], event.Output...)
	}
	return nil
}

// readSecrets returns what the tests of a run declared to be secret, and how much that is.
func readSecrets(root string) (*needles, int, error) {
	wanted, known := newNeedles(), map[string]bool{}
	files, err := filepath.Glob(filepath.Join(root, secretsDir, "*"))
	for _, path := range files {
		f, failed := os.Open(path)
		if failed != nil {
			return nil, 0, failed
		}
		defer f.Close()
		for lines := bufio.NewReader(f); ; {
			line, failed := lines.ReadString('\n')
			if failed == io.EOF {
				break
			}
			secret, bad := strconv.Unquote(strings.TrimSuffix(line, "\n"))
			if err := errors.Join(failed, bad); err != nil {
				return nil, 0, fmt.Errorf("%s: %w", path, err)
			}
			if !known[secret] {
				known[secret] = true
				wanted.add(secret)
			}
		}
	}
	return wanted, len(known), err
}
