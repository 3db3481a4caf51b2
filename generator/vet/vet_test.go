package vet

import (
	"fmt"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/analysis/analysistest"
)

func TestWarnings(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), Analyzer, "warned")
}

// TestGenerated: a package that has been generated has nothing to report; its RegisterMCP is no one else's.
func TestGenerated(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), Analyzer, "generated")
}

// unexpecting keeps quiet about diagnostics without a want comment: a directive line cannot hold one. What is reported
// is compared below.
type unexpecting struct{ *testing.T }

func (t unexpecting) Errorf(format string, args ...any) {
	if text := fmt.Sprintf(format, args...); !strings.Contains(text, "unexpected diagnostic") {
		t.T.Errorf("%s", text)
	}
}

// TestFindingsAndFixes: the findings of mcpgen at their words, checks of another package known by their facts, and the
// fixes as in notes.go.golden.
func TestFindingsAndFixes(t *testing.T) {
	results := analysistest.RunWithSuggestedFixes(unexpecting{t}, analysistest.TestData(), Analyzer, "notes")
	got := places(results)
	want := []string{
		"notes.go:14:24 MCP306",
		"notes.go:17:1 MCP101",
		"notes.go:20:17 MCP303",
		"notes.go:23:1 MCP202",
		"notes_plan9.go:3:1 MCP206",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// places lists where findings stand.
func places(results []*analysistest.Result) []string {
	var got []string
	for _, r := range results {
		for _, d := range r.Action.Diagnostics {
			p := r.Action.Package.Fset.PositionFor(d.Pos, false)
			got = append(got, fmt.Sprintf("%s:%d:%d %s", filepath.Base(p.Filename), p.Line, p.Column, d.Category))
		}
	}
	slices.Sort(got)
	return got
}

// TestOtherBuilds: an editor shows as well which check another build, or another import, would put into the policy.
func TestOtherBuilds(t *testing.T) {
	got := places(analysistest.Run(unexpecting{t}, analysistest.TestData(), Analyzer, "builds"))
	want := []string{"builds.go:11:6 MCP218", "builds.go:15:25 MCP317", "builds.go:21:19 MCP218"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestURIs: an editor underlines the part of a URI that is wrong, and all of one that overlaps with another.
func TestURIs(t *testing.T) {
	got := spans(analysistest.Run(unexpecting{t}, analysistest.TestData(), Analyzer, "uris"))
	want := []string{
		`3:31-32 MCP321: "-" can be part of a variable's value: it does not tell {a} and {b} apart (MCP321): ` +
			`put a reserved character between them, as /`,
		`9:36-52 MCP502: URI template "notes://note/all" overlaps with "notes://note/{id}" (MCP502): ` +
			`let the URIs differ in a part that is no variable; 6:35-52 the other resource`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// spans lists from where to where findings reach, what they say, and the places that they relate to.
func spans(results []*analysistest.Result) []string {
	var got []string
	for _, r := range results {
		span := func(from, to token.Pos) string {
			p, end := r.Action.Package.Fset.PositionFor(from, false), r.Action.Package.Fset.PositionFor(to, false)
			return fmt.Sprintf("%d:%d-%d", p.Line, p.Column, end.Column)
		}
		for _, d := range r.Action.Diagnostics {
			text := fmt.Sprintf("%s %s: %s", span(d.Pos, d.End), d.Category, d.Message)
			for _, related := range d.Related {
				text += "; " + span(related.Pos, related.End) + " " + related.Message
			}
			got = append(got, text)
		}
	}
	slices.Sort(got)
	return got
}

// TestWarningsOnDirectives: warnings that stand on a word of a directive, where no want comment can be.
func TestWarningsOnDirectives(t *testing.T) {
	got := spans(analysistest.Run(unexpecting{t}, analysistest.TestData(), Analyzer, "doubtful"))
	want := []string{
		`5:42-62 MCP603: subject(user) and subject(application) never hold together: nobody can use "add" (MCP603): ` +
			`use any(…) if one of them is enough`,
		`8:23-28 MCP602: tag "ntoes" is on no other component and in no restrict (MCP602): ` +
			`leave it out unless the server's own checks look at it`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
