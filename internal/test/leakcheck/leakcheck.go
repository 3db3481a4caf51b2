// Package leakcheck shows that a run of the whole test suite writes no secret anywhere: no log, audit line, error, panic
// or answer, of any test, holds a token, a part of one, or a secret that a test made.
//
// `.ci/test` sets MCPGEN_LEAKCHECK to an empty directory. Tests then copy into it what they would keep to themselves
// ([Tee], [Logger], [Sink], [Error]) and name the secrets they make ([Secret]). What go test itself prints, standard
// error and panics of every test included, is kept there too. When all tests are done, TestNothingSecretWasWritten
// searches all of it. Without the variable nothing is kept; a test of this package holds every test file of the module to
// using these functions.
package leakcheck

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"

	"github.com/mcpgen/mcpgen/runtime/audit"
)

// Env names the directory of a run; without it nothing is kept.
const Env = "MCPGEN_LEAKCHECK"

// minSecretBytes is the shortest secret: shorter ones would be found everywhere.
const minSecretBytes = 8

// The directories of a run. Every process writes files of its own.
const (
	writtenDir = "written"
	secretsDir = "secrets"
)

var (
	written = sync.OnceValue(func() io.Writer { return open(writtenDir) })
	secrets = sync.OnceValue(func() io.Writer { return open(secretsDir) })
)

// open returns this process's file in one of the run's directories.
func open(dir string) io.Writer {
	root := os.Getenv(Env)
	if root == "" {
		return io.Discard
	}
	dir = filepath.Join(root, dir)
	name := fmt.Sprintf("%s-%d", filepath.Base(os.Args[0]), os.Getpid())
	err := os.MkdirAll(dir, 0o700)
	if err != nil {
		panic(err)
	}
	f, err := os.OpenFile(filepath.Join(dir, name), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		panic(err) // a run that keeps nothing would find nothing
	}
	return f
}

// Secret declares that s must not be written by anybody from now on, and returns it: a token, a password, a key, a code.
// It must have 8 bytes or more. The empty string is none. Safe for concurrent use, as is everything here.
func Secret[T ~string](s T) T {
	if s == "" {
		return s
	}
	if len(s) < minSecretBytes {
		panic("leakcheck: a secret of less than 8 bytes would be found everywhere")
	}
	mustWrite(secrets(), strconv.Quote(string(s))+"\n")
	return s
}

// Tee returns a writer that writes to w, and copies into the run; a nil w is only the copy.
func Tee(w io.Writer) io.Writer {
	if w == nil {
		return written()
	}
	return io.MultiWriter(written(), w)
}

// Logger returns a logger of every level that writes text to w as [Tee] does.
func Logger(w io.Writer) *slog.Logger {
	return slog.New(slog.NewTextHandler(Tee(w), &slog.HandlerOptions{Level: slog.LevelDebug}))
}

// Sink returns a sink that copies every event into the run before next gets it; a nil next is only the copy.
func Sink(next audit.Sink) audit.Sink { return sink{audit.JSONLines(written()), next} }

type sink struct{ copy, next audit.Sink }

func (s sink) Record(ctx context.Context, e audit.Event) error {
	if err := s.copy.Record(ctx, e); err != nil {
		return err
	}
	if s.next == nil {
		return nil
	}
	return s.next.Record(ctx, e)
}

// Error copies an error into the run, in every way that a program might print it, and returns it.
func Error(err error) error {
	if err != nil {
		mustWrite(written(), fmt.Sprintf("%v\n%+v\n%#v\n", err, err, err))
	}
	return err
}

// Output runs cmd, copies what it prints into the run, and returns it.
func Output(cmd *exec.Cmd) ([]byte, error) {
	out, err := cmd.CombinedOutput()
	mustWrite(written(), string(out))
	return out, err
}

func mustWrite(w io.Writer, text string) {
	if _, err := io.WriteString(w, text); err != nil {
		panic(err)
	}
}
