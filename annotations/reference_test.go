package annotations

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite docs/directives.md and the tables of the README")

// TestReference keeps docs/directives.md equal to the vocabulary.
func TestReference(t *testing.T) {
	const path = "../docs/directives.md"
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
		t.Errorf("docs/directives.md is stale; run go test ./annotations -run TestReference -update\n%s", diff)
	}
}

// TestReadmeTables keeps the tables of the README equal to the vocabulary.
func TestReadmeTables(t *testing.T) {
	const path, begin, end = "../README.md", "<!-- generated: directives -->\n", "<!-- end: directives -->\n"
	var want strings.Builder
	if err := SummaryMarkdown(&want); err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(readme), begin)
	got, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("the README has no section between %q and %q", begin, end)
	}
	if *update {
		got = want.String()
		if err := os.WriteFile(path, []byte(before+begin+got+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(want.String(), got); diff != "" {
		t.Errorf("the README is stale; run go test ./annotations -run TestReadmeTables -update\n%s", diff)
	}
}

func TestReferenceForms(t *testing.T) {
	var text, data bytes.Buffer
	if err := ReferenceText(&text); err != nil {
		t.Fatal(err)
	}
	if err := ReferenceJSON(&data); err != nil || !json.Valid(data.Bytes()) {
		t.Fatal(err)
	}
	for _, v := range Verbs() {
		for _, form := range []*bytes.Buffer{&text, &data} {
			if !bytes.Contains(form.Bytes(), []byte("//mcp:"+v.Name)) {
				t.Errorf("%s is missing", v.Name)
			}
		}
	}
}
