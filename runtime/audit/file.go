package audit

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sync"
)

// File is a Sink that appends each event to a file as one line of JSON. For rotation, move the file away and call
// [File.Reopen], as a program does on SIGHUP; no event is lost in between. Safe for concurrent use.
type File struct {
	path string
	mu   sync.Mutex
	file *os.File // nil after Close
}

// OpenFile opens or creates the file, readable by its owner only.
func OpenFile(path string) (*File, error) {
	f := &File{path: path}
	if err := f.Reopen(); err != nil {
		return nil, err
	}
	return f, nil
}

var errClosed = errors.New("the audit file is closed")

// Record writes the event in one write.
func (f *File) Record(_ context.Context, e Event) error {
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.file == nil {
		return errClosed
	}
	_, err = f.file.Write(append(line, '\n'))
	return err
}

// Reopen opens the path again and goes on there. When that fails the old file stays in use.
func (f *File) Reopen() error {
	next, err := os.OpenFile(f.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("opening the audit file: %w", err)
	}
	f.mu.Lock()
	old := f.file
	f.file = next
	f.mu.Unlock()
	if old != nil {
		return old.Close()
	}
	return nil
}

// Close ends the file. Events are refused afterwards.
func (f *File) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.file == nil {
		return nil
	}
	err := f.file.Close()
	f.file = nil
	return err
}
