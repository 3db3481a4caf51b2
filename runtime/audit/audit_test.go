package audit_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/runtime/audit"
	"github.com/mcpgen/mcpgen/runtime/principal"
)

var event = audit.Event{
	Time: time.Date(2026, 7, 28, 12, 0, 0, 0, time.UTC), Transport: "http", Method: "tools/call", Kind: "tool", Name: "add",
	Outcome: "challenge", Reason: "scopes", MissingScopes: []string{"write"}, Latency: time.Millisecond,
	Caller: audit.CallerOf(&principal.Principal{Issuer: "i", Subject: "s", ClientID: "c", Credential: "the-token"}),
}

func TestFieldsAreStable(t *testing.T) {
	var b bytes.Buffer
	if err := audit.JSONLines(&b).Record(context.Background(), event); err != nil {
		t.Fatal(err)
	}
	want := `{"time":"2026-07-28T12:00:00Z","transport":"http","method":"tools/call","kind":"tool","name":"add",` +
		`"outcome":"challenge","reason":"scopes","missing_scopes":["write"],` +
		`"caller":{"issuer":"i","subject":"s","client_id":"c"},"latency_ns":1000000}` + "\n"
	if b.String() != want {
		t.Errorf("%s\nwant\n%s", b.String(), want)
	}
}

func TestSlogWritesWhateverTheLevel(t *testing.T) {
	var b bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&b, &slog.HandlerOptions{Level: slog.LevelError}))
	if err := audit.Slog(logger).Record(context.Background(), event); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"mcp audit", "outcome=challenge", "name=add", "subject=s", "missing_scopes=[write]"} {
		if !strings.Contains(b.String(), part) {
			t.Errorf("%q lacks %q", b.String(), part)
		}
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestErrorsAreReported(t *testing.T) {
	for name, sink := range map[string]audit.Sink{
		"slog": audit.Slog(slog.New(slog.NewTextHandler(broken{}, nil))), "lines": audit.JSONLines(broken{}),
		"fan": audit.Fan(audit.Discard, audit.JSONLines(broken{})),
	} {
		if sink.Record(context.Background(), event) == nil {
			t.Errorf("%s: a failed write is not reported", name)
		}
	}
}

func TestFanRecordsInAll(t *testing.T) {
	var a, b bytes.Buffer
	sink := audit.Fan(audit.JSONLines(&a), audit.JSONLines(broken{}), audit.JSONLines(&b))
	if sink.Record(context.Background(), event) == nil {
		t.Error("the failure is not reported")
	}
	if a.Len() == 0 || a.String() != b.String() {
		t.Errorf("%q %q", a.String(), b.String())
	}
}

func TestFileRotates(t *testing.T) {
	path := filepath.Join(t.TempDir(), "audit.jsonl")
	f, err := audit.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var writers sync.WaitGroup
	for range 4 {
		writers.Go(func() {
			for range 250 {
				if err := f.Record(context.Background(), event); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for range 5 {
		time.Sleep(time.Millisecond)
		if err := os.Rename(path, path+time.Now().Format(".150405.000000000")); err != nil {
			t.Error(err)
		}
		if err := f.Reopen(); err != nil {
			t.Error(err)
		}
	}
	writers.Wait()
	if err := f.Close(); err != nil {
		t.Error(err)
	}
	if f.Record(context.Background(), event) == nil {
		t.Error("a closed file takes events")
	}
	files, _ := filepath.Glob(path + "*")
	lines := 0
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range bytes.Lines(raw) {
			var e audit.Event
			if err := json.Unmarshal(line, &e); err != nil {
				t.Fatalf("%s: %v", line, err)
			}
			lines++
		}
		if info, _ := os.Stat(name); info.Mode().Perm() != 0o600 {
			t.Errorf("mode %v", info.Mode())
		}
	}
	if lines != 1000 {
		t.Errorf("%d events in %d files, want 1000", lines, len(files))
	}
}

// TestNoFieldCanHoldAToken walks over the event: credentials are a type of their own, and nothing here has it.
func TestNoFieldCanHoldAToken(t *testing.T) {
	for _, of := range []reflect.Type{reflect.TypeFor[audit.Event](), reflect.TypeFor[audit.Caller]()} {
		for i := range of.NumField() {
			if f := of.Field(i); strings.Contains(strings.ToLower(f.Name), "token") || f.Type.Name() == "Credential" {
				t.Errorf("%s.%s", of, f.Name)
			}
		}
	}
}
