package diag

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite docs/diagnostics.md")

// TestReference keeps docs/diagnostics.md equal to the table.
func TestReference(t *testing.T) {
	const path = "../../docs/diagnostics.md"
	var want bytes.Buffer
	if err := ReferenceMarkdown(&want); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(path, want.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want.String(), string(got)); diff != "" {
		t.Errorf("docs/diagnostics.md is stale; run go test ./annotations/diag -run TestReference -update\n%s", diff)
	}
}

// TestCodes: codes are well-formed, unique, sorted, in the table of their stage, and explained.
func TestCodes(t *testing.T) {
	form := regexp.MustCompile(`^MCP[1-69][0-9]{2}$`)
	last := Code("")
	for _, info := range Codes() {
		if !form.MatchString(string(info.Code)) || info.Code <= last {
			t.Errorf("%s follows %s", info.Code, last)
		}
		last = info.Code
		if info.Title == "" || info.Explanation == "" || info.Bad == "" || info.Good == "" {
			t.Errorf("%s is not explained", info.Code)
		}
		if strings.HasSuffix(info.Title, ".") {
			t.Errorf("%s: a title has no full stop: %q", info.Code, info.Title)
		}
	}
}

func TestLookup(t *testing.T) {
	if info, ok := Lookup("mcp101"); !ok || info.Code != "MCP101" {
		t.Error("codes are found in any case")
	}
	if _, ok := Lookup("MCP000"); ok {
		t.Error("found what is not there")
	}
}

func span(line, from, to int) Span {
	return Span{File: "/dir/f.go", Start: Pos{Line: line, Column: from}, End: Pos{Line: line, Column: to}}
}

func TestText(t *testing.T) {
	source := "package p\n\t//mcp:tool größe=\t\"x\"\r\nwide " + strings.Repeat("x", 500) + "\nsteer \x1b[31m\u202etext\n"
	tests := []struct {
		name string
		d    Diagnostic
		want string
	}{
		{"tabs and wide letters", Diagnostic{Code: "MCP103", Span: span(2, 13, 20), Message: "m"}, "" +
			"f.go:2:13: error[MCP103]: m\n 2 | \t//mcp:tool größe=\t\"x\"\n   | \t           ^^^^^\n"},
		{"behind the end of the line", Diagnostic{Code: "MCP103", Span: span(1, 90, 95), Message: "m"}, "" +
			"f.go:1:90: error[MCP103]: m\n 1 | package p\n   |          ^\n"},
		{"long lines are not shown", Diagnostic{Code: "MCP103", Span: span(3, 1, 2), Message: "m", Hint: "h"}, "f.go:3:1: error[MCP103]: m\n  = hint: h\n"},
		{"control characters", Diagnostic{Code: "MCP103", Span: span(4, 1, 6), Message: "a\x1bb"}, "" +
			"f.go:4:1: error[MCP103]: a\ufffdb\n 4 | steer \ufffd[31m\ufffdtext\n   | ^^^^^\n"},
		{"behind the end of the file", Diagnostic{Code: "MCP103", Span: span(99, 1, 6), Message: "m"}, "f.go:99:1: error[MCP103]: m\n"},
		{"no place", Diagnostic{Code: "MCP904", Severity: Warning, Message: "m"}, "warning[MCP904]: m\n"},
		{"whole file", Diagnostic{Code: "MCP901", Span: Span{File: "/dir/f.go"}, Message: "m"}, "f.go: error[MCP901]: m\n"},
		{"related", Diagnostic{Code: "MCP104", Span: span(1, 1, 8), Message: "m", Related: []Related{{span(1, 9, 10), "first here"}}}, "" +
			"f.go:1:1: error[MCP104]: m\n 1 | package p\n   | ^^^^^^^\n  f.go:1:9: first here\n 1 | package p\n   |         ^\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var out bytes.Buffer
			err := Text(&out, []Diagnostic{tt.d}, TextOptions{
				Read: func(string) ([]byte, error) { return []byte(source), nil },
				Path: func(p string) string { return strings.TrimPrefix(p, "/dir/") },
			})
			if diff := cmp.Diff(tt.want, out.String()); diff != "" || err != nil {
				t.Errorf("%v -want +got:\n%s", err, diff)
			}
		})
	}
}

func TestTextWithoutSource(t *testing.T) {
	var out bytes.Buffer
	err := Text(&out, []Diagnostic{{Code: "MCP101", Span: span(1, 1, 2), Message: "m"}}, TextOptions{
		Read:  func(string) ([]byte, error) { return nil, errors.New("gone") },
		Color: true,
	})
	if err != nil || !strings.Contains(out.String(), red) || strings.Contains(out.String(), "|") {
		t.Errorf("%v %q", err, out.String())
	}
}

func TestMachineForms(t *testing.T) {
	list := []Diagnostic{
		{Code: "MCP101", Span: span(2, 3, 5), Message: "50%\n<b>", Hint: "h", Related: []Related{{span(1, 1, 2), "r"}}, Fixes: []Fix{{"f", []Edit{{span(2, 3, 5), "x"}}}}},
		{Code: "MCP904", Severity: Warning, Message: "m"},
	}
	var text, github bytes.Buffer
	if err := JSON(&text, list); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(text.String(), "\n"), "\n")
	if len(lines) != 2 || !json.Valid([]byte(lines[0])) || !strings.Contains(lines[0], `"message":"50%\n<b>"`) || strings.Contains(lines[1], "span") {
		t.Errorf("one object a line:\n%s", text.String())
	}
	if err := GitHub(&github, list, nil); err != nil {
		t.Fatal(err)
	}
	want := "::error file=/dir/f.go,line=2,col=3,endLine=2,endColumn=5,title=mcpgen MCP101::50%25%0A<b>%0Ahint: h\n::warning title=mcpgen MCP904::m\n"
	if diff := cmp.Diff(want, github.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestSort(t *testing.T) {
	a := Diagnostic{Code: "MCP101", Span: span(1, 1, 2), Message: "a"}
	b := Diagnostic{Code: "MCP101", Span: Span{File: "/a.go"}, Message: "a"}
	if got := Sort([]Diagnostic{a, b, a}); len(got) != 2 || got[0].Span.File != "/a.go" {
		t.Errorf("%v", got)
	}
}
